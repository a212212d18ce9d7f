import { ByteWriter } from '../format/byte-writer.ts';
import { paths, type SegmentInfo } from '../format/manifest.ts';
import { isFilter } from '../format/posting-file.ts';
import type { PostingList } from '../format/posting-list.ts';
import { type PackedRecord, tsOfKey } from '../format/records.ts';
import { SegmentState } from './builder-state.ts';
import { DictionaryWriter } from './dictionary-writer.ts';
import type { Fingerprint } from './fingerprint.ts';
import { linkSign } from './run-builder.ts';
import type { SegmentFiles } from './segment-files.ts';
import { packing, SpaceWriter } from './space-writer.ts';
import { StopWords } from './stop-words.ts';

/** How an index is cut. Other values give another layout, never other results. */
export interface Layout {
  /** Bytes of a posting file of the base, packed. */
  readonly baseFile: number;
  /** The same for later segments. */
  readonly deltaFile: number;
  /** Records in a file. */
  readonly recordSize: number;
}

export const defaultLayout: Layout = { baseFile: 8000, deltaFile: 4000, recordSize: 8 };

export interface WrittenSegment {
  readonly info: SegmentInfo;
  readonly state: SegmentState;
  readonly stopWords: readonly string[];
  readonly bytes: number;
}

/**
 * Writes one segment: first all documents in order of time, then all terms in order, each with its postings; the terms
 * of the space of links come first.
 */
export class SegmentWriter {
  readonly #files: SegmentFiles;
  readonly #recordSize: number;
  readonly #isBase: boolean;
  readonly #state = new SegmentState();
  readonly #days = new Map<number, number>();
  readonly #sizes = new ByteWriter();
  readonly #dictionary = new DictionaryWriter();
  readonly #stopWords = new StopWords();
  readonly #words: SpaceWriter;
  readonly #links: SpaceWriter;
  #records: PackedRecord[] = [];

  constructor(files: SegmentFiles, layout: Layout, { isBase }: { isBase: boolean }) {
    const limit = (isBase ? layout.baseFile : layout.deltaFile) * packing;
    this.#files = files;
    this.#recordSize = layout.recordSize;
    this.#isBase = isBase;
    this.#words = new SpaceWriter(limit, (file, bytes) => files.put(paths.words('', file).slice(1), bytes));
    this.#links = new SpaceWriter(2 * limit, (file, bytes) =>
      files.put(paths.links('', file).slice(1), bytes),
    );
  }

  addDocument(record: PackedRecord, print: Fingerprint, lengths: readonly number[]): void {
    const [key, , , messages] = record;
    const day = Math.floor(Number.parseInt(tsOfKey(key), 10) / 86_400);
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    this.#sizes.varint(Math.abs(messages));
    this.#state.add(key, print, lengths);
    this.#records.push(record);
    if (this.#records.length === this.#recordSize) this.#putRecords();
  }

  addTerm(term: string, list: PostingList): void {
    if (term.startsWith(linkSign)) {
      this.#links.add(term.slice(1), list);
      return;
    }
    this.#words.add(term, list);
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
    const words = this.#words.finish();
    const put = (path: string, content: Uint8Array | string) => this.#files.put(path.slice(1), content);
    put(paths.linkMap(''), JSON.stringify(this.#links.finish()));
    put(paths.days(''), JSON.stringify([...this.#days]));
    put(paths.sizes(''), this.#sizes.copy());
    const { kind, parts } = this.#dictionary.finish();
    for (const [part, text] of parts) put(paths.dictionary('', part), text);
    const name = await this.#files.finish();
    return {
      info: {
        name,
        documents: this.#state.size,
        dead: [],
        lengths: this.#state.sums(new Set()),
        words,
        dictionary: this.#isBase ? kind : 'none',
        ranks: [],
      },
      state: this.#state,
      stopWords: this.#stopWords.list(this.#state.size),
      bytes: this.#files.bytes,
    };
  }

  #putRecords(): void {
    const file = Math.ceil(this.#state.size / this.#recordSize) - 1;
    this.#files.put(paths.records('', file).slice(1), JSON.stringify(this.#records));
    this.#records = [];
  }
}
