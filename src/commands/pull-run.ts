import type { Archive } from '../archive/archive.ts';
import { type ChannelSync, emptyChannel, type SyncState, writeSyncState } from '../archive/sync-state.ts';
import type { ChannelId } from '../model/ids.ts';
import { isoTime, tsOfMs } from '../model/ts.ts';
import type { FileRules } from '../policy/file-rules.ts';
import type { WebChannel } from '../slack/web-channel.ts';
import type { SlackClient } from '../slack/web-client.ts';
import { SlackFailure, SlackRunOver } from '../slack/web-failure.ts';
import type { SlackIdentity } from '../slack/web-people.ts';
import type { CommandContext } from './context.ts';
import { filesReport } from './copy-files.ts';
import { copyMedia } from './copy-media.ts';
import { FileAccount } from './file-account.ts';
import { withoutFuture } from './mend-times.ts';
import { PublicGate } from './public-gate.ts';
import { ChannelPull } from './pull-channel.ts';
import { completeThrough } from './pull-intervals.ts';
import { keepChannels, pullPeople } from './pull-people.ts';
import { PullAccount, type PulledChannel, type PullReport } from './pull-report.ts';
import type { Pulling } from './pull-rows.ts';
import type { PullSelection } from './pull-selection.ts';
import { SeenUsers } from './seen-users.ts';
import { dueThreads, payable } from './thread-schedule.ts';

export interface PullMaterial {
  readonly archive: Archive;
  readonly identity: SlackIdentity;
  readonly client: SlackClient;
  readonly selection: PullSelection;
  readonly state: SyncState;
  /** Channels that Slack has just listed as public, also such as are not selected. */
  readonly listed: ReadonlySet<ChannelId>;
  readonly files: FileRules;
}

/** Old threads that a run looks at again, of all channels together. */
const mostOldThreads = 10;
/** Threads read between two writes of the state. */
const threadsBetweenWrites = 25;

/**
 * One run over all channels: what is new in each, with its threads; then people; then what can wait. The channel that was
 * looked at longest ago comes first, so that a run that ends early is no channel's loss for ever.
 */
export class PullRun {
  readonly #material: PullMaterial;
  readonly #context: CommandContext;
  readonly #account = new PullAccount();
  readonly #fileAccount = new FileAccount();
  readonly #pulling: Pulling;
  readonly #gate: PublicGate;
  #state: SyncState;
  #unwritten = 0;
  #stopped: string | undefined;

