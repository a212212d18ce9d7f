import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fields } from '../document.ts';
import type { Fingerprint } from './fingerprint.ts';
import { NumberColumn } from './number-column.ts';
import { packed9 } from './segment-files.ts';

/**
 * What the builder remembers of a segment's documents, by their numbers: readers never need it. It holds no text, only
 * ids and hashes.
 */
export class SegmentState {
  readonly keys: string[] = [];
  readonly prints: Fingerprint[] = [];
  readonly #lengths = new NumberColumn('whole');

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
  readonly segments: readonly StateOfSegment[];
}

interface StateOfSegment {
  readonly name: string;
  readonly keys: readonly string[];
  readonly prints: readonly (readonly [whole: string, texts: string])[];
  readonly lengths: readonly number[];
}

/** Raised when the file or the hash of a document changes: everything is indexed anew then. */
const stateVersion = 1;

export async function packState(segments: readonly (readonly [string, SegmentState])[]): Promise<Buffer> {
  const file: StateFile = {
    version: stateVersion,
    segments: segments.map(([name, state]) => ({
      name,
      keys: state.keys,
      prints: state.prints.map(({ whole, texts }) => [whole, texts]),
      lengths: state.keys.flatMap((_, document) => state.lengthsOf(document)),
    })),
  };
  return await packed9(JSON.stringify(file));
}

/** Undefined when there is none, or it is not readable: then the index is made anew. */
export function readState(path: string): ReadonlyMap<string, SegmentState> | undefined {
  try {
    const { version, segments } = JSON.parse(gunzipSync(readFileSync(path)).toString()) as StateFile;
    if (version !== stateVersion) return undefined;
    return new Map(segments.map((segment) => [segment.name, stateOf(segment)]));
  } catch {
    return undefined;
  }
}

function stateOf({ keys, prints, lengths }: StateOfSegment): SegmentState {
  const state = new SegmentState();
  for (const [document, key] of keys.entries()) {
    const first = document * fields.length;
    const [whole, texts] = prints[document] ?? ['', ''];
    state.add(key, { whole, texts }, lengths.slice(first, first + fields.length));
  }
  return state;
}
