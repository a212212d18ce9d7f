import type { ChannelSync, Unread } from '../archive/sync-state.ts';
import { compareTs, earliestTs, latestTs, microsOf, type Ts, tsOfMicros } from '../model/ts.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** What is read again at every run: roots tell of late replies, and edits show. */
const windowMs = 90 * day;
/** New messages are looked for from a little before the newest one on: Slack's rows may come late. */
const overlapMs = hour;
/** The same where an older part waits: a little, so that the run comes to it also with pages of 15 messages. */
const shortOverlapMs = hour / 12;
/** How often everything is read again. */
const sweepEveryMs = 7 * day;

/** Where the part that is read at every run ends, downwards. */
export function windowBottom({ newest }: Pick<ChannelSync, 'newest'>): Ts {
  return newest === undefined ? earliestTs : earlier(newest, windowMs);
}

/**
 * What a run has to read of a channel: new messages always; the window again, unless an earlier run did not come through;
 * everything once in a week. It goes by the newest message that was seen, never by this machine's clock.
 */
export function toRead(sync: ChannelSync, now: number): readonly Unread[] {
  const { newest, unread, sweptAt } = sync;
  if (newest === undefined) return [{ oldest: earliestTs, latest: latestTs, newAfter: earliestTs }];
  if (unread.length > 0) {
    const newAfter = earlier(newest, shortOverlapMs);
    return joined([{ oldest: newAfter, latest: latestTs, newAfter }, ...unread]);
  }
  const isSweep = sweptAt === undefined || now - sweptAt >= sweepEveryMs;
  const oldest = isSweep ? earliestTs : windowBottom(sync);
  return [{ oldest, latest: latestTs, newAfter: earlier(newest, overlapMs) }];
}

/** The channel at the beginning of a run: a walk that was left goes on, else a new one begins. */
export function begunWalk(sync: ChannelSync, runStart: number): ChannelSync {
  const unread = toRead(sync, runStart);
  return { ...sync, unread, ...(sync.unread.length === 0 ? { walkSince: runStart } : {}) };
}

/** What a walk through the whole channel proves: each of its pages was read after the walk began. */
export function wholeWalk(
  { walkSince }: ChannelSync,
  runStart: number,
  isWithheld: boolean,
): Partial<ChannelSync> {
  return { sweptAt: runStart, isWithheld, ...(walkSince === undefined ? {} : { threadsSince: walkSince }) };
}

/** The same after everything from `downTo` on in the first interval was read. */
export function readDownTo(unread: readonly Unread[], downTo: Ts, isEnd: boolean): readonly Unread[] {
  const [first, ...rest] = unread;
  if (first === undefined || isEnd || compareTs(downTo, first.oldest) <= 0) return rest;
  const { newAfter, ...interval } = first;
  const isNew = newAfter !== undefined && compareTs(downTo, newAfter) > 0;
  return [{ ...interval, latest: downTo, ...(isNew ? { newAfter } : {}) }, ...rest];
}

/** New messages and the window come before what is only swept. */
export function isUrgent({ latest, newAfter }: Unread, bottom: Ts): boolean {
  return newAfter !== undefined || compareTs(latest, bottom) > 0;
}

/**
 * Up to when the channel is complete: the start of the last run that looked, or the beginning of the oldest part that was
 * never read. Undefined while there is nothing behind that part.
 */
export function completeThrough({ unread, lookedAt }: ChannelSync): number | undefined {
  const parts = unread.flatMap(({ newAfter }) => newAfter ?? []);
  const [oldest] = parts.sort(compareTs);
  if (oldest === undefined) return lookedAt;
  return oldest === earliestTs ? undefined : Math.floor(microsOf(oldest) / 1000);
}

/** Intervals that overlap become one. Both are new first, so the result is. */
function joined(intervals: readonly Unread[]): readonly Unread[] {
  const result: Unread[] = [];
  for (const next of [...intervals].sort((a, b) => compareTs(b.latest, a.latest))) {
    const last = result.at(-1);
    if (last === undefined || compareTs(next.latest, last.oldest) < 0) result.push(next);
    else result.splice(-1, 1, union(last, next));
  }
  return result;
}

function union(upper: Unread, lower: Unread): Unread {
  const newAfter = [upper.newAfter, lower.newAfter].filter((ts) => ts !== undefined).sort(compareTs)[0];
  return {
    oldest: compareTs(upper.oldest, lower.oldest) < 0 ? upper.oldest : lower.oldest,
    latest: upper.latest,
    ...(newAfter === undefined ? {} : { newAfter }),
  };
}

function earlier(ts: Ts, ms: number): Ts {
  return tsOfMicros(Math.max(0, microsOf(ts) - ms * 1000));
}
