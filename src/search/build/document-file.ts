import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SearchDocument } from '../document.ts';

/** Bytes that are written, and read, at once. */
const pieceSize = 1 << 18;

/**
 * Documents on their way to the thread that indexes them, a line each. Whoever makes them need not wait for the thread, and
 * what it has not taken yet is on disk instead of in memory.
 */
export class DocumentFile {
  readonly #path: string;
  readonly #fd: number;
  #bytes = Buffer.alloc(2 * pieceSize);
  /** Bytes that are not written yet. */
  #pending = 0;
  #size = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#fd = openSync(path, 'w');
  }

  /** Returns up to which byte whole documents are there to read, when that has changed. */
  add(document: SearchDocument): number | undefined {
    const line = `${JSON.stringify(document)}\n`;
    const most = this.#pending + 3 * line.length;
    if (most > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], most);
    this.#pending += this.#bytes.write(line, this.#pending);
    return this.#pending < pieceSize ? undefined : this.flush();
  }

  /** Returns up to which byte whole documents are there to read. */
  flush(): number {
    for (let done = 0; done < this.#pending; )
      done += writeSync(this.#fd, this.#bytes, done, this.#pending - done);
    this.#size += this.#pending;
    this.#pending = 0;
    return this.#size;
  }

  remove(): void {
    closeSync(this.#fd);
    rmSync(this.#path, { force: true });
  }
}

/** Reads a {@link DocumentFile} while it grows. */
export class DocumentReader {
  readonly #path: string;
  /** Used again and again. */
  #bytes = Buffer.alloc(2 * pieceSize);
  #at = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** The documents that were not read yet, up to this byte, at which one ends. */
  *upTo(end: number): Generator<SearchDocument> {
    if (end === this.#at) return;
    const length = end - this.#at;
    if (length > this.#bytes.length) this.#bytes = Buffer.alloc(length);
    const bytes = this.#bytes.subarray(0, length);
    const fd = openSync(this.#path, 'r');
    for (let done = 0; done < length; ) done += readSync(fd, bytes, done, length - done, this.#at + done);
    closeSync(fd);
    this.#at = end;
    for (let start = 0; start < length; ) {
      const stop = bytes.indexOf(10, start);
      yield JSON.parse(bytes.toString('utf8', start, stop)) as SearchDocument;
      start = stop + 1;
    }
  }
}
