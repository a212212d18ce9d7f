import type { Completeness } from '../model/completeness.ts';
import { isoTime, type Ts, tsOfMs } from '../model/ts.ts';

/** A channel as `unsilo check --json` prints it in `completeness`; the names are fixed. */
export interface CompletenessLine {
  readonly workspace: string;
  /** The channel's id. */
  readonly id: string;
  readonly name: string;
  readonly state: Completeness['standing'];
  /** Every message until then is archived; null where that is not known. */
  readonly completeThrough: string | null;
  /** Every reply to any thread until then is archived, but for the debts; null where that is not known. */
  readonly threadsThrough: string | null;
  /** Slack withholds what is older than this; null where it does not. */
  readonly withheldBefore: string | null;
  readonly debts: number;
  readonly unread: number;
  readonly disputed: number;
  readonly frozen?: string;
}

export function completenessLine(completeness: Completeness): CompletenessLine {
  const { teamId, channelId, name, standing, debts, unread, disputed, frozen } = completeness;
  const { completeThrough, threadsThrough, withheldBefore } = completeness;
  return {
    workspace: teamId,
    id: channelId,
    name,
    state: standing,
    completeThrough: timeOf(completeThrough),
    threadsThrough: timeOf(threadsThrough),
    withheldBefore: withheldBefore === undefined ? null : isoTime(withheldBefore),
    debts,
    unread,
    disputed,
    ...(frozen === undefined ? {} : { frozen }),
  };
}

function timeOf(ms: number | undefined): string | null {
  return ms === undefined ? null : isoTime(tsOfMs(ms) as Ts);
}

/** For a person, a line for each channel. */
export function printCompleteness(lines: readonly CompletenessLine[]): string {
  return lines.map((line) => `  #${line.name}: ${sentence(line)}\n`).join('');
}

function sentence(line: CompletenessLine): string {
  const { state, completeThrough, threadsThrough, withheldBefore, debts, disputed, frozen } = line;
  if (state === 'exports') return 'from exports only: complete as far as they were';
  const parts = [
    completeThrough === null ? 'not complete yet' : `complete through ${completeThrough}`,
    threadsThrough === null ? 'threads not verified yet' : `threads verified through ${threadsThrough}`,
    ...(debts > 0 ? [`${debts} threads to read`] : []),
    ...(disputed > 0 ? [`${disputed} threads that Slack counts otherwise than it shows them`] : []),
    ...(withheldBefore === null ? [] : [`older than ${withheldBefore} withheld by the plan`]),
    ...(state === 'closed' ? ['archived in Slack'] : []),
    ...(state === 'frozen' ? [`frozen (${frozen ?? 'unknown'})`] : []),
  ];
  return parts.join(', ');
}