  constructor(material: PullMaterial, context: CommandContext) {
    const { archive, identity, client, state } = material;
    this.#material = material;
    this.#context = context;
    // By Slack's clock: this machine's may be wrong.
    const now = () => context.clock.now() + client.skewMs;
    this.#state = withoutFuture(state, now());
    this.#gate = new PublicGate(material, now);
    client.pacer.isThrottled = state.isThrottled === true;
    this.#pulling = {
      archive,
      teamId: identity.teamId,
      client,
      account: this.#account,
      publicChannels: this.#gate.channels,
      assertPublic: (id) => this.#gate.assertPublic(id),
      people: new SeenUsers(),
      authors: new Set(),
      progress: () => {
        const { new: fresh, changed } = this.#account.messages;
        context.logger.progress({ stage: 'reading Slack', done: fresh + changed, unit: 'messages' });
      },
      now,
      runStart: now(),
      keep: (id, sync, isPage) => this.#keep(id, sync, isPage),
    };
  }

  /** Reads as far as time and calls allow. */
  async go(): Promise<void> {
    const { selection, archive, identity } = this.#material;
    const { account, runStart } = this.#pulling;
    for (const { id, message } of selection.failed) this.#failed('CHANNEL_FAILED', id, message);
    for (const { id, reason, message } of selection.frozen) this.#freeze(id, reason, message);
    keepChannels(
      { archive, teamId: identity.teamId, now: runStart },
      selection.open.map(({ json, id, name }) => ({ ...json, id, name })),
    );
    try {
      await this.#readAll();
      await this.#files();
    } catch (error) {
      if (!(error instanceof SlackRunOver)) throw error;
      this.#stopped = error.message;
    } finally {
      this.#write();
    }
    for (const { message } of account.diagnostics) this.#context.logger.debug(message);
  }

  async #readAll(): Promise<void> {
    const { selection } = this.#material;
    const pulls = selection.open
      .map(({ id }) => new ChannelPull(id, this.#unfrozen(id), this.#pulling))
      .sort((a, b) => (a.sync.lookedAt ?? 0) - (b.sync.lookedAt ?? 0) || (a.id < b.id ? -1 : 1));
    const living = new Set<ChannelPull>(pulls);
    const each = async (act: (pull: ChannelPull) => Promise<void>) => {
      for (const pull of pulls)
        if (living.has(pull) && !(await this.#guarded(pull, act))) living.delete(pull);
    };
    await each(async (pull) => {
      pull.begin();
      await pull.readPages(false);
      for (const root of payable(pull.sync, this.#pulling.runStart)) await pull.readThread(root);
    });
    await this.#people();
    await each(async (pull) => {
      for (const root of dueThreads(pull.sync, this.#pulling.now()))
        if (pull.isYoung(root)) await pull.readThread(root);
    });
    await each(async (pull) => {
      await pull.readPages(true);
      for (const root of payable(pull.sync, this.#pulling.runStart)) await pull.readThread(root);
    });
    let left = this.#material.client.pacer.isThrottled ? 0 : mostOldThreads;
    await each(async (pull) => {
      for (const root of dueThreads(pull.sync, this.#pulling.runStart)) {
        if (left <= 0) return;
        left -= 1;
        await pull.readThread(root);
      }
    });
  }

  /** What costs one channel must not cost the others. */
  async #guarded(pull: ChannelPull, act: (pull: ChannelPull) => Promise<void>): Promise<boolean> {
    this.#context.signal.throwIfAborted();
    try {
      await act(pull);
      return true;
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      const message = `${pull.id}: ${error.message}`;
      if (error.kind === 'channel' || error.kind === 'unknown') this.#freeze(pull.id, error.code, message);
      else this.#failed('CHANNEL_FAILED', pull.id, message);
      return false;
    }
  }

  async #people(): Promise<void> {
    const { archive, teamId, client, authors, people, runStart: now } = this.#pulling;
    try {
      const learnt = await pullPeople({ archive, teamId, client, authors, people, now }, this.#state);
      this.#state = { ...this.#state, ...learnt };
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      this.#account.warn('PEOPLE_FAILED', teamId, `Names could not be read: ${error.message}`);
    }
  }

  async #files(): Promise<void> {
    await copyMedia({
      ...this.#material,
      pulling: this.#pulling,
      context: this.#context,
      account: this.#fileAccount,
      state: this.#state,
      keep: (copied) => {
        this.#state = { ...this.#state, ...copied };
        this.#write();
      },
    });
  }

  #failed(code: string, where: string, message: string): void {
    this.#account.hasFailed = true;
    this.#account.warn(code, where, message);
  }

  /** It is a failure once; then it is how things are. */
  #freeze(id: ChannelId, reason: string, message: string): void {
    const sync = this.#state.channels.get(id) ?? emptyChannel;
    if (sync.frozen !== reason) this.#account.hasFailed = true;
    this.#account.warn('CHANNEL_FROZEN', id, message);
    this.#gate.close(id);
    this.#keep(id, { ...sync, frozen: reason }, true);
  }

  #unfrozen(id: ChannelId): ChannelSync {
    const { frozen: _, ...sync } = this.#state.channels.get(id) ?? emptyChannel;
    return sync;
  }

  #keep(id: ChannelId, sync: ChannelSync, isPage: boolean): void {
    this.#state = { ...this.#state, channels: new Map(this.#state.channels).set(id, sync) };
    this.#unwritten += 1;
    if (isPage || this.#unwritten >= threadsBetweenWrites) this.#write();
  }

  #write(): void {
    const { archive, teamId, client } = this.#pulling;
    const { isThrottled: _, ...state } = this.#state;
    this.#state = client.pacer.isThrottled ? { ...state, isThrottled: true } : state;
    writeSyncState(archive, teamId, this.#state);
    this.#unwritten = 0;
  }

  report(): PullReport {
    const { client, selection } = this.#material;
    const { messages, skipped, unknown, diagnostics, hasFailed } = this.#account;
    const files = filesReport(this.#fileAccount, this.#material);
    const ids = [...selection.open, ...selection.frozen, ...selection.failed].map(({ id }) => id);
    return {
      calls: { ...client.pacer.calls },
      throttled: client.pacer.isThrottled,
      messages: { ...messages },
      channels: ids.sort().map((id) => this.#channel(id, selection.open)),
      skipped: skipped.counts(),
      unknown: unknown.counts(),
      diagnostics,
      hasFailed: hasFailed || this.#fileAccount.failed > 0,
      ...(files === undefined ? {} : { files }),
      ...(this.#stopped === undefined ? {} : { stopped: this.#stopped }),
    };
  }

  #channel(id: ChannelId, open: readonly WebChannel[]): PulledChannel {
    const sync = this.#state.channels.get(id) ?? emptyChannel;
    const through = completeThrough(sync);
    const { debts, frozen, unread } = sync;
    return {
      id,
      name: open.find((channel) => channel.id === id)?.name ?? id,
      completeThrough: through === undefined ? null : isoTime(tsOfMs(through)),
      debts: Object.keys(debts).length,
      unread: unread.length,
      ...(frozen === undefined ? {} : { frozen }),
    };
  }
}
