import { StorageError } from '../errors.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { JsonObject } from '../model/json.ts';
import { isMonth, type Month, monthOf, type Ts } from '../model/ts.ts';
import { type Archive, channelPath, monthPath } from './archive.ts';
import { cannotWrite, readIfThere, writeAtomically } from './atomic-write.ts';
import { Buckets } from './buckets.ts';
import { compareLines, formatLine, type Line, lineOf, newerLine, parseLine, parseLines } from './lines.ts';
import { makeFolder } from './make-folder.ts';

/** Which channel, and how recent the source is that shows it. */
export interface MergeInto {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  /** The newest message of the whole source. */
  readonly asOf: Ts;
}

/** What became of the rows. Their sum is the number of rows. */
export interface MergeCounts {
  readonly new: number;
  /** A newer version of a message that was there. */
  readonly changed: number;
  readonly unchanged: number;
  /** The archive has a newer version. */
  readonly superseded: number;
  /** The same message again in the same source. */
  readonly duplicate: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Merges rows of one channel into the archive by `ts`; the newest version wins, nothing is deleted. Any order of
 * imports, in one run or several, gives the same bytes. Holds the largest month and a bounded buffer in memory.
 * A kill at any point leaves whole files; the same merge again completes it.
 */
export async function mergeChannel(
  archive: Archive,
  into: MergeInto,
  messages: AsyncIterable<readonly (JsonObject & { readonly ts: Ts })[]>,
): Promise<MergeCounts> {
  const { teamId, channelId, asOf } = into;
  const folder = channelPath(archive, teamId, channelId);
  prepare(folder);
  const buckets = new Buckets(folder);
  const counts = { new: 0, changed: 0, unchanged: 0, superseded: 0, duplicate: 0 };
  try {
    for await (const page of messages) {
      for (const message of page) {
        const line = lineOf(message, asOf);
        buckets.add(monthOf(line.rootTs), formatLine(line).slice(0, -1));
      }
    }
    for (const name of buckets.names()) {
      if (!isMonth(name)) throw new StorageError(`${folder}: a message lies outside the calendar (${name}).`);
      mergeMonth(monthPath(archive, teamId, channelId, name as Month), buckets.lines(name), counts);
    }
  } finally {
    buckets.clear();
  }
  return counts;
}

function prepare(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

function mergeMonth(path: string, rows: readonly string[], counts: Mutable<MergeCounts>): void {
  const old = parseLines(readIfThere(path)?.toString() ?? '', path);
  const merged = new Map(old.map((line) => [line.ts, line]));
  const seen = new Map<Ts, Line>();
  for (const row of rows) {
    const line = parseLine(row);
    if (line === undefined)
      throw new StorageError(`${path}: a temporary file was damaged. Run the command again.`);
    const twin = seen.get(line.ts);
    if (twin !== undefined) counts.duplicate += 1;
    seen.set(line.ts, twin === undefined ? line : newerLine(twin, line));
  }
  for (const line of seen.values()) {
    const known = merged.get(line.ts);
    counts[outcome(known, line)] += 1;
    merged.set(line.ts, known === undefined ? line : newerLine(known, line));
  }
  const content = [...merged.values()].sort(compareLines).map(formatLine).join('');
  writeAtomically(path, content);
}

function outcome(old: Line | undefined, line: Line): Exclude<keyof MergeCounts, 'duplicate'> {
  if (old === undefined) return 'new';
  if (old.json === line.json) return 'unchanged';
  return newerLine(old, line) === line ? 'changed' : 'superseded';
}
