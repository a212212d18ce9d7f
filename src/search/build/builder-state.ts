import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fields } from '../document.ts';
import { type Fingerprint, hashLength } from './fingerprint.ts';
import { NumberColumn } from './number-column.ts';
import { packed } from './pack-thread.ts';
import { TextColumn } from './text-column.ts';
import { type TextColumns, TextTable } from './text-table.ts';

/**
 * What the builder remembers of a segment's documents, by their numbers: readers never need it. It holds no text, only
 * ids and hashes.
 */
export class SegmentState {
  readonly keys: TextTable;
  /** The two hashes of a fingerprint as one text. */
  readonly #prints: TextColumn;
  readonly #lengths: NumberColumn;
  /** Of all files of the segment. */
  bytes = 0;

  constructor(keys = new TextTable(), prints = new TextColumn(), lengths = new NumberColumn('whole')) {
    this.keys = keys;
    this.#prints = prints;
    this.#lengths = lengths;
  }

  /** @param columns of another state, which is not used any more */
  static of({ keys, prints, lengths }: StateColumns): SegmentState {
    return new SegmentState(TextTable.of(keys), TextColumn.of(prints), NumberColumn.of(lengths));
  }

  /** To be kept in a file; views of memory that the next document may change. */
  columns(): StateColumns {
    return {
      keys: this.keys.columns(),
      prints: this.#prints.columns(),
      lengths: this.#lengths.values() as Int32Array<ArrayBuffer>,
    };
  }

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

interface StateColumns {
  readonly keys: TextColumns;
  readonly prints: TextColumns;
  /** For each document those of its fields. */
  readonly lengths: Int32Array<ArrayBuffer>;
}

/** Raised when the file or a fingerprint changes: everything is indexed anew then. */
const stateVersion = 4;

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

/**
 * The columns as they lie in memory, so that hundreds of thousands of documents are read at once: five numbers (version, size of
 * the segment, documents, bytes of their keys and of their fingerprints), then where keys and fingerprints begin, the
 * lengths of fields, the keys and the fingerprints. A machine that stores numbers the other way round finds another version.
 */
function fileOf(state: SegmentState): Uint8Array {
  const { keys, prints, lengths } = state.columns();
  const head = Float64Array.of(stateVersion, state.bytes, state.size, keys.bytes.length, prints.bytes.length);
  return Buffer.concat([head, keys.starts, prints.starts, lengths, keys.bytes, prints.bytes].map(bytesOf));
}

function stateOf(file: Buffer): SegmentState | undefined {
  // Columns must begin at a multiple of their numbers' size.
  const { buffer } = new Uint8Array(file);
  const head = new Float64Array(buffer, 0, 5);
  const [version, bytes = 0, size = 0, keyBytes = 0, printBytes = 0] = head;
  if (version !== stateVersion) return undefined;
  let at = head.byteLength;
  const numbers = (length: number) => {
    const column = new Int32Array(buffer, at, length);
    at += column.byteLength;
    return column;
  };
  const texts = (length: number) => {
    at += length;
    return new Uint8Array(buffer, at - length, length);
  };
  const [keyStarts, printStarts] = [numbers(size + 1), numbers(size + 1)];
  const lengths = numbers(size * fields.length);
  const keys = { starts: keyStarts, bytes: texts(keyBytes) };
  const state = SegmentState.of({ keys, prints: { starts: printStarts, bytes: texts(printBytes) }, lengths });
  state.bytes = bytes;
  return state;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
