import type { Tally } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';

/** What is passed along while a message is read. */
export interface Reading {
  /** Counts what is not understood, by kind: `block:poll`, `element:sticker`. */
  readonly unknown: Tally;
  /** How many blocks it stands in. */
  readonly depth: number;
}

/** Slack nests blocks twice at most; a forged message must not use up the stack. */
export const deepest = 20;

/** The members under which Slack's objects keep words for people to read, in the order in which they are shown. */
const wordKeys = [
  'title',
  'header',
  'label',
  'text',
  'subtitle',
  'description',
  'body',
  'caption',
  'value',
  'alt_text',
  'fallback',
  'url',
  'elements',
  'rows',
  'fields',
  'blocks',
  'tasks',
  'options',
  'details',
  'output',
];

/** All the words in something unknown, so that they stay visible. */
export function wordsIn(json: Json | undefined, depth = 0): string {
  if (typeof json === 'string') return json.trim();
  if (typeof json === 'number') return String(json);
  if (depth > 12) return '';
  if (Array.isArray(json)) return join((json as readonly Json[]).map((item) => wordsIn(item, depth + 1)));
  if (!isJsonObject(json)) return '';
  return join(wordKeys.map((key) => wordsIn(json[key], depth + 1)));
}

function join(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' ');
}

/**
 * slackdump writes elements that it does not know as `{type, Raw: "<json>"}`, at times twice: what Slack sent is inside.
 */
export function unwrapped(json: JsonObject): JsonObject {
  let found = json;
  for (let depth = 0; depth < 3 && typeof found.Raw === 'string'; depth += 1) {
    const inner = parseObject(found.Raw);
    if (inner === undefined) break;
    found = inner;
  }
  return found;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
