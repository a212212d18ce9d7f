import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { paths, type SegmentInfo, type SpaceInfo } from '../format/manifest.ts';
import { isFilter, PostingFileReader } from '../format/posting-file.ts';
import type { PostingList } from '../format/posting-list.ts';
import { readPostings } from '../format/read-postings.ts';
import type { PackedRecord } from '../format/records.ts';
import { unpackFiles } from '../format/separators.ts';
import { linkSign } from './run-builder.ts';

/** A written segment as the builder reads it back: from its first file to its last. */
export class SegmentFolder {
  readonly #search: string;
  readonly #info: SegmentInfo;

  constructor(search: string, info: SegmentInfo) {
    this.#search = search;
    this.#info = info;
  }

  /** In order of their documents. */
  *records(recordSize: number): Generator<PackedRecord> {
    const { name, documents } = this.#info;
    for (let file = 0; file * recordSize < documents; file += 1)
      yield* this.#json(paths.records(name, file)) as PackedRecord[];
  }

  terms(): TermWalk {
    const { name, words } = this.#info;
    const links = this.#json(paths.linkMap(name)) as SpaceInfo;
    return new TermWalk([
      ...this.#files(links, (file) => paths.links(name, file)).map((read) => ({ read, sign: linkSign })),
      ...this.#files(words, (file) => paths.words(name, file)).map((read) => ({ read, sign: '' })),
    ]);
  }

  #files({ separators, large, usual }: SpaceInfo, pathOf: (file: number) => string): (() => Uint8Array)[] {
    return unpackFiles(separators, large, usual).separators.map((_, file) => () => this.#read(pathOf(file)));
  }

  #json(path: string): unknown {
    return JSON.parse(this.#read(path).toString());
  }

  #read(path: string): Buffer {
    return gunzipSync(readFileSync(join(this.#search, path)));
  }
}

interface SpaceFile {
  read(): Uint8Array;
  /** Stands before each of its terms. */
  readonly sign: string;
}

/** Walks all terms of a segment, one posting file in memory. */
export class TermWalk {
  readonly #files: SpaceFile[];
  #reader: PostingFileReader | undefined;
  #sign = '';
  #term = '';

  constructor(files: readonly SpaceFile[]) {
    this.#files = [...files].reverse();
  }

  /** The next term, or undefined after the last. Its list must be taken before the next is asked for. */
  next(): string | undefined {
    for (;;) {
      const term = this.#reader?.next();
      if (term !== undefined) {
        this.#term = term;
        return this.#sign + term;
      }
      const file = this.#files.pop();
      if (file === undefined) return undefined;
      this.#reader = new PostingFileReader(file.read());
      this.#sign = file.sign;
    }
  }

  take(list: PostingList): void {
    const isOfFilter = isFilter(this.#term);
    const stored = this.#reader?.locate(isOfFilter);
    if (stored !== undefined) readPostings(stored, isOfFilter, list);
  }
}
