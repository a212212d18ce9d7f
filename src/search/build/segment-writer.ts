import { textField } from '../document.ts';
import { ByteWriter } from '../format/byte-writer.ts';
import { packDays, spanOf } from '../format/day-column.ts';
import { paths, type SegmentInfo } from '../format/manifest.ts';
import { isFilter } from '../format/posting-file.ts';
import type { PostingList } from '../format/posting-list.ts';
import { type PackedRecord, tsOfKey } from '../format/records.ts';
import { packLengths } from '../format/text-lengths.ts';
import { dayOf } from '../query/day-terms.ts';
import { SegmentState } from './builder-state.ts';
import { DictionaryWriter } from './dictionary-writer.ts';
import type { Fingerprint } from './fingerprint.ts';
import { linkSign } from './run-builder.ts';
import type { SegmentFiles } from './segment-files.ts';
import { packing, SpaceWriter } from './space-writer.ts';
import { StopWords } from './stop-words.ts';

/** How an index is cut. Other values give another layout, never other results. */
export interface Layout {
  /** Bytes of a posting file, packed: for segments of any size but very large ones not more than the second. */
  readonly fileBytes: readonly [least: number, most: number];
  /** Records in a file. */
  readonly recordSize: number;
}

/**
 * A query reads one file for each word, and the manifest names all files: so files are as small as their number allows.
 */
export const defaultLayout: Layout = { fileBytes: [2000, 6000], recordSize: 3 };

const usualFiles = 2500;
const bytesPerPosting = 1.6;

/** A record, and what a segment has to know of it. */
export interface WrittenRecord {
  readonly key: string;
  readonly messageCount: number;
  /** As it stands in its file. */
  readonly json: string;
}

export function writtenRecord(record: PackedRecord): WrittenRecord {
  const [key, , , messages] = record;
  return { key, messageCount: Math.abs(messages), json: JSON.stringify(record) };
}

export interface WrittenSegment {
  readonly info: SegmentInfo;
  readonly state: SegmentState;
  readonly stopWords: readonly string[];
}

/**
 * Writes one segment: first all documents in order, then all terms in order, each with its postings; the terms
 * of the space of links come first.
 */
export class SegmentWriter {
  readonly #files: SegmentFiles;
  readonly #isBase: boolean;
  readonly #state = new SegmentState();
  readonly #days: number[] = [];
  readonly #sizes = new ByteWriter();
  readonly #dictionary = new DictionaryWriter();
  readonly #stopWords = new StopWords();
  readonly #layout: Layout;
  #spaces: { readonly words: SpaceWriter; readonly links: SpaceWriter } | undefined;
  #records: string[] = [];

  constructor(files: SegmentFiles, layout: Layout, { isBase }: { isBase: boolean }) {
    this.#files = files;
    this.#layout = layout;
    this.#isBase = isBase;
  }

  addDocument(
    { key, messageCount, json }: WrittenRecord,
    print: Fingerprint,
    lengths: readonly number[],
  ): void {
    this.#days.push(dayOf(tsOfKey(key)));
    this.#sizes.varint(messageCount);
    this.#state.add(key, print, lengths);
    this.#records.push(json);
    if (this.#records.length === this.#layout.recordSize) this.#putRecords();
  }

  addTerm(term: string, list: PostingList): void {
    if (term.startsWith(linkSign)) {
      this.#open().links.add(term.slice(1), list);
      return;
    }
    this.#open().words.add(term, list);
    if (!this.#isBase || isFilter(term)) return;
    this.#dictionary.add(term, list.size, this.#state.size);
    this.#stopWords.add(term, list.size / this.#state.size);
  }

  /** True when the writer of terms should wait a little before it goes on. */
  get isBusy(): boolean {
    return this.#files.isBusy;
  }

  async wait(): Promise<void> {
    await this.#files.wait();
  }

  async finish(): Promise<WrittenSegment> {
    if (this.#records.length > 0) this.#putRecords();
    const spaces = this.#open();
    const words = spaces.words.finish();
    const put = (path: string, content: Uint8Array | string) => this.#files.put(path.slice(1), content);
    put(paths.linkMap(''), JSON.stringify(spaces.links.finish()));
    const textLengths = packLengths(
      Array.from({ length: this.#state.size }, (_, document) => this.#state.length(document, textField)),
    );
    put(paths.days(''), packDays(this.#days, textLengths));
    put(paths.sizes(''), this.#sizes.copy());
    const { kind, parts } = this.#dictionary.finish();
    for (const [part, text] of parts) put(paths.dictionary('', part), text);
    const { name, bytes } = await this.#files.finish();
    this.#state.bytes = bytes;
    return {
      info: {
        name,
        documents: this.#state.size,
        dead: [],
        lengths: this.#state.sums(new Set()),
        textLengths,
        days: spanOf(this.#days),
        words,
        dictionary: this.#isBase ? kind : 'none',
        ranks: [],
      },
      state: this.#state,
      stopWords: this.#stopWords.list(this.#state.size),
    };
  }

  /** All documents are known by now, and with them how large the index will be. */
  #open() {
    if (this.#spaces !== undefined) return this.#spaces;
    const [least, most] = this.#layout.fileBytes;
    const postings = this.#state.sums(new Set()).reduce((sum, length) => sum + length, 0);
    const limit = packing * Math.max(least, Math.min(most, (bytesPerPosting * postings) / usualFiles));
    const putTo = (pathOf: (segment: string, file: number) => string) => (file: number, bytes: Uint8Array) =>
      this.#files.put(pathOf('', file).slice(1), bytes);
    this.#spaces = {
      words: new SpaceWriter(limit, putTo(paths.words)),
      links: new SpaceWriter(2.8 * limit, putTo(paths.links)),
    };
    return this.#spaces;
  }

  #putRecords(): void {
    const file = Math.ceil(this.#state.size / this.#layout.recordSize) - 1;
    this.#files.put(paths.records('', file).slice(1), `[${this.#records.join(',')}]`);
    this.#records = [];
  }
}
