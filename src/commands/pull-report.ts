import { amount } from '../amount.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type Counts, Tally } from '../model/diagnostic.ts';
import type { ChannelId } from '../model/ids.ts';
import { type FilesReport, printFiles } from './file-account.ts';

/** What `unsilo pull --json` prints, but for the seconds; the names are fixed. */
export interface PullReport {
  /** Calls to Slack by method. */
  readonly calls: Counts;
  /** Slack gives this app one call a minute. */
  readonly throttled: boolean;
  readonly messages: PulledMessages;
  readonly channels: readonly PulledChannel[];
  /** Rows that did not come through the policy gate, by reason. */
  readonly skipped: Counts;
  /** Fields that no version of unsilo has seen, left out of the archive. */
  readonly unknown: Counts;
  readonly diagnostics: readonly Diagnostic[];
  /** Something could not be read that should have been; the next run tries again. */
  readonly hasFailed: boolean;
  /** Absent where none are copied and none were. */
  readonly files?: FilesReport;
  /** Why the run ended before its work was done. */
  readonly stopped?: string;
  /** Nothing was read and nothing kept. */
  readonly dryRun?: boolean;
  /** Of a dry run: what a first pull will take, as far as it can be known. */
  readonly expected?: readonly string[];
}

export interface PulledMessages {
  readonly new: number;
  readonly changed: number;
  readonly deleted: number;
}

export interface PulledChannel {
  readonly id: ChannelId;
  readonly name: string;
  /** Every message until then is in the archive but for the debts; null before the first sync came through. */
  readonly completeThrough: string | null;
  /** Threads that are still to be read. */
  readonly debts: number;
  /** Why it can't be read any more; what is archived stays. */
  readonly frozen?: string;
  /** Parts of the channel that are still to be read, or read again. */
  readonly unread: number;
}

/** Adds up while Slack is read. */
export class PullAccount {
  readonly skipped = new Tally();
  readonly unknown = new Tally();
  readonly diagnostics: Diagnostic[] = [];
  readonly messages = { new: 0, changed: 0, deleted: 0 };
  /** True when something could not be read in this run that should have been. */
  hasFailed = false;

  warn(code: string, where: string, message: string): void {
    this.diagnostics.push({ code, where, message });
  }
}

const shownRemarks = 20;

/** For a person: what came, how far it is complete, and what is left. */
export function printPull({
  messages,
  channels,
  calls,
  throttled,
  stopped,
  diagnostics,
  dryRun,
  expected = [],
  files,
}: PullReport): string {
  const sum = Object.values(calls).reduce((all, one) => all + one, 0);
  const shown = diagnostics.slice(0, shownRemarks).map(({ message }) => message);
  const more = diagnostics.length - shown.length;
  return [
    ...(dryRun === true ? ['Nothing was read and nothing kept.', ...expected] : []),
    `${amount(messages.new, 'new message')}, ${messages.changed} changed, ${messages.deleted} deleted; ${amount(sum, 'call')} to Slack.`,
    ...channels.map(channelLine),
    ...(files === undefined ? [] : printFiles(files)),
    ...shown,
    ...(more > 0 ? [`… and ${more} more; --json lists all.`] : []),
    ...(throttled ? [slowAdvice] : []),
    ...(stopped === undefined ? [] : [`Stopped: ${stopped} The same command goes on from here.`]),
    '',
  ].join('\n');
}

const slowAdvice =
  'Slack gives this app one call a minute: it counts as sold outside the Marketplace. Make an app of your own in this workspace, as `config/slack-app.yml` describes it, and use its token; read the past from an export with `unsilo migrate`.';

function channelLine({ name, completeThrough, debts, frozen, unread }: PulledChannel): string {
  const through = completeThrough === null ? 'not complete yet' : `complete through ${completeThrough}`;
  const rest = [
    ...(debts > 0 ? [`${amount(debts, 'thread')} to read`] : []),
    ...(unread > 0 ? ['more to read'] : []),
    ...(frozen === undefined ? [] : [`frozen (${frozen})`]),
  ];
  return `  #${name}: ${[through, ...rest].join(', ')}`;
}
