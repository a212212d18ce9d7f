import { readFileSync } from 'node:fs';
import { type JsonObject, stringAt } from '../model/json.ts';
import { slackDays } from '../model/slack-day.ts';
import { compareTs, type Ts } from '../model/ts.ts';
import { Buckets } from './buckets.ts';
import type { ExportTarget } from './export-target.ts';
import { formatLine, type Line, parseLines } from './lines.ts';
import { withThreadFields } from './thread-fields.ts';
import type { ArchiveUnit } from './units.ts';

/** UTF-16 units of rows that are held while a channel is read. */
const bufferSize = 8 * 1024 * 1024;

export interface ChannelTask {
  /** All of one channel. */
  readonly units: readonly ArchiveUnit[];
  /** Folder of its day files, with a slash at the end. */
  readonly folder: string;
  /** How recent the export is: rows that are not of another time need not say it. */
  readonly newest: Ts;
  /** Called after every unit. */
  readonly onUnit: (messages: number) => Promise<void>;
}

export interface ChannelResult {
  readonly files: number;
  /** Who wrote there, sorted. */
  readonly members: readonly string[];
}

/**
 * Writes the day files of a channel. A reply lies in the month of its root, so the rows are sorted by their own month
 * first. Holds the channel's largest month and a bounded buffer in memory.
 */
export async function exportChannel(task: ChannelTask, target: ExportTarget): Promise<ChannelResult> {
  const { units, folder, newest, onUnit } = task;
  const months = new Buckets(target.scratch, bufferSize);
  const dayOf = slackDays();
  const members = new Set<string>();
  let files = 0;
  try {
    for (const unit of units) {
      const lines = readLines(unit);
      for (const { ts, row } of exportRows(lines, newest, members))
        months.add(dayOf(ts).slice(0, 'YYYY-MM'.length), `${ts} ${row}`);
      await onUnit(lines.length);
    }
    for (const month of months.names()) {
      for (const [day, rows] of byDay(months.lines(month), dayOf)) {
        target.write(`${folder}${day}.json`, jsonList(rows));
        files += 1;
      }
    }
    return { files, members: [...members].sort() };
  } finally {
    months.clear();
  }
}

/** One entry a line: half the size of Slack's own indented form, and fit for `grep` and `git diff`. */
export function jsonList(entries: readonly string[]): string {
  return entries.length === 0 ? '[]\n' : `[\n${entries.join(',\n')}\n]\n`;
}

export function readLines({ path }: ArchiveUnit): readonly Line[] {
  return parseLines(readFileSync(path, 'utf8'), path);
}

interface ExportRow {
  readonly ts: Ts;
  readonly row: string;
}

type Row = JsonObject & { readonly ts: Ts };

/** Conversations stand together in a unit; a root gets the fields of its thread. */
function* exportRows(lines: readonly Line[], newest: Ts, members: Set<string>): Generator<ExportRow> {
  for (let start = 0, end = 0; start < lines.length; start = end) {
    while (end < lines.length && lines[end]?.rootTs === lines[start]?.rootTs) end += 1;
    const conversation = lines.slice(start, end).map((line) => ({ line, row: JSON.parse(line.json) as Row }));
    const replies = conversation.filter(({ line }) => line.ts !== line.rootTs).map(({ row }) => row);
    for (const { line, row } of conversation) {
      const user = stringAt(row, 'user');
      if (user !== undefined) members.add(user);
      const isRoot = line.ts === line.rootTs && replies.length > 0;
      const json = isRoot ? JSON.stringify(withThreadFields(row, replies)) : line.json;
      yield { ts: line.ts, row: line.asOf === newest ? json : formatLine({ ...line, json }).slice(0, -1) };
    }
  }
}

/** The rows of each day in order of time. */
function byDay(lines: readonly string[], dayOf: (ts: Ts) => string): ReadonlyMap<string, readonly string[]> {
  const days = new Map<string, string[]>();
  const rows = lines.map((line) => {
    const end = line.indexOf(' ');
    return { ts: line.slice(0, end) as Ts, row: line.slice(end + 1) };
  });
  for (const { ts, row } of rows.sort((a, b) => compareTs(a.ts, b.ts))) {
    const day = days.get(dayOf(ts));
    if (day === undefined) days.set(dayOf(ts), [row]);
    else day.push(row);
  }
  return days;
}
