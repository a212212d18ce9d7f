import type { Archive } from '../archive/archive.ts';
import { mergeChannel } from '../archive/merge-channel.ts';
import type { ChannelSync } from '../archive/sync-state.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import { microsOf, type Ts, tsOfMicros, tsOfMs } from '../model/ts.ts';
import type { PublicMessage } from '../policy/public-message.ts';
import type { SlackClient } from '../slack/web-client.ts';
import { KnownMessages } from './known-messages.ts';
import type { PullAccount } from './pull-report.ts';
import type { SeenUsers } from './seen-users.ts';

/** What all channels of a run share. */
export interface Pulling {
  readonly archive: Archive;
  readonly teamId: TeamId;
  readonly client: SlackClient;
  readonly account: PullAccount;
  readonly publicChannels: ReadonlySet<ChannelId>;
  /** Throws a SlackFailure when the channel is public no more: before anything of it is kept. */
  readonly assertPublic: (id: ChannelId) => Promise<void>;
  readonly people: SeenUsers;
  /** Who wrote what came in this run. */
  readonly authors: Set<string>;
  /** Shows how far the run has come. */
  readonly progress: () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly runStart: number;
  /**
   * Keeps a channel's state: what it says was read is in the archive by then. On disk at once where `isPage`; a thread that is
   * read again after a kill costs a call, so those are written a few at a time.
   */
  readonly keep: (id: ChannelId, sync: ChannelSync, isPage: boolean) => void;
}

/** The rows of one channel on their way into the archive. */
export class ChannelRows {
  readonly known: KnownMessages;
  readonly #id: ChannelId;
  readonly #pulling: Pulling;

  constructor(id: ChannelId, pulling: Pulling) {
    this.#id = id;
    this.#pulling = pulling;
    this.known = new KnownMessages(pulling.archive, pulling.teamId, id);
  }

  /** Those that say something else than the archive, all of one thread. */
  changed(rootTs: Ts, messages: readonly PublicMessage[]): readonly PublicMessage[] {
    return messages.filter(
      (message) => this.known.line(rootTs, message.ts)?.json !== JSON.stringify(message),
    );
  }

  /** Writes them; they are on disk when this resolves. */
  async merge(rows: readonly PublicMessage[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#pulling.assertPublic(this.#id);
    const { archive, teamId, account, people, authors } = this.#pulling;
    for (const row of rows) {
      people.add(row);
      if (typeof row.user === 'string') authors.add(row.user);
    }
    const into = { teamId, channelId: this.#id, asOf: this.#stamp(rows) };
    const counts = await mergeChannel(archive, into, once(rows));
    account.messages.new += counts.new;
    account.messages.changed += counts.changed;
    this.known.forget();
    this.#pulling.progress();
  }

  /** Later than any version that they replace, also where this machine's clock is slow. */
  #stamp(rows: readonly PublicMessage[]): Ts {
    let micros = microsOf(tsOfMs(this.#pulling.now()));
    for (const { ts, thread_ts } of rows) {
      const old = this.known.line((thread_ts ?? ts) as Ts, ts);
      micros = Math.max(micros, microsOf(ts), old === undefined ? 0 : microsOf(old.asOf as Ts) + 1);
    }
    return tsOfMicros(micros);
  }
}

async function* once<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  yield rows;
}
