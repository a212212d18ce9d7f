import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fields } from '../document.ts';
import type { Fingerprint } from './fingerprint.ts';
import { NumberColumn } from './number-column.ts';
import { packed } from './segment-files.ts';

/**
 * What the builder remembers of a segment's documents, by their numbers: readers never need it. It holds no text, only
 * ids and hashes.
 */
export class SegmentState {
  readonly keys: string[] = [];
  readonly prints: Fingerprint[] = [];
  readonly #lengths = new NumberColumn('whole');
  /** Of all files of the segment. */
  bytes = 0;

  get size(): number {
    return this.keys.length;
  }

  add(key: string, print: Fingerprint, lengths: readonly number[]): void {
    this.keys.push(key);
    this.prints.push(print);
    for (const length of lengths) this.#lengths.push(length);
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

interface StateFile {
  readonly version: number;
  readonly bytes: number;
  readonly keys: readonly string[];
  readonly prints: readonly (readonly [whole: string, texts: string])[];
  readonly lengths: readonly number[];
}

/** Raised when the file or a fingerprint changes: everything is indexed anew then. */
const stateVersion = 2;

/** Where the states of segments are kept: a file for each, which never changes. */
export class StateFolder {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Undefined when there is none, or it is not readable: then the index is made anew. */
  read(segment: string): SegmentState | undefined {
    try {
      const file = JSON.parse(gunzipSync(readFileSync(this.#file(segment))).toString()) as StateFile;
      return file.version === stateVersion ? stateOf(file) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Writes the states that are not there yet, and removes those of other segments. */
  async write(states: ReadonlyMap<string, SegmentState>): Promise<void> {
    mkdirSync(this.#path, { recursive: true });
    for (const [segment, state] of states) {
      if (existsSync(this.#file(segment))) continue;
      writeFileSync(`${this.#file(segment)}.new`, await packed(fileOf(state)));
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

function fileOf(state: SegmentState): string {
  const file: StateFile = {
    version: stateVersion,
    bytes: state.bytes,
    keys: state.keys,
    prints: state.prints.map(({ whole, texts }) => [whole, texts]),
    lengths: state.keys.flatMap((_, document) => state.lengthsOf(document)),
  };
  return JSON.stringify(file);
}

function stateOf({ bytes, keys, prints, lengths }: StateFile): SegmentState {
  const state = new SegmentState();
  state.bytes = bytes;
  for (const [document, key] of keys.entries()) {
    const first = document * fields.length;
    const [whole, texts] = prints[document] ?? ['', ''];
    state.add(key, { whole, texts }, lengths.slice(first, first + fields.length));
  }
  return state;
}
