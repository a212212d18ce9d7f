import type { SpaceInfo } from '../format/manifest.ts';
import { PostingColumns } from '../format/posting-columns.ts';
import { encodedSize, isFilter, PostingFileWriter } from '../format/posting-file.ts';
import type { PostingList } from '../format/posting-list.ts';
import { packFiles, separatorBetween } from '../format/separators.ts';

/** A term that may stand in the file that is being filled, or be the first of the next; its list is written aside. */
interface Waiting {
  readonly term: string;
  readonly documents: number;
  /** What would part the files if this term began the next. */
  readonly separator: string;
  /** Where the columns aside end with its list. */
  readonly ends: readonly number[];
}

/** Between these shares of its usual size a file ends where the separator is shortest: all readers load these. */
const earliestEnd = 0.8;
const latestEnd = 1.2;

/** Cuts a sorted space of terms into posting files of about equal size. */
export class SpaceWriter {
  readonly #limit: number;
  readonly #put: (file: number, bytes: Uint8Array) => void;
  readonly #file = new PostingFileWriter();
  readonly #separators: string[] = [''];
  /** kB, by file. */
  readonly #sizes: number[] = [];
  readonly #aside = new PostingColumns();
  #waiting: Waiting[] = [];
  /** Bytes of the file with all that waits. */
  #size = 0;
  #last = '';

  /** @param limit bytes of a file before it is packed; a term that is larger has a file of its own */
  constructor(limit: number, put: (file: number, bytes: Uint8Array) => void) {
    this.#limit = limit;
    this.#put = put;
  }

  add(term: string, list: PostingList): void {
    const size = encodedSize(term, list, isFilter(term));
    const isFull = this.#size > 0 && this.#size + size > latestEnd * this.#limit;
    // What waits would have to be read with a large term that it has nothing to do with.
    if (isFull) this.#cut(term, size <= this.#limit);
    this.#size += size;
    if (this.#size > earliestEnd * this.#limit && size < this.#limit) {
      this.#aside.add(list, isFilter(term));
      const separator = separatorBetween(this.#last, term);
      this.#waiting.push({ term, documents: list.size, separator, ends: this.#aside.ends() });
    } else this.#file.add(term, list, isFilter(term));
    this.#last = term;
  }

  finish(): SpaceInfo {
    this.#take(0, this.#waiting.length);
    this.#end();
    const usual = Math.round(this.#limit / packing / 100) / 10;
    return { usual, ...packFiles({ separators: this.#separators, sizes: this.#sizes }, usual) };
  }

  /** Of the terms that wait, the one to begin the next file; undefined where the term that comes is better. */
  #shortest(separator: string): number | undefined {
    let [best, length]: [number | undefined, number] = [undefined, separator.length];
    for (const [index, waiting] of this.#waiting.entries())
      if (waiting.separator.length < length) [best, length] = [index, waiting.separator.length];
    return best;
  }

  /** Ends the file before the term that comes, or before one that waits, where that is better and allowed. */
  #cut(term: string, mayBeEarlier: boolean): void {
    const separator = separatorBetween(this.#last, term);
    const place = mayBeEarlier ? this.#shortest(separator) : undefined;
    const end = place ?? this.#waiting.length;
    this.#take(0, end);
    this.#end();
    this.#separators.push(this.#waiting[end]?.separator ?? separator);
    this.#take(end, this.#waiting.length);
    this.#waiting = [];
    this.#aside.clear();
    this.#size = this.#file.size;
  }

  /** Puts terms that wait, from one place up to another, into the file. */
  #take(start: number, end: number): void {
    const [from, to] = [this.#waiting[start - 1]?.ends ?? [0, 0, 0, 0], this.#waiting[end - 1]?.ends];
    if (to === undefined || start === end) return;
    this.#file.addWritten(this.#waiting.slice(start, end), { columns: this.#aside, from, to });
  }

  #end(): void {
    const { size } = this.#file;
    const file = this.#separators.length - 1;
    this.#sizes.push(size / packing / 1000);
    this.#put(file, this.#file.finish());
  }
}

/** How much smaller posting files usually get by gzip. */
export const packing = 1.65;
