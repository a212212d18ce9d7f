import { join } from 'node:path';
import { type Conversation, conversationsOf } from '../../src/model/conversation.ts';
import type { ChannelId, TeamId, UserId } from '../../src/model/ids.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Message } from '../../src/model/message.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import type { Ts } from '../../src/model/ts.ts';
import { packageRoot } from '../../src/paths.ts';
import type { PlanContext } from '../../src/publish/plan.ts';
import { noReferences } from '../../src/publish/references.ts';
import type { Renderer } from '../../src/publish/renderer.ts';
import type { PostRules } from '../../src/publish/select.ts';
import { loadPostTemplates } from '../../src/publish/templates.ts';

export const place = { teamId: 'T012AB3C4' as TeamId, channelId: 'C024BE91L' as ChannelId };

/** 18 March 2024, 18:35:00 UTC; minutes in the builders count from here. */
const start = 1_710_786_900;

export function tsOf(minute: number): Ts {
  return `${start + minute * 60}.000100` as Ts;
}

/** Milliseconds since 1970 at that minute. */
export function timeOf(minute: number): number {
  return (start + minute * 60) * 1000;
}

/** Slack's JSON for a message; `thread` is the minute of its root. */
export function message(minute: number, fields: JsonObject & { readonly thread?: number } = {}): Message {
  const { thread, ...others } = fields;
  const parsed = parseMessage({
    ts: tsOf(minute),
    user: 'U0ADA',
    text: `m${minute}`,
    ...(thread === undefined ? {} : { thread_ts: tsOf(thread) }),
    ...others,
  });
  if (parsed === undefined) throw new Error('the builder made no message');
  return parsed;
}

/** The first conversation of these messages. */
export function conversation(...messages: readonly Message[]): Conversation {
  const [first] = conversationsOf(place, messages).conversations;
  if (first === undefined) throw new Error('the builder made no conversation');
  return first;
}

const people: Readonly<Record<string, string>> = {
  U0ADA: 'Ada Lovelace',
  U0GRACE: '@grace',
  U0BOT: 'Deploy Bot',
};

/** Shows text as it is: what is tested with it is what publish/ adds. */
export const plainRenderer: Renderer = {
  message: ({ text }, limit) => text.match(new RegExp(`[^]{1,${limit}}`, 'g')) ?? [''],
  inline: (text) => text,
  emoji: (name) => `:${name}:`,
  title: ({ messages }) => messages[0]?.text ?? '',
};

export const rules: PostRules = {
  post: 'everything',
  kind: 'discussions',
  labels: [],
  quietHours: 24,
  minReplies: 1,
  comments: 'packed',
  withStitches: false,
  answer: { reaction: 'white_check_mark', maintainers: new Set(['U0MAINT' as UserId]) },
};

export const templates = loadPostTemplates([join(packageRoot, 'templates/github')]);

/** A community of three with a site; it is noon of a day long after. */
export function planContext(
  extra: Partial<PlanContext> & { readonly rules?: Partial<PostRules> } = {},
): PlanContext {
  const { rules: changed, ...others } = extra;
  return {
    names: {
      user: (id) => people[id],
      channel: (id) => (id === place.channelId ? 'help' : undefined),
      userGroup: () => undefined,
    },
    workspaceName: 'Acme',
    render: plainRenderer,
    templates,
    rulesOf: () => ({ ...rules, ...changed }),
    originOf: ({ rootTs }) => ({
      pageUrl: `https://acme.github.io/chat/t/2024/03/p${rootTs.replace('.', '')}.html`,
      workspaceUrl: 'https://acme.slack.com/',
    }),
    referencesOf: () => noReferences,
    isBot: (id: UserId) => id === 'U0BOT',
    hasLogin: (id) => id === 'U0ADA',
    now: timeOf(100_000),
    ...others,
  };
}
