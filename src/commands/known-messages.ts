import { type Archive, channelPath, entriesOf, monthPath } from '../archive/archive.ts';
import { readIfThere } from '../archive/atomic-write.ts';
import { type Line, parseLines } from '../archive/lines.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import { compareTs, isMonth, type Month, monthOf, type Ts } from '../model/ts.ts';
import type { ThreadTally } from './thread-schedule.ts';

interface MonthLines {
  readonly lines: ReadonlyMap<Ts, Line>;
  readonly threads: ReadonlyMap<Ts, ThreadTally>;
}

/** Months that are held: a window touches four. */
const mostMonths = 6;

/** What the archive has of one channel, read month by month as it is asked for. */
export class KnownMessages {
  readonly #archive: Archive;
  readonly #teamId: TeamId;
  readonly #channelId: ChannelId;
  readonly #months = new Map<Month, MonthLines>();

  constructor(archive: Archive, teamId: TeamId, channelId: ChannelId) {
    this.#archive = archive;
    this.#teamId = teamId;
    this.#channelId = channelId;
  }

  /** A message of the conversation with that root. */
  line(rootTs: Ts, ts: Ts): Line | undefined {
    return this.#month(monthOf(rootTs)).lines.get(ts);
  }

  /** Replies that are there, without what is left of deleted ones. */
  tally(rootTs: Ts): ThreadTally {
    return this.#month(monthOf(rootTs)).threads.get(rootTs) ?? { count: 0, latest: undefined };
  }

  /** All of one thread but its root. */
  replies(rootTs: Ts): readonly Line[] {
    return [...this.#month(monthOf(rootTs)).lines.values()].filter(
      (line) => line.rootTs === rootTs && line.ts !== rootTs,
    );
  }

  /** Roots and loose messages between two moments, without the moments themselves. */
  topLevel(oldest: Ts, latest: Ts): readonly Line[] {
    const [from, to] = [monthOf(oldest), monthOf(latest)];
    const found: Line[] = [];
    for (const name of entriesOf(channelPath(this.#archive, this.#teamId, this.#channelId))) {
      const month = name.slice(0, -'.jsonl'.length);
      if (!name.endsWith('.jsonl') || !isMonth(month) || month < from || month > to) continue;
      for (const line of this.#month(month).lines.values()) {
        const isWithin = compareTs(line.ts, oldest) > 0 && compareTs(line.ts, latest) < 0;
        if (line.ts === line.rootTs && isWithin) found.push(line);
      }
    }
    return found;
  }

  /** The archive has changed. */
  forget(): void {
    this.#months.clear();
  }

  #month(month: Month): MonthLines {
    const held = this.#months.get(month);
    if (held !== undefined) return held;
    const path = monthPath(this.#archive, this.#teamId, this.#channelId, month);
    const loaded = indexed(parseLines(readIfThere(path)?.toString() ?? '', path));
    const [first] = this.#months.keys();
    if (this.#months.size >= mostMonths && first !== undefined) this.#months.delete(first);
    this.#months.set(month, loaded);
    return loaded;
  }
}

/** Lines come conversation by conversation, each in order of time. */
function indexed(all: readonly Line[]): MonthLines {
  const threads = new Map<Ts, ThreadTally>();
  for (const line of all) {
    if (line.ts === line.rootTs || isTombstone(line.json)) continue;
    const { count } = threads.get(line.rootTs) ?? { count: 0 };
    threads.set(line.rootTs, { count: count + 1, latest: line.ts });
  }
  return { lines: new Map(all.map((line) => [line.ts, line])), threads };
}

/** What is left of a deleted message. Keys are sorted, and a text can't hold an unescaped quote. */
export function isTombstone(json: string): boolean {
  return json.includes('"subtype":"tombstone"');
}
