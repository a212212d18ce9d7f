import type { ChannelSync, Debt } from '../archive/sync-state.ts';
import type { ChannelId } from '../model/ids.ts';
import { compareTs, earliestTs, latestTs, type Ts } from '../model/ts.ts';
import type { PublicMessage } from '../policy/public-message.ts';
import { SlackFailure } from '../slack/web-failure.ts';
import {
  type HistoryPage,
  type HistoryWalk,
  type Interval,
  readHistory,
  readReplies,
} from '../slack/web-messages.ts';
import { isTombstone } from './known-messages.ts';
import { noticesOf, settledAs, withNotices } from './own-notices.ts';
import { type Gone, judgeAbsences, provenStretch } from './pull-absences.ts';
import { begunWalk, isUrgent, readDownTo, wholeWalk, windowBottom } from './pull-intervals.ts';
import { bounds, comparePage, publicRows, withProgress } from './pull-page.ts';
import { emptyHistory, manyAbsent, planLimit } from './pull-remarks.ts';
import { ChannelRows, type Pulling } from './pull-rows.ts';
import {
  agrees,
  failedAgain,
  formatTally,
  goneThread,
  isYoung,
  nextLook,
  saidOf,
} from './thread-schedule.ts';

/** In the throttled class a run reads so many pages of each channel besides the newest, so that all have their turn. */
const throttledPages = 2;
/** After so many complete walks a root that tells of other replies than there are is believed no more. */
const walksToSettle = 2;

/**
 * One channel as it is read in a run. The order is always: archive, then state. So a run that is killed reads something
 * twice, and never skips anything.
 */
export class ChannelPull {
  readonly id: ChannelId;
  readonly #pulling: Pulling;
  readonly #rows: ChannelRows;
  /** Roots that history has shown in this run. */
  readonly #rootsSeen = new Set<Ts>();
  readonly #newestBefore: Ts | undefined;
  #sync: ChannelSync;
  #pages = 0;
  /** How history goes on below a moment. */
  #goesOn: { readonly next: Ts; readonly by: HistoryWalk } | undefined;

  constructor(id: ChannelId, sync: ChannelSync, pulling: Pulling) {
    this.id = id;
    this.#sync = sync;
    this.#newestBefore = sync.newest;
    this.#pulling = pulling;
    this.#rows = new ChannelRows(id, pulling);
  }

  get sync(): ChannelSync {
    return this.#sync;
  }

  /** Decides what this run has to read. Nothing is asked of Slack yet. */
  begin(): void {
    const { runStart } = this.#pulling;
    this.#sync = begunWalk(this.#sync, runStart);
  }

