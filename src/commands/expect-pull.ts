import { amount } from '../amount.ts';
import { type Archive, channelPath, entriesOf, monthPath } from '../archive/archive.ts';
import { readIfThere } from '../archive/atomic-write.ts';
import { parseLines } from '../archive/lines.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import { isMonth } from '../model/ts.ts';
import { callsPerMinute } from '../slack/web-methods.ts';

/** What decides how many calls a channel takes. */
export interface ChannelSize {
  /** Messages that history lists. */
  readonly topLevel: number;
  /** Replies of each thread that is to be read. */
  readonly threads: readonly number[];
}

/** What a first pull will take. */
export interface PullExpectation {
  readonly history: number;
  readonly replies: number;
  /** History and replies go at their own pace, side by side. */
  readonly minutes: number;
}

/** Rows on a page, and calls a minute. The root stands on every page of a thread. */
const usual = { rows: 999, perMinute: callsPerMinute['conversations.history'] };
const throttled = { rows: 15, perMinute: 60 / 61 };

/** Counts the calls of reading channels from their first message, with the pages that Slack gives this app. */
export function expectPull(channels: readonly ChannelSize[], isThrottled: boolean): PullExpectation {
  const { rows, perMinute } = isThrottled ? throttled : usual;
  const history = sum(channels.map(({ topLevel }) => Math.max(1, Math.ceil(topLevel / rows))));
  const replies = sum(
    channels.flatMap(({ threads }) => threads.map((count) => Math.ceil(count / (rows - 1)))),
  );
  return { history, replies, minutes: Math.ceil(Math.max(history, replies) / perMinute) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** What an archive has of a channel; undefined when it has nothing. Its threads need not be read again. */
export function archivedSize(archive: Archive, teamId: TeamId, id: ChannelId): ChannelSize | undefined {
  let topLevel = 0;
  for (const name of entriesOf(channelPath(archive, teamId, id))) {
    const month = name.slice(0, -'.jsonl'.length);
    if (!isMonth(month)) continue;
    const path = monthPath(archive, teamId, id, month);
    for (const { ts, rootTs } of parseLines(readIfThere(path)?.toString() ?? '', path))
      if (ts === rootTs) topLevel += 1;
  }
  return topLevel === 0 ? undefined : { topLevel, threads: [] };
}

/** For a person: `12 calls, a minute`; for channels of which nothing is known how it grows. */
export function printExpectation(
  sizes: readonly (ChannelSize | undefined)[],
  isThrottled: boolean,
): readonly string[] {
  const known = sizes.filter((size) => size !== undefined);
  const unknown = sizes.length - known.length;
  const { history, replies, minutes } = expectPull(known, isThrottled);
  const calls = history + replies;
  const pace = isThrottled
    ? 'one call a minute for each 15 messages, and one for each thread'
    : 'a call for each 999 messages and one for each thread, 45 threads a minute';
  return [
    ...(known.length === 0
      ? []
      : [
          `Archived: ${amount(known.length, 'channel')}; about ${amount(calls, 'call')} to read ${known.length === 1 ? 'it' : 'them'} again, ${amount(minutes, 'minute')}.`,
        ]),
    ...(unknown === 0
      ? []
      : [`Never read: ${amount(unknown, 'channel')}; ${pace}. Slack does not say how many there are.`]),
  ];
}
