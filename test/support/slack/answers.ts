import type { JsonObject } from '../../../src/model/json.ts';
import { compareTs, isTs, microsOf, type Ts, tsOfMicros } from '../../../src/model/ts.ts';
import type { LivingChannel, LivingWorkspace } from './workspace.ts';

/** What Slack would answer: the JSON without `ok`, or its word of refusal. */
export type SlackAnswer = JsonObject | string;

export interface Asked {
  readonly workspace: LivingWorkspace;
  readonly now: Ts;
  /** The largest page; 15 for the throttled class. */
  readonly mostRows: number;
  readonly scopes: readonly string[];
}

type Parameters = URLSearchParams;

const methods: Readonly<Record<string, (parameters: Parameters, asked: Asked) => SlackAnswer>> = {
  'auth.test': (_, { workspace }) => ({
    url: 'https://lantern.slack.com/',
    team: 'Lantern',
    team_id: workspace.teamId,
    user_id: 'U0BOT',
    bot_id: 'B0BOT',
  }),
  'conversations.list': (parameters, { workspace }) =>
    page([...workspace.channels.values()].filter(isPublic), parameters, 'channels', ({ json }) => json),
  'conversations.info': (parameters, asked) =>
    withChannel(parameters, asked, ({ json }) => ({ channel: json }), false),
  'conversations.join': (parameters, asked) =>
    withChannel(
      parameters,
      asked,
      (channel) => {
        channel.refusal = undefined;
        channel.json = { ...channel.json, is_member: true };
        return { channel: channel.json };
      },
      false,
    ),
  'conversations.history': (parameters, asked) =>
    withChannel(parameters, asked, (channel) => history(channel, parameters, asked)),
  'conversations.replies': (parameters, asked) =>
    withChannel(parameters, asked, (channel) => replies(channel, parameters, asked)),
  'chat.postMessage': (parameters, asked) =>
    withChannel(parameters, asked, (channel) => {
      let ts = asked.now;
      // No two messages of a channel have the same.
      while (channel.has(ts)) ts = tsOfMicros(microsOf(ts) + 1);
      channel.put({
        type: 'message',
        ts,
        user: 'U0BOT',
        bot_id: 'B0BOT',
        text: parameters.get('text') ?? '',
        blocks: JSON.parse(parameters.get('blocks') ?? '[]') as JsonObject[],
        thread_ts: parameters.get('thread_ts') as Ts,
      });
      return { channel: channel.id, ts };
    }),
  'users.list': (parameters, { workspace }) => {
    if (!parameters.has('limit')) return 'limit_required';
    return page(workspace.users, parameters, 'members', (user) => user);
  },
  'emoji.list': (_, { workspace, scopes }) =>
    scopes.includes('emoji:read') ? { emoji: workspace.emoji } : 'missing_scope',
  'users.info': (parameters, { workspace }) => {
    const user = workspace.users.find(({ id }) => id === parameters.get('user'));
    return user === undefined ? 'user_not_found' : { user };
  },
};

export function answer(method: string, parameters: Parameters, asked: Asked): SlackAnswer {
  return methods[method]?.(parameters, asked) ?? 'unknown_method';
}

function isPublic({ json }: LivingChannel): boolean {
  return json.is_private !== true && json.is_im !== true && json.is_mpim !== true;
}

function withChannel(
  parameters: Parameters,
  { workspace }: Asked,
  act: (channel: LivingChannel) => SlackAnswer,
  needsMembership = true,
): SlackAnswer {
  const channel = workspace.channels.get(parameters.get('channel') as never);
  if (channel === undefined) return 'channel_not_found';
  if (needsMembership && channel.refusal !== undefined) return channel.refusal;
  return act(channel);
}

function page<T>(
  all: readonly T[],
  parameters: Parameters,
  name: string,
  show: (one: T) => JsonObject,
): SlackAnswer {
  const limit = Number(parameters.get('limit') ?? 100);
  if (!(limit > 0 && limit < 1000)) return 'invalid_limit';
  const start = Number(decode(parameters.get('cursor')) ?? 0);
  if (Number.isNaN(start)) return 'invalid_cursor';
  const next = start + limit < all.length ? encode(String(start + limit)) : '';
  return { [name]: all.slice(start, start + limit).map(show), response_metadata: { next_cursor: next } };
}

function history(channel: LivingChannel, parameters: Parameters, { now, mostRows }: Asked): SlackAnswer {
  const oldest = tsOf(parameters, 'oldest', '0.000000');
  const cursor = decode(parameters.get('cursor'));
  const latest = cursor ?? tsOf(parameters, 'latest', '999999999999.000000');
  if (!isTs(oldest)) return 'invalid_ts_oldest';
  if (!isTs(latest)) return cursor === undefined ? 'invalid_ts_latest' : 'invalid_cursor';
  const found = channel.history(oldest, latest, now);
  const shown = found.slice(0, Math.min(Number(parameters.get('limit') ?? 100), mostRows));
  const hasMore = shown.length < found.length;
  return {
    messages: shown.map((ts) => channel.shown(ts, now) as JsonObject),
    has_more: hasMore,
    ...(channel.isLimited ? { is_limited: true } : {}),
    ...(hasMore ? { response_metadata: { next_cursor: encode(shown.at(-1)!) } } : {}),
  };
}

/** The root stands on every page. */
function replies(channel: LivingChannel, parameters: Parameters, { now, mostRows }: Asked): SlackAnswer {
  const root = parameters.get('ts');
  if (!isTs(root)) return 'invalid_arguments';
  const row = channel.shown(root, now);
  if (row === undefined) return 'thread_not_found';
  const oldest = decode(parameters.get('cursor')) ?? tsOf(parameters, 'oldest', '0.000000');
  if (!isTs(oldest)) return 'invalid_ts_oldest';
  const found = channel.replies(root, now).filter((ts) => compareTs(ts, oldest) > 0);
  const shown = found.slice(0, Math.min(Number(parameters.get('limit') ?? 1000), mostRows) - 1);
  const hasMore = shown.length < found.length;
  return {
    messages: [row, ...shown.map((ts) => channel.shown(ts, now) as JsonObject)],
    has_more: hasMore,
    ...(hasMore ? { response_metadata: { next_cursor: encode(shown.at(-1)!) } } : {}),
  };
}

function tsOf(parameters: Parameters, name: string, otherwise: string): string {
  return parameters.get(name) ?? otherwise;
}

function encode(place: string): string {
  return Buffer.from(`next:${place}`).toString('base64');
}

function decode(cursor: string | null): string | undefined {
  if (cursor === null || cursor === '') return undefined;
  return Buffer.from(cursor, 'base64')
    .toString()
    .replace(/^next:/, '');
}
