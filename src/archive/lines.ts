import { StorageError } from '../errors.ts';
import { type JsonObject, stringAt } from '../model/json.ts';
import { compareTs, isTs, type Ts } from '../model/ts.ts';

/** A message's line in a month file: Slack's JSON with sorted keys, after `_asOf`. */
export interface Line {
  readonly rootTs: Ts;
  readonly ts: Ts;
  /**
   * The newest message of the import that last showed this version: of two versions the one with the larger `_asOf`
   * wins, so that imports give the same archive in any order.
   */
  readonly asOf: string;
  /** The JSON without `_asOf`: what two versions are compared by. */
  readonly json: string;
}

const form = /^\{"_asOf":"(\d+\.\d{6})",/;

/**
 * @param message with sorted keys, not empty; one that comes from an archive's own export may bring its `_asOf`
 * @param asOf of the source
 */
export function lineOf(message: JsonObject & { readonly ts: Ts }, asOf: Ts): Line {
  const { ts, thread_ts: threadTs } = message;
  const rootTs = isTs(threadTs) ? threadTs : ts;
  if (!('_asOf' in message)) return { rootTs, ts, asOf, json: JSON.stringify(message) };
  const { _asOf: own, ...rest } = message;
  return { rootTs, ts, asOf: isTs(own) ? own : asOf, json: JSON.stringify(rest) };
}

export function formatLine({ asOf, json }: Line): string {
  return `{"_asOf":"${asOf}",${json.slice(1)}\n`;
}

/** Undefined for a line that is damaged. */
export function parseLine(text: string): Line | undefined {
  const head = form.exec(text);
  const asOf = head?.[1];
  if (head === null || asOf === undefined) return undefined;
  const json = `{${text.slice(head[0].length)}`;
  const message = parseJson(json);
  const ts = message?.ts;
  if (message === undefined || !isTs(ts)) return undefined;
  const threadTs = stringAt(message, 'thread_ts');
  return { rootTs: isTs(threadTs) ? threadTs : ts, ts, asOf, json };
}

/**
 * The lines of a month file.
 *
 * @throws StorageError when one is damaged: going on would lose what it held
 */
export function parseLines(text: string, path: string): readonly Line[] {
  const lines: Line[] = [];
  for (const [index, row] of text.split('\n').entries()) {
    if (row === '') continue;
    const line = parseLine(row);
    if (line === undefined) {
      throw new StorageError(
        `${path}: line ${index + 1} is damaged. Take this file back from a copy, or delete it and import again.`,
      );
    }
    lines.push(line);
  }
  return lines;
}

function parseJson(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}

/** The order in a file: conversation by conversation, each in order of time. */
export function compareLines(a: Line, b: Line): number {
  return compareTs(a.rootTs, b.rootTs) || compareTs(a.ts, b.ts);
}

/** Which of two versions of a message stays. The same whichever is asked first, so imports commute. */
export function newerLine(a: Line, b: Line): Line {
  const byTime = compareTs(a.asOf as Ts, b.asOf as Ts);
  return byTime > 0 || (byTime === 0 && a.json >= b.json) ? a : b;
}
