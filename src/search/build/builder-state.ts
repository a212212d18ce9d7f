import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fields } from '../document.ts';
import { ByteReader } from '../format/byte-reader.ts';
import { ByteWriter } from '../format/byte-writer.ts';
import { type Fingerprint, hashLength } from './fingerprint.ts';
import { NumberColumn } from './number-column.ts';
import { packed } from './pack-thread.ts';
import { TextColumn } from './text-column.ts';
import { TextTable } from './text-table.ts';

/**
 * What the builder remembers of a segment's documents, by their numbers: readers never need it. It holds no text, only
 * ids and hashes.
 */
export class SegmentState {
  readonly keys = new TextTable();
  /** The two hashes of a fingerprint as one text. */
  readonly #prints = new TextColumn();
  readonly #lengths = new NumberColumn('whole');
  /** Of all files of the segment. */
  bytes = 0;

  get size(): number {
    return this.keys.size;
  }

  /** Each document once. */
  add(key: string, print: Fingerprint, lengths: readonly number[]): void {
    this.keys.numberOf(key);
    this.#prints.push(print.whole + print.texts);
    for (const length of lengths) this.#lengths.push(length);
  }

  printOf(document: number): Fingerprint {
    const print = this.#prints.at(document);
    return { whole: print.slice(0, hashLength), texts: print.slice(hashLength) };
  }

  /** How many distinct terms a field of the document has. */
  length(document: number, field: number): number {
    return this.#lengths.at(document * fields.length + field);
  }

  lengthsOf(document: number): readonly number[] {
    return fields.map((_, field) => this.length(document, field));
  }

  /** Sum over the documents that are not in `dead`, for each field. */
  sums(dead: ReadonlySet<number>): readonly number[] {
    const sums = fields.map(() => 0);
    for (let document = 0; document < this.size; document += 1)
      if (!dead.has(document))
        for (let field = 0; field < fields.length; field += 1)
          sums[field] = (sums[field] as number) + this.length(document, field);
    return sums;
  }
}

/** Raised when the file or a fingerprint changes: everything is indexed anew then. */
const stateVersion = 3;

/** Where the states of segments are kept: a file for each, which never changes. */
export class StateFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Undefined when there is none, or it is not readable: then the index is made anew. */
  read(segment: string): SegmentState | undefined {
    try {
      return stateOf(gunzipSync(readFileSync(this.#file(segment))));
    } catch {
      return undefined;
    }
  }

  /** Writes the states that are not there yet, and removes those of other segments. */
  write(states: ReadonlyMap<string, SegmentState>): void {
    mkdirSync(this.#path, { recursive: true });
    for (const [segment, state] of states) {
      if (existsSync(this.#file(segment))) continue;
      writeFileSync(`${this.#file(segment)}.new`, packed(fileOf(state)));
      renameSync(`${this.#file(segment)}.new`, this.#file(segment));
    }
    for (const name of readdirSync(this.#path))
      if (!states.has(name.replace(/\.gz$/, '')))
        rmSync(join(this.#path, name), { recursive: true, force: true });
  }

  #file(segment: string): string {
    return join(this.#path, `${segment}.gz`);
  }
}

/** Version, size of the segment, number of documents; then for each its key, its fingerprint and the lengths of its fields. */
function fileOf(state: SegmentState): Uint8Array {
  const file = new ByteWriter(1 << 16);
  for (const number of [stateVersion, state.bytes, state.size]) file.varint(number);
  for (let document = 0; document < state.size; document += 1) {
    file.text(state.keys.textOf(document));
    const { whole, texts } = state.printOf(document);
    file.text(whole);
    file.text(texts);
    for (const length of state.lengthsOf(document)) file.varint(length);
  }
  return file.written();
}

function stateOf(file: Buffer): SegmentState | undefined {
  const reader = new ByteReader(file);
  if (reader.varint() !== stateVersion) return undefined;
  const state = new SegmentState();
  state.bytes = reader.varint();
  const text = () => {
    const { length } = reader.bytes(reader.varint());
    return file.toString('utf8', reader.at - length, reader.at);
  };
  for (let left = reader.varint(); left > 0; left -= 1)
    state.add(
      text(),
      { whole: text(), texts: text() },
      fields.map(() => reader.varint()),
    );
  return state;
}
