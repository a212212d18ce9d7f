import type { ConversationKey } from '../model/conversation.ts';
import { type Counts, Tally } from '../model/diagnostic.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { Permalink } from '../model/permalink.ts';
import { compareTs, type Ts } from '../model/ts.ts';
import type { GitHubReference } from './github-reference.ts';

/** What one conversation links to, as found in its messages. */
export interface Outgoing {
  readonly from: ConversationKey;
  readonly title: string;
  readonly links: readonly Permalink[];
  readonly github: readonly GitHubReference[];
}

/** A conversation that another one names. */
export interface Mentioned {
  readonly key: ConversationKey;
  readonly title: string;
}

/**
 * Who names whom. First every conversation with links is added, then every conversation is offered as a target; after
 * that the graph can be asked. It holds the linked conversations only.
 */
export class ReferenceGraph {
  readonly #outgoing = new Map<string, Outgoing>();
  /** Links by channel and message: which conversations wait for that target. */
  readonly #wanted = new Map<string, { readonly link: Permalink; readonly from: Outgoing }[]>();
  readonly #mentions = new Map<string, Map<string, Mentioned>>();
  readonly #mentionedIn = new Map<string, Map<string, Mentioned>>();
  readonly #found = new Set<string>();

  add(outgoing: Outgoing): void {
    this.#outgoing.set(keyName(outgoing.from), outgoing);
    for (const link of outgoing.links) {
      if (link.ts === undefined) continue;
      const name = targetName(link.channelId, link.ts);
      this.#wanted.set(name, [...(this.#wanted.get(name) ?? []), { link, from: outgoing }]);
    }
  }

  /** True when some link leads to this message: then its conversation is worth a title. */
  wants(channelId: ChannelId, ts: Ts): boolean {
    return this.#wanted.has(targetName(channelId, ts));
  }

  /** Tells in which conversation a wanted message stands. */
  resolve(channelId: ChannelId, ts: Ts, target: Mentioned): void {
    const name = targetName(channelId, ts);
    for (const { link, from } of this.#wanted.get(name) ?? []) {
      if (!isMeant(link, from.from.teamId, target.key.teamId)) continue;
      this.#found.add(`${keyName(from.from)} ${name}`);
      if (keyName(target.key) === keyName(from.from)) continue;
      edge(this.#mentions, from.from, target);
      edge(this.#mentionedIn, target.key, { key: from.from, title: from.title });
    }
  }

  /** In order of their roots. */
  mentionsOf(key: ConversationKey): readonly Mentioned[] {
    return sorted(this.#mentions.get(keyName(key)));
  }

  /** In order of their roots. */
  mentionedIn(key: ConversationKey): readonly Mentioned[] {
    return sorted(this.#mentionedIn.get(keyName(key)));
  }

  githubOf(key: ConversationKey): readonly GitHubReference[] {
    return this.#outgoing.get(keyName(key))?.github ?? [];
  }

  /** By the name of the thing on GitHub: the conversations that name it, in order of their roots. */
  github(): ReadonlyMap<string, readonly Mentioned[]> {
    const byName = new Map<string, Map<string, Mentioned>>();
    for (const { from, title, github } of this.#outgoing.values()) {
      for (const { name } of github) {
        const of = byName.get(name) ?? new Map<string, Mentioned>();
        byName.set(name, of.set(keyName(from), { key: from, title }));
      }
    }
    return new Map([...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, sorted(of)]));
  }

  /** Links to messages: how many lead to a conversation of the archive, and why the others do not. */
  account(isArchived: (channelId: ChannelId) => boolean): Counts {
    const counts = new Tally();
    for (const [name, all] of this.#wanted) {
      for (const { link, from } of all) {
        const isFound = this.#found.has(`${keyName(from.from)} ${name}`);
        counts.add(
          isFound ? 'resolved' : isArchived(link.channelId) ? 'message-not-archived' : 'channel-not-archived',
        );
      }
    }
    return counts.counts();
  }
}

/** A link names its workspace seldom: then it is that of the message, where it has the channel. */
function isMeant({ teamId }: Permalink, from: TeamId, target: TeamId): boolean {
  return teamId === undefined ? true : teamId === target || from === target;
}

function edge(edges: Map<string, Map<string, Mentioned>>, from: ConversationKey, to: Mentioned): void {
  const name = keyName(from);
  edges.set(name, (edges.get(name) ?? new Map<string, Mentioned>()).set(keyName(to.key), to));
}

function sorted(mentioned: ReadonlyMap<string, Mentioned> | undefined): readonly Mentioned[] {
  return [...(mentioned?.values() ?? [])].sort((a, b) => compareTs(a.key.rootTs, b.key.rootTs));
}

function targetName(channelId: ChannelId, ts: Ts): string {
  return `${channelId} ${ts}`;
}

function keyName({ teamId, channelId, rootTs }: ConversationKey): string {
  return `${teamId} ${channelId} ${rootTs}`;
}
