import type { ChannelUrl, UrlEntry } from '../archive/url-ledger.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { Permalink } from '../model/permalink.ts';
import { compareTs, type Month, monthOf, type Ts, tsDigits } from '../model/ts.ts';
import { channelKey } from './channel-slugs.ts';
import { pageOf, pagePath } from './places.ts';
import type { Summary } from './summary.ts';

/** A conversation with its place: a line of a list, the end of a link. */
export interface Placed {
  readonly summary: Summary;
  readonly entry: UrlEntry;
}

/** A channel with all its conversations, in order of their roots. */
export interface ChannelPlace {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly name: string;
  readonly topic?: string;
  readonly url: ChannelUrl;
  readonly conversations: readonly Placed[];
}

/** All that pages need to know of one another. */
export class SiteMap {
  readonly channels: readonly ChannelPlace[];
  readonly #byKey: ReadonlyMap<string, ChannelPlace>;
  readonly #reach: ReadonlyMap<ChannelPlace, readonly Ts[]>;
  readonly #mentions: ReadonlyMap<string, readonly Placed[]>;

  constructor(channels: readonly ChannelPlace[]) {
    this.channels = channels;
    this.#byKey = new Map(channels.map((channel) => [channelKey(channel), channel]));
    this.#reach = new Map(channels.map((channel) => [channel, reachOf(channel)]));
    this.#mentions = this.#collectMentions();
  }

  channel(place: { readonly teamId: TeamId; readonly channelId: ChannelId }): ChannelPlace | undefined {
    return this.#byKey.get(channelKey(place));
  }

  /** The conversation that shows the message; a link says at most by its form in which workspace. */
  find(link: Permalink, from: TeamId): Placed | undefined {
    const { ts } = link;
    if (ts === undefined) return undefined;
    const channel = this.channelOf(link, from);
    if (channel === undefined) return undefined;
    return (
      placedAt(channel, link.threadTs ?? ts, ts) ?? containing(channel, this.#reach.get(channel) ?? [], ts)
    );
  }

  /** The workspace of the link, of the message, or the only one that has a channel with this id. */
  channelOf({ channelId, teamId }: Permalink, from: TeamId): ChannelPlace | undefined {
    if (teamId !== undefined) {
      const named = this.channel({ teamId, channelId });
      if (named !== undefined) return named;
    }
    const own = this.channel({ teamId: from, channelId });
    return own ?? this.channels.find((channel) => channel.channelId === channelId);
  }

  neighbours(key: ConversationKey): { readonly older?: Placed; readonly newer?: Placed } {
    const channel = this.channel(key);
    const at = channel === undefined ? -1 : positionOf(channel, key.rootTs);
    const [older, newer] = [channel?.conversations[at - 1], channel?.conversations[at + 1]];
    return { ...(older === undefined ? {} : { older }), ...(newer === undefined ? {} : { newer }) };
  }

  /** Conversations that link to this one, in order of their roots. */
  mentionsOf(key: ConversationKey): readonly Placed[] {
    return this.#mentions.get(keyText(key)) ?? [];
  }

  /** The conversations that at least two others link to: the most linked first. */
  mostMentioned(count: number): readonly Placed[] {
    return this.channels
      .flatMap(({ conversations }) => conversations)
      .map((placed) => ({ placed, links: this.mentionsOf(placed.entry).length }))
      .filter(({ links }) => links > 1)
      .sort((a, b) => b.links - a.links || compareTs(a.placed.entry.rootTs, b.placed.entry.rootTs))
      .slice(0, count)
      .map(({ placed }) => placed);
  }

  #collectMentions(): ReadonlyMap<string, readonly Placed[]> {
    const mentions = new Map<string, Set<Placed>>();
    for (const channel of this.channels) {
      for (const placed of channel.conversations) {
        for (const link of placed.summary.links) {
          const target = this.find(link, channel.teamId);
          if (target === undefined || target === placed) continue;
          const key = keyText(target.entry);
          mentions.set(key, (mentions.get(key) ?? new Set()).add(placed));
        }
      }
    }
    const byRoot = (a: Placed, b: Placed) => compareTs(a.entry.rootTs, b.entry.rootTs);
    return new Map([...mentions].map(([key, from]) => [key, [...from].sort(byRoot)]));
  }
}

function keyText({ teamId, channelId, rootTs }: ConversationKey): string {
  return `${teamId} ${channelId} ${rootTs}`;
}

/** Position of the first conversation whose root is not before `ts`. */
function positionOf({ conversations }: ChannelPlace, ts: Ts): number {
  let [low, high] = [0, conversations.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const root = conversations[middle]?.entry.rootTs;
    if (root !== undefined && compareTs(root, ts) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placedAt(channel: ChannelPlace, rootTs: Ts, ts: Ts): Placed | undefined {
  const placed = channel.conversations[positionOf(channel, rootTs)];
  return placed?.entry.rootTs === rootTs && placed.summary.times.has(ts) ? placed : undefined;
}

/**
 * A loose message, or a reply whose link names no thread: some conversation that began before it.
 *
 * @param reach by conversation: the last message of it and of all before it
 */
function containing(channel: ChannelPlace, reach: readonly Ts[], ts: Ts): Placed | undefined {
  for (let at = Math.min(positionOf(channel, ts), reach.length - 1); at >= 0; at -= 1) {
    if (compareTs(reach[at] as Ts, ts) < 0) return undefined;
    const placed = channel.conversations[at] as Placed;
    if (placed.summary.times.has(ts)) return placed;
  }
  return undefined;
}

function reachOf({ conversations }: ChannelPlace): readonly Ts[] {
  let last: Ts | undefined;
  return conversations.map(({ summary }) => {
    const { times } = summary;
    last = last !== undefined && compareTs(last, times.last) > 0 ? last : times.last;
    return last;
  });
}

/** `t/2024/03/p….html#p1710786933057029`: the page that shows the message. The first one needs no anchor. */
export function addressOf({ entry }: Pick<Placed, 'entry'>, ts: Ts): string {
  const page = pagePath(entry, pageOf(entry, ts));
  return ts === entry.rootTs ? page : `${page}#p${tsDigits(ts)}`;
}

/** `c/help/index.html` */
export function channelPath({ url }: Pick<ChannelPlace, 'url'>): string {
  return `c/${url.slug}/index.html`;
}

/** `c/help/2024-03.html`, `c/help/2024-03-2.html` */
export function monthPagePath({ url }: Pick<ChannelPlace, 'url'>, month: Month, page: number): string {
  return `c/${url.slug}/${month}${page === 1 ? '' : `-${page}`}.html`;
}

/** `t/2024/03/index.html`: all channels of one month. */
export function allMonthPath(month: Month): string {
  return `t/${month.replace('-', '/')}/index.html`;
}

/** Conversations by the UTC month of their roots, in order. */
export function byMonth(conversations: readonly Placed[]): ReadonlyMap<Month, readonly Placed[]> {
  const months = new Map<Month, Placed[]>();
  for (const placed of conversations) {
    const month = monthOf(placed.entry.rootTs);
    const ofMonth = months.get(month);
    if (ofMonth === undefined) months.set(month, [placed]);
    else ofMonth.push(placed);
  }
  return months;
}
