import type { SpaceInfo } from '../format/manifest.ts';
import { encodedSize, isFilter, PostingFileWriter } from '../format/posting-file.ts';
import type { PostingList } from '../format/posting-list.ts';
import { packSeparators, separatorBetween } from '../format/separators.ts';

/** Cuts a sorted space of terms into posting files of about equal size. */
export class SpaceWriter {
  readonly #limit: number;
  readonly #put: (file: number, bytes: Uint8Array) => void;
  readonly #file = new PostingFileWriter();
  readonly #separators: string[] = [''];
  readonly #large: [number, number][] = [];
  #last = '';

  /** @param limit bytes of a file before it is packed; a term that is larger has a file of its own */
  constructor(limit: number, put: (file: number, bytes: Uint8Array) => void) {
    this.#limit = limit;
    this.#put = put;
  }

  add(term: string, list: PostingList): void {
    const bytes = utf8.encode(term);
    const hasNoFields = isFilter(term);
    const size = encodedSize(bytes, list, hasNoFields);
    if (this.#file.terms > 0 && this.#file.size + size > this.#limit) {
      this.#cut();
      this.#separators.push(separatorBetween(this.#last, term));
    }
    this.#file.add(bytes, list, hasNoFields);
    this.#last = term;
  }

  finish(): SpaceInfo {
    this.#cut();
    return { separators: packSeparators(this.#separators), large: this.#large };
  }

  #cut(): void {
    const { size } = this.#file;
    const file = this.#separators.length - 1;
    if (size > 1.3 * this.#limit) this.#large.push([file, Math.ceil(size / packing / 1000)]);
    this.#put(file, this.#file.finish());
  }
}

const utf8 = new TextEncoder();

/** How much smaller posting files usually get by gzip. */
export const packing = 1.55;
