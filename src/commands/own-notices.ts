import type { ThreadSync } from '../archive/sync-state.ts';
import type { JsonObject } from '../model/json.ts';
import { noticeOf } from '../model/notice.ts';
import { compareTs, isTs, type Ts } from '../model/ts.ts';
import type { ThreadTally } from './thread-schedule.ts';

/** The notices of ours among replies: Slack counts them, the archive does not have them. */
export function noticesOf(replies: readonly JsonObject[]): readonly Ts[] {
  return replies.flatMap((row) => (isTs(row.ts) && noticeOf(row) !== undefined ? [row.ts] : []));
}

/** The replies of a thread as Slack counts them. */
export function withNotices({ count, latest }: ThreadTally, notices: ReadonlySet<Ts>): ThreadTally {
  const all = [...notices, ...(latest === undefined ? [] : [latest])].sort(compareTs);
  return { count: count + notices.size, latest: all.at(-1) };
}

/** What is noted of a thread that was read: the root's own words where they can't agree with what is archived. */
export function settledAs(
  agrees: boolean,
  tally: string | undefined,
  notices: number,
): Pick<ThreadSync, 'said' | 'notices'> {
  const isPlain = (agrees && notices === 0) || tally === undefined;
  return isPlain ? {} : { said: tally, ...(agrees ? { notices } : {}) };
}