  /** Reads new messages and the window, or with `isSweep` all that is left. */
  async readPages(isSweep: boolean): Promise<void> {
    const bottom = windowBottom(this.#sync);
    for (;;) {
      const [next] = this.#sync.unread;
      if (next === undefined || !(isSweep || isUrgent(next, bottom))) return;
      if (this.#pulling.client.pacer.isThrottled && this.#pages >= throttledPages) return;
      await this.#readPage(next.oldest, next.latest);
    }
  }

  async #readPage(oldest: Ts, latest: Ts): Promise<void> {
    const { client, account, publicChannels, runStart } = this.#pulling;
    const walk = this.#goesOn?.next === latest ? this.#goesOn.by : undefined;
    const page = await readHistory(client, this.id, { oldest, latest }, walk);
    this.#goesOn = page.walk === undefined ? undefined : { next: page.readDownTo, by: page.walk };
    this.#doubtEmpty(page, { oldest, latest });
    if (this.#newestBefore === undefined || compareTs(latest, this.#newestBefore) <= 0) this.#pages += 1;
    const { messages, skipped, unknownFields } = publicRows(page.rows, publicChannels);
    for (const reason of skipped) account.skipped.add(reason);
    for (const field of unknownFields) account.unknown.add(`field:${field}`);
    if (page.isLimited) account.warn('PLAN_LIMIT', this.id, planLimit(this.id));
    const findings = comparePage(messages, this.#rows.known, this.#sync);
    const gone = this.#absences(messages, latest);
    await this.#rows.merge([...findings.rows, ...gone.tombstones]);
    account.messages.deleted += findings.deleted;
    account.messages.changed -= findings.deleted;
    for (const { ts } of messages) this.#rootsSeen.add(ts);
    const unread = readDownTo(this.#sync.unread, page.readDownTo, page.isEnd);
    const isWhole = page.isEnd && oldest === earliestTs;
    this.#sync = {
      ...this.#sync,
      ...bounds(this.#sync, messages),
      ...(latest === latestTs ? { lookedAt: runStart } : {}),
      ...(page.isLimited ? { isWithheld: true } : {}),
      ...(isWhole ? wholeWalk(this.#sync, runStart, page.isLimited) : {}),
      unread,
      debts: { ...this.#sync.debts, ...withProgress(findings.debts, this.#sync.debts) },
      threads: this.#withSettled(findings.settled),
      absent: gone.absent,
    };
    const isNews = findings.rows.length + gone.tombstones.length + Object.keys(findings.debts).length > 0;
    this.#keep(unread.length > 0 || isNews);
  }

  /** An empty list in place of messages that are archived is believed when a second run sees it. */
  #doubtEmpty({ rows, isLimited }: HistoryPage, { oldest, latest }: Interval): void {
    const { emptyAt, ...sync } = this.#sync;
    if (rows.length > 0) this.#sync = sync;
    if (rows.length > 0 || isLimited || latest !== latestTs || emptyAt !== undefined) return;
    if (this.#rows.known.topLevel(oldest, latest).every(({ json }) => isTombstone(json))) return;
    this.#sync = { ...sync, emptyAt: this.#pulling.runStart };
    this.#keep(true);
    throw emptyHistory();
  }

  #withSettled(settled: readonly Ts[]): ChannelSync['threads'] {
    const { threads } = this.#sync;
    const fresh = settled.filter((root) => !(root in threads));
    if (fresh.length === 0) return threads;
    // They came with an import: nobody knows of edits since.
    return { ...threads, ...Object.fromEntries(fresh.map((root) => [root, { due: this.#pulling.now() }])) };
  }

  #absences(messages: readonly PublicMessage[], latest: Ts): Omit<Gone, 'isTooMany'> {
    const stretch = provenStretch(messages, latest);
    if (stretch === undefined) return { tombstones: [], absent: this.#sync.absent };
    const known = this.#rows.known.topLevel(stretch.oldest, stretch.latest);
    const living = known.filter(({ json }) => !isTombstone(json)).map(({ ts }) => ts);
    return this.#judge(living, new Set(messages.map(({ ts }) => ts)), (ts) => ts);
  }

  #judge(known: readonly Ts[], shown: ReadonlySet<Ts>, rootOf: (ts: Ts) => Ts): Gone {
    const { account, runStart } = this.#pulling;
    const gone = judgeAbsences(known, shown, { absent: this.#sync.absent, runStart, rootOf });
    if (gone.isTooMany) account.warn('MANY_ABSENT', this.id, manyAbsent(this.id));
    account.messages.deleted += gone.tombstones.length;
    account.messages.changed -= gone.tombstones.length;
    return gone;
  }

  /** Reads a thread. What fails becomes, or stays, a debt; a channel that can't be read is thrown. */
  async readThread(rootTs: Ts): Promise<void> {
    const debt = this.#sync.debts[rootTs] ?? { attempts: 0 };
    try {
      await this.#walk(rootTs, debt);
    } catch (error) {
      if (!(error instanceof SlackFailure) || error.kind === 'channel') throw error;
      const now = this.#pulling.now();
      if (error.kind === 'thread') this.#settle(rootTs, goneThread(debt, now));
      else {
        this.#pulling.account.hasFailed = true;
        this.#owe(rootTs, failedAgain(this.#sync.debts[rootTs] ?? debt, now));
      }
      this.#keep();
    }
  }

  async #walk(rootTs: Ts, debt: Debt): Promise<void> {
    const { client, publicChannels } = this.#pulling;
    const { after } = debt;
    const shown = new Set<Ts>();
    const notices = new Set<Ts>();
    let root: PublicMessage | undefined;
    const place = { channel: this.id, rootTs, ...(after === undefined ? {} : { after }) };
    for await (const page of readReplies(client, place)) {
      const { messages } = publicRows(page.replies, publicChannels);
      [root] = page.root === undefined ? [root] : publicRows([page.root], publicChannels).messages;
      for (const { ts } of messages) shown.add(ts);
      for (const ts of noticesOf(page.replies)) notices.add(ts);
      const isRootNews = root !== undefined && !this.#rootsSeen.has(rootTs);
      await this.#rows.merge(
        this.#rows.changed(rootTs, isRootNews && root !== undefined ? [root, ...messages] : messages),
      );
      const last = [...shown, ...notices].sort(compareTs).at(-1);
      if (page.isEnd || last === undefined) continue;
      this.#owe(rootTs, { ...debt, after: last });
      this.#keep();
    }
    await this.#finish(rootTs, { debt, root, shown, notices });
  }

  async #finish(rootTs: Ts, { debt, root, shown, notices }: Walked): Promise<void> {
    const now = this.#pulling.now();
    const said = root === undefined ? undefined : saidOf(root);
    let isSuspicious = false;
    if (debt.after === undefined && said !== undefined && said.count === shown.size + notices.size) {
      const living = this.#rows.known.replies(rootTs).filter(({ json }) => !isTombstone(json));
      const gone = this.#judge(
        living.map(({ ts }) => ts),
        shown,
        () => rootTs,
      );
      await this.#rows.merge(gone.tombstones);
      isSuspicious = living.length - gone.tombstones.length > shown.size;
      this.#sync = { ...this.#sync, absent: gone.absent };
    }
    const has = this.#rows.known.tally(rootTs);
    const isSettled = said === undefined || agrees(said, withNotices(has, notices));
    const tally = said === undefined ? debt.said : formatTally(said);
    if (!isSettled && !isSuspicious && (debt.attempts + 1 < walksToSettle || debt.after !== undefined)) {
      const { after: _, ...rest } = debt;
      this.#owe(rootTs, { ...rest, attempts: debt.attempts + 1, notBefore: now + 1 });
    } else {
      const due = isSuspicious ? now : nextLook(now, has.latest);
      this.#settle(rootTs, { due, ...settledAs(isSettled, tally, notices.size) });
    }
    this.#keep();
  }

  /** Whether people may still edit the last replies of a thread. */
  isYoung(rootTs: Ts): boolean {
    return isYoung(this.#rows.known.tally(rootTs).latest, this.#pulling.now());
  }

  #owe(rootTs: Ts, debt: Debt): void {
    this.#sync = { ...this.#sync, debts: { ...this.#sync.debts, [rootTs]: debt } };
  }

  #settle(rootTs: Ts, thread: ChannelSync['threads'][string]): void {
    const { [rootTs]: _, ...debts } = this.#sync.debts;
    this.#sync = { ...this.#sync, debts, threads: { ...this.#sync.threads, [rootTs]: thread } };
  }

  #keep(isPage = false): void {
    this.#pulling.keep(this.id, this.#sync, isPage);
  }
}

interface Walked {
  readonly debt: Debt;
  readonly root: PublicMessage | undefined;
  readonly shown: ReadonlySet<Ts>;
  /** Ours, which are not archived. */
  readonly notices: ReadonlySet<Ts>;
}
