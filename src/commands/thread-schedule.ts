import type { ChannelSync, Debt, ThreadSync } from '../archive/sync-state.ts';
import { type JsonObject, numberAt } from '../model/json.ts';
import { compareTs, epochMs, isTs, type Ts } from '../model/ts.ts';

/** How many replies a thread has, and the last of them. */
export interface ThreadTally {
  readonly count: number;
  readonly latest: Ts | undefined;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const shortest = 30 * minute;
const youngMs = 2 * day;
const longestWait = day;
/** A thread that Slack does not find may be there again. */
const goneFor = 30 * day;

/** What a root row says about its replies. */
export function saidOf(root: JsonObject): ThreadTally {
  const latest = root.latest_reply;
  const count = numberAt(root, 'reply_count') ?? 0;
  return { count, latest: count > 0 && isTs(latest) ? latest : undefined };
}

/** `3/1710786933.057029`: to see whether a root says the same again. */
export function formatTally({ count, latest }: ThreadTally): string {
  return `${count}/${latest ?? ''}`;
}

/** Whether the replies that are archived are those that the root tells of. */
export function agrees(said: ThreadTally, known: ThreadTally): boolean {
  if (said.count !== known.count) return false;
  return said.count === 0 || said.latest === undefined || said.latest === known.latest;
}

/**
 * When a thread is read again after it was read `now`: after half of the time for which it has been silent. So an edit of a
 * reply is found within half of its own delay, and an old thread costs a call or two a year.
 */
export function nextLook(now: number, latest: Ts | undefined): number {
  const silent = latest === undefined ? 0 : now - epochMs(latest);
  return now + Math.round(Math.max(shortest, silent / 2));
}

/** Threads that are to be read again, the longest due first. */
export function dueThreads({ threads, debts }: ChannelSync, now: number): readonly Ts[] {
  return Object.entries(threads)
    .filter(([root, { due }]) => due <= now && !(root in debts))
    .sort(([a, one], [b, other]) => one.due - other.due || compareTs(a as Ts, b as Ts))
    .map(([root]) => root as Ts);
}

/** People still edit what they wrote there. */
export function isYoung(latest: Ts | undefined, now: number): boolean {
  return latest !== undefined && now - epochMs(latest) < youngMs;
}

/** Debts whose time has come, the newest threads first. */
export function payable({ debts }: ChannelSync, now: number): readonly Ts[] {
  return Object.entries(debts)
    .filter(([, { notBefore = 0 }]) => notBefore <= now)
    .map(([root]) => root as Ts)
    .sort((a, b) => compareTs(b, a));
}

/** A debt that could not be paid: it waits longer after each attempt. */
export function failedAgain(debt: Debt, now: number): Debt {
  const attempts = debt.attempts + 1;
  return { ...debt, attempts, notBefore: now + Math.min(longestWait, 5 * minute * 2 ** attempts) };
}

/** Stands for what the root says, where Slack finds no such thread. */
export const goneMark = 'gone';

/** A thread that Slack does not find: what is archived stays. */
export function goneThread({ said = goneMark }: Debt, now: number): ThreadSync {
  return { due: now + goneFor, said };
}

/** Whether a row is a reply, also one that is shown in the channel. */
export function isReply(row: JsonObject): boolean {
  return isTs(row.thread_ts) && row.thread_ts !== row.ts;
}
