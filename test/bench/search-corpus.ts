import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Ts } from '../../src/model/ts.ts';
import { monthOf, tsDigits } from '../../src/model/ts.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { slugOf } from '../../src/site/slug.ts';
import { exportDocuments } from '../support/search-documents.ts';
import { seeded } from '../support/search-queries.ts';

/** Seconds between a copy and the next. */
const copyShift = 17_280_007;
/** Of the lines of a copy, left out; and taken from another conversation. */
const dropped = 0.12;
const exchanged = 0.15;
/**
 * Of the words that stand once in the exports, those that are another word in each copy: so 4.8 times as many messages
 * have 2.9 times as many terms, as in a real archive of that size (139,000 terms in 102,331 messages, 659,000 in
 * 1,001,020).
 */
const renewed = 0.72;

/** The exports that benchmarks of the search are made with: real talk, which only some machines have. */
const sharedExports = ['hubspot-dev.zip', 'r-devel-2026-06.zip'].map((name) =>
  resolve('../shared/data', name),
);

/** Kept from run to run. */
export const benchFolder = resolve('node_modules/.cache/unsilo-search-bench');

/**
 * A file of conversations: `hubspot-dev` as it is, `both` exports as they are, or grown from both to so many messages.
 * Undefined where the exports are not.
 */
export async function corpus(name: string): Promise<string | undefined> {
  const [first = ''] = sharedExports;
  if (!sharedExports.every((path) => existsSync(path))) return undefined;
  mkdirSync(benchFolder, { recursive: true });
  const file = join(benchFolder, `${name}.jsonl`);
  if (existsSync(file)) return file;
  const messages = /^\d+$/.test(name) ? Number(name) : undefined;
  const made = await writeCorpus(name === 'hubspot-dev' ? [first] : sharedExports, `${file}.new`, messages);
  console.log(`${file}: ${made.messages} messages in ${made.documents} conversations`);
  renameSync(`${file}.new`, file);
  return file;
}

interface Made {
  readonly documents: number;
  readonly messages: number;
}

/**
 * Writes the conversations of exports, a line of JSON each, until there are so many messages. The first copy is as it is;
 * a further one stands elsewhere in time, in other channels, with lines left out and exchanged and with rare words
 * replaced.
 *
 * @param messages undefined: no copy
 */
async function writeCorpus(exports: readonly string[], file: string, messages?: number): Promise<Made> {
  const documents: SearchDocument[] = [];
  for (const path of exports) for await (const document of exportDocuments(path)) documents.push(document);
  const out = createWriteStream(file);
  const count = { documents: 0, messages: 0 };
  const grow = new Copies(documents);
  for (let copy = 0; copy === 0 || count.messages < (messages ?? 0); copy += 1) {
    for (const document of documents) {
      if (messages !== undefined && count.messages >= messages) break;
      count.documents += 1;
      count.messages += document.messageCount;
      const line = JSON.stringify(copy === 0 ? document : grow.copied(document, copy));
      if (!out.write(`${line}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
  return count;
}

export async function* readCorpus(file: string): AsyncGenerator<SearchDocument> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) yield JSON.parse(line) as SearchDocument;
}

const word = /[A-Za-z_][A-Za-z0-9_]{3,}/g;

class Copies {
  readonly #channels: readonly SearchDocument['key'][];
  readonly #lines: readonly string[];
  readonly #once = new Set<string>();
  readonly #random = seeded(23);

  constructor(documents: readonly SearchDocument[]) {
    this.#channels = [...new Map(documents.map(({ key }) => [key.channelId, key])).values()];
    this.#lines = documents.flatMap(({ text }, at) => (at % 3 === 0 ? text.split('\n') : []));
    const often = new Set<string>();
    for (const { title, text } of documents)
      for (const found of new Set(`${title}\n${text}`.match(word) ?? [])) {
        if (often.has(found)) continue;
        if (this.#once.delete(found)) often.add(found);
        else this.#once.add(found);
      }
  }

  copied(document: SearchDocument, copy: number): SearchDocument {
    const { key } = document;
    const at = this.#channels.findIndex(({ channelId }) => channelId === key.channelId);
    const { channelId } = this.#channels[(at + 7 * copy) % this.#channels.length] ?? key;
    const shift = (ts: Ts) => {
      const [seconds = '', micros = ''] = ts.split('.');
      return `${Number(seconds) + copy * copyShift}.${micros}` as Ts;
    };
    const rootTs = shift(key.rootTs);
    const title = this.#renewed(document.title, copy);
    const [year, month] = monthOf(rootTs).split('-');
    return {
      ...document,
      key: { ...key, channelId, rootTs },
      title,
      text: this.#renewed(this.#shuffled(document.text), copy),
      url: `t/${year}/${month}/p${tsDigits(rootTs)}-${slugOf(title)}.html`,
      replies: document.replies.map(shift),
    };
  }

  #shuffled(text: string): string {
    const lines = text.split('\n').flatMap((line, at) => {
      const chance = this.#random();
      if (at > 0 && chance < dropped) return [];
      const other = this.#lines[Math.floor(this.#random() * this.#lines.length)] ?? '';
      return [at > 0 && chance < dropped + exchanged ? other : line];
    });
    return lines.join('\n');
  }

  #renewed(text: string, copy: number): string {
    return text.replace(word, (found) =>
      this.#once.has(found) && chanceOf(found, copy) < renewed ? otherWord(found, copy) : found,
    );
  }
}

/** The same for a word of a copy wherever it stands. */
function chanceOf(text: string, copy: number): number {
  let hash = copy * 2_654_435_761;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return (hash >>> 8) / 2 ** 24;
}

const [vowels, consonants] = ['aeiou', 'bcdfghjklmnpqrstvwxyz'];

/** Begins alike, and looks like a word. */
function otherWord(text: string, copy: number): string {
  return text.replace(/(?<=..)[a-z]/g, (letter) => {
    const row = vowels.includes(letter) ? vowels : consonants;
    return row[(row.indexOf(letter) + 2 * copy + 1) % row.length] ?? letter;
  });
}
