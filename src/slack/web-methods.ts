/**
 * The methods of Slack's Web API that unsilo may call, with the calls a minute that it allows itself. All read, but those by which
 * the app joins a channel and posts a notice.
 */
const tier2 = 18;
const tier3 = 45;
const tier4 = 90;

/**
 * A tenth below Slack's tiers (20, 50, 100 a minute): its minutes are not ours.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const callsPerMinute = {
  'auth.test': tier4,
  'team.info': tier3,
  'conversations.list': tier2,
  'conversations.info': tier3,
  'conversations.join': tier3,
  'conversations.history': tier3,
  'conversations.replies': tier3,
  'chat.postMessage': tier3,
  'users.list': tier2,
  'users.info': tier4,
  'emoji.list': tier2,
} as const;

export type SlackMethod = keyof typeof callsPerMinute;

/** Methods that Slack slows down to one call a minute for apps that are sold outside its Marketplace. */
export const throttledMethods: ReadonlySet<SlackMethod> = new Set([
  'conversations.history',
  'conversations.replies',
]);

/** What would be done twice if it were sent twice: after an unclear answer it is not sent again. */
export const onceMethods: ReadonlySet<SlackMethod> = new Set(['chat.postMessage']);

export function isSlackMethod(name: string): name is SlackMethod {
  return Object.hasOwn(callsPerMinute, name);
}
