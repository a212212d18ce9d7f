import type { ChannelId, TeamId } from './ids.ts';
import type { Ts } from './ts.ts';

/**
 * What may be said of a channel's copy:
 * - `complete`: everything until `completeThrough` is there, and every thread was compared with Slack at least once.
 * - `behind`: something is still to be read, or to be read again.
 * - `closed`: complete until it was archived in Slack: nothing new can come.
 * - `frozen`: it can't be read any more; complete at most until it was looked at last.
 * - `exports`: it came from exports only, and nobody can know what they lacked.
 */
export type Standing = 'complete' | 'behind' | 'closed' | 'frozen' | 'exports';

/** The certificate of one channel. What is not known is not said. All times are milliseconds since 1970. */
export interface Completeness {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly name: string;
  readonly standing: Standing;
  /** Every message of the channel until then is archived. */
  readonly completeThrough?: number;
  /** Every reply until then is archived, in any thread however old, but for the debts. */
  readonly threadsThrough?: number;
  /** Slack withholds what is older, by the workspace's plan. */
  readonly withheldBefore?: Ts;
  /** Threads that are still to be read. */
  readonly debts: number;
  /** Parts of the channel that are still to be read, or to be read again. */
  readonly unread: number;
  /** Threads of which Slack tells other replies than it shows. */
  readonly disputed: number;
  /** Slack's word, or ours, for why it can't be read any more. */
  readonly frozen?: string;
}

/** Whether the next run, or a person, has something to do before the copy is complete. */
export function isLacking({ standing }: Pick<Completeness, 'standing'>): boolean {
  return standing === 'behind' || standing === 'frozen';
}
