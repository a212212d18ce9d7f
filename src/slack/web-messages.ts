import type { ChannelId } from '../model/ids.ts';
import { type JsonObject, objectAt, objectsAt, stringAt } from '../model/json.ts';
import { compareTs, earliestTs, isTs, latestTs, type Ts } from '../model/ts.ts';
import type { SlackClient } from './web-client.ts';
import { SlackFailure } from './web-failure.ts';

/** Messages between two moments, without the moments themselves. */
export interface Interval {
  readonly oldest: Ts;
  readonly latest: Ts;
}

/** Rows as Slack sent them, unchecked but for being objects. */
export interface HistoryPage {
  readonly rows: readonly JsonObject[];
  /** Everything in the interval from here on was read: its oldest end when nothing is left. */
  readonly readDownTo: Ts;
  readonly isEnd: boolean;
  /** A free plan withholds older messages. */
  readonly isLimited: boolean;
  /** For the page after this one. */
  readonly walk: HistoryWalk | undefined;
}

/** Slack's limit is "under 1000"; for the throttled class it cuts silently. */
const pageSize = 999;
/** What the throttled class gets at most. */
const throttledPage = 15;
/** Bounds a walk through pages that Slack would never end. */
const mostPages = 500;

/** How a walk goes on within one run: Slack's cursor, beside what was asked for at its beginning. */
export interface HistoryWalk {
  readonly cursor: string;
  readonly latest: Ts;
}

/**
 * The newest page of top-level messages in an interval. Within a run Slack's own cursor leads on; a run that comes later goes
 * by the interval below `readDownTo`, because cursors expire.
 *
 * @param walk what the page before this one gave, when that was read in the same run
 */
export async function readHistory(
  client: SlackClient,
  channel: ChannelId,
  interval: Interval,
  walk?: HistoryWalk,
): Promise<HistoryPage> {
  const latest = walk?.latest ?? interval.latest;
  let answer = await historyCall(client, channel, interval, walk);
  let rows = messagesOf(answer);
  // A page may be empty although there is more, when all its rows are hidden.
  for (
    let page = 1;
    oldestOf(rows) === undefined && nextCursor(answer) !== '' && page < mostPages;
    page += 1
  ) {
    answer = await historyCall(client, channel, interval, { latest, cursor: nextCursor(answer) });
    rows = messagesOf(answer);
  }
  const cursor = nextCursor(answer);
  const hasMore = answer.has_more === true || cursor !== '';
  observeThrottling(client, rows.length, hasMore);
  const lowest = oldestOf(rows);
  const isLimited = answer.is_limited === true;
  if (!hasMore || lowest === undefined)
    return { rows, readDownTo: interval.oldest, isEnd: true, isLimited, walk: undefined };
  if (compareTs(lowest, interval.latest) >= 0)
    throw new SlackFailure('postponed', 'no_progress', 'Slack shows the same page of history again.');
  return {
    rows,
    readDownTo: lowest,
    isEnd: false,
    isLimited,
    walk: cursor === '' ? undefined : { cursor, latest },
  };
}

async function historyCall(
  client: SlackClient,
  channel: ChannelId,
  { oldest, latest }: Interval,
  walk: HistoryWalk | undefined,
): Promise<JsonObject> {
  const upTo = walk?.latest ?? latest;
  const args = {
    channel,
    limit: pageSize,
    inclusive: false,
    ...(oldest === earliestTs ? {} : { oldest }),
    ...(upTo === latestTs ? {} : { latest: upTo }),
  };
  if (walk === undefined) return client.call('conversations.history', args);
  try {
    return await client.call('conversations.history', { ...args, cursor: walk.cursor });
  } catch (error) {
    if (!(error instanceof SlackFailure) || error.kind !== 'cursor') throw error;
    return historyCall(client, channel, { oldest, latest }, undefined);
  }
}

function observeThrottling({ pacer }: SlackClient, rows: number, hasMore: boolean): void {
  if (hasMore && rows === throttledPage) pacer.isThrottled = true;
  else if (rows > throttledPage) pacer.isThrottled = false;
}

export interface RepliesPage {
  /** The root, where Slack still has it. */
  readonly root: JsonObject | undefined;
  readonly replies: readonly JsonObject[];
  readonly isEnd: boolean;
}

/**
 * The pages of a thread, oldest reply first.
 *
 * @param after only replies later than this one
 */
export async function* readReplies(
  client: SlackClient,
  { channel, rootTs, after }: { readonly channel: ChannelId; readonly rootTs: Ts; readonly after?: Ts },
): AsyncGenerator<RepliesPage> {
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.call('conversations.replies', {
      channel,
      ts: rootTs,
      limit: pageSize,
      ...(after === undefined ? {} : { oldest: after }),
      ...(cursor === '' ? {} : { cursor }),
    });
    const rows = messagesOf(answer);
    if (rows.length === 0 && page === 0)
      throw new SlackFailure('postponed', 'empty_thread', 'Slack answered with an empty thread.');
    const root = rows.find(({ ts }) => ts === rootTs);
    cursor = nextCursor(answer);
    observeThrottling(client, rows.length, cursor !== '');
    yield { root, replies: rows.filter((row) => row !== root), isEnd: cursor === '' };
    if (cursor === '') return;
  }
}

function messagesOf(answer: JsonObject): readonly JsonObject[] {
  return objectsAt(answer, 'messages');
}

function oldestOf(rows: readonly JsonObject[]): Ts | undefined {
  let lowest: Ts | undefined;
  for (const { ts } of rows) if (isTs(ts) && (lowest === undefined || compareTs(ts, lowest) < 0)) lowest = ts;
  return lowest;
}

export function nextCursor(answer: JsonObject): string {
  return stringAt(objectAt(answer, 'response_metadata') ?? {}, 'next_cursor') ?? '';
}
