import type { UrlEntry } from '../archive/url-ledger.ts';
import type { ConversationKey } from '../model/conversation.ts';
import { compareTs, monthOf, type Ts, tsDigits } from '../model/ts.ts';
import { owned } from './owned.ts';
import { slugOf } from './slug.ts';
import type { Summary } from './summary.ts';

/** Every place that was ever given to a conversation, and the new ones of this build. */
export class Places {
  /** By the time of the root: two conversations rarely have the same, and a list for each would take much memory. */
  readonly #entries = new Map<Ts, UrlEntry | readonly UrlEntry[]>();

  constructor(entries: Iterable<UrlEntry>) {
    for (const entry of entries) this.#put(entry);
  }

  /**
   * The place of a conversation: the one that it has, or a new one that is then frozen. What the page once showed is
   * remembered, so that later builds know which anchors must go on working.
   */
  place(key: ConversationKey, { kind, title, times, breaks }: Summary): UrlEntry {
    const old = this.get(key);
    const last = kind === 'stitch' ? later(old?.last, times.last) : old?.last;
    const allBreaks = mergedBreaks(old?.breaks ?? [], breaks);
    const entry: UrlEntry = {
      teamId: key.teamId,
      channelId: key.channelId,
      rootTs: key.rootTs,
      path: old?.path ?? this.#freePath(key, title),
      ...(last === undefined ? {} : { last }),
      ...(allBreaks.length === 0 ? {} : { breaks: allBreaks }),
    };
    this.#put(entry);
    return entry;
  }

  get(key: ConversationKey): UrlEntry | undefined {
    return this.#at(key.rootTs).find((entry) => isSameKey(entry, key));
  }

  all(): readonly UrlEntry[] {
    return [...this.#entries.values()].flat();
  }

  #at(rootTs: Ts): readonly UrlEntry[] {
    const entries = this.#entries.get(rootTs) ?? [];
    return 'path' in entries ? [entries] : entries;
  }

  #put(entry: UrlEntry): void {
    const others = this.#at(entry.rootTs).filter((other) => !isSameKey(other, entry));
    this.#entries.set(entry.rootTs, others.length === 0 ? entry : [...others, entry]);
  }

  #freePath({ channelId, rootTs, teamId }: ConversationKey, title: string): string {
    const [year, month] = monthOf(rootTs).split('-');
    const slug = slugOf(title);
    const stem = `t/${year}/${month}/p${tsDigits(rootTs)}${slug === '' ? '' : `-${slug}`}`;
    const inChannel = `${stem}-${channelId.toLowerCase()}`;
    const candidates = [stem, inChannel, `${inChannel}-${teamId.toLowerCase()}`];
    // A path names the time of its root: no other conversation can have it.
    const taken = this.#at(rootTs).map(({ path }) => path);
    const free = candidates.find((one) => !taken.includes(`${one}.html`)) ?? inChannel;
    return owned(`${free}.html`);
  }
}

function isSameKey(a: PlaceKey, b: PlaceKey): boolean {
  return a.rootTs === b.rootTs && a.channelId === b.channelId && a.teamId === b.teamId;
}

type PlaceKey = Pick<UrlEntry, 'teamId' | 'channelId' | 'rootTs'>;

function later(a: Ts | undefined, b: Ts): Ts {
  return a !== undefined && compareTs(a, b) > 0 ? a : b;
}

/** Frozen breaks stay, so that no message moves to another page; what comes after the last one is cut anew. */
function mergedBreaks(frozen: readonly Ts[], fresh: readonly Ts[]): readonly Ts[] {
  const end = frozen.at(-1);
  return end === undefined ? fresh : [...frozen, ...fresh.filter((ts) => compareTs(ts, end) > 0)];
}

/** The page of a conversation by its number from 1: `…/p1-title.html`, `…/p1-title-2.html`. */
export function pagePath({ path }: UrlEntry, page: number): string {
  return page === 1 ? path : path.replace(/\.html$/, `-${page}.html`);
}

/** The number, from 1, of the page on which a message stands. */
export function pageOf({ breaks = [] }: UrlEntry, ts: Ts): number {
  return 1 + breaks.filter((at) => compareTs(at, ts) <= 0).length;
}
