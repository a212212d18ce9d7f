import type { ChannelSync, Debt } from '../archive/sync-state.ts';
import type { ChannelId } from '../model/ids.ts';
import type { JsonObject } from '../model/json.ts';
import { compareTs, type Ts } from '../model/ts.ts';
import { type PublicMessage, publicMessage } from '../policy/public-message.ts';
import { isTombstone, type KnownMessages } from './known-messages.ts';
import { agrees, formatTally, goneMark, isReply, saidOf } from './thread-schedule.ts';

/** Rows of Slack that came through the policy gate. */
export interface PublicRows {
  readonly messages: readonly PublicMessage[];
  /** Reasons of those that did not. */
  readonly skipped: readonly string[];
  readonly unknownFields: readonly string[];
}

export function publicRows(rows: readonly JsonObject[], publicChannels: ReadonlySet<ChannelId>): PublicRows {
  const messages: PublicMessage[] = [];
  const skipped: string[] = [];
  const unknownFields: string[] = [];
  for (const row of rows) {
    const verdict = publicMessage(row, publicChannels);
    if ('skipped' in verdict) skipped.push(verdict.skipped);
    else {
      messages.push(verdict.message);
      unknownFields.push(...verdict.unknownFields);
    }
  }
  return { messages, skipped, unknownFields };
}

/** What a page of history asks for. */
export interface PageFindings {
  /** Messages that are new or say something else than the archive. */
  readonly rows: readonly PublicMessage[];
  /** Of these, what was deleted in Slack, with its replies left. */
  readonly deleted: number;
  /** Threads whose replies are not those of the archive. */
  readonly debts: Readonly<Record<string, Debt>>;
  /** Roots with replies, all of which are archived. */
  readonly settled: readonly Ts[];
}

/**
 * Holds a page of history against the archive. A thread is compared by what its root says with the replies that are
 * archived, not with what the root said before: so it does not matter where an earlier run was killed.
 */
export function comparePage(
  messages: readonly PublicMessage[],
  known: KnownMessages,
  { threads }: Pick<ChannelSync, 'threads'>,
): PageFindings {
  const findings = {
    rows: [] as PublicMessage[],
    debts: {} as Record<string, Debt>,
    settled: [] as Ts[],
    deleted: 0,
  };
  for (const message of messages) {
    if (isReply(message)) compareBroadcast(message, { known, threads, findings });
    else compareRoot(message, { known, threads, findings });
  }
  return findings;
}

interface Comparing {
  readonly known: KnownMessages;
  readonly threads: ChannelSync['threads'];
  readonly findings: {
    readonly rows: PublicMessage[];
    readonly debts: Record<string, Debt>;
    readonly settled: Ts[];
    deleted: number;
  };
}

/** A reply that is shown in the channel: the thread's own copy is kept, so that what is kept proves that the thread was read. */
function compareBroadcast(message: PublicMessage, { known, threads, findings }: Comparing): void {
  const rootTs = message.thread_ts as Ts;
  if (isSameTalk(message, known.line(rootTs, message.ts)?.json)) return;
  if (threads[rootTs]?.said === goneMark) findings.rows.push(message);
  else findings.debts[rootTs] ??= { attempts: 0 };
}

function compareRoot(message: PublicMessage, { known, threads, findings }: Comparing): void {
  const { ts } = message;
  const old = known.line(ts, ts)?.json;
  const json = JSON.stringify(message);
  if (json !== old) {
    findings.rows.push(message);
    if (old !== undefined && isTombstone(json) && !isTombstone(old)) findings.deleted += 1;
  }
  const [said, has] = [saidOf(message), known.tally(ts)];
  if (said.count === 0 && has.count === 0) return;
  const tally = formatTally(said);
  if (agrees(said, has) || threads[ts]?.said === tally) findings.settled.push(ts);
  else findings.debts[ts] = { attempts: 0, said: tally };
}

function isSameTalk(message: PublicMessage, old: string | undefined): boolean {
  return old !== undefined && wordsOf(JSON.parse(old) as JsonObject) === wordsOf(message);
}

/** What people wrote, without what Slack may show otherwise in a channel than in a thread. */
function wordsOf({ text, edited }: JsonObject): string {
  return JSON.stringify([text, edited]);
}

/** A debt that was begun keeps its place, unless it is a new one. */
export function withProgress(
  found: Readonly<Record<string, Debt>>,
  old: Readonly<Record<string, Debt>>,
): Readonly<Record<string, Debt>> {
  return Object.fromEntries(
    Object.entries(found).map(([root, debt]) => [
      root,
      { ...old[root], ...debt, attempts: old[root]?.attempts ?? 0 },
    ]),
  );
}

/** The oldest and the newest message that were ever shown. */
export function bounds(
  { newest, floor }: ChannelSync,
  messages: readonly PublicMessage[],
): Partial<ChannelSync> {
  const all = messages.map(({ ts }) => ts);
  const lowest = [...all, ...(floor === undefined ? [] : [floor])].sort(compareTs)[0];
  const highest = [...all, ...(newest === undefined ? [] : [newest])].sort(compareTs).at(-1);
  return {
    ...(lowest === undefined ? {} : { floor: lowest }),
    ...(highest === undefined ? {} : { newest: highest }),
  };
}
