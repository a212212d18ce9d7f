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
  #lines: string[] = [];
  #length = 0;
  #size = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#fd = openSync(path, 'w');
  }

  /** Returns up to which byte whole documents are there to read, when that has changed. */
  add(document: SearchDocument): number | undefined {
    const line = `${JSON.stringify(document)}\n`;
    this.#lines.push(line);
    this.#length += line.length;
    return this.#length < pieceSize ? undefined : this.flush();
  }

  /** Returns up to which byte whole documents are there to read. */
  flush(): number {
    const bytes = Buffer.from(this.#lines.join(''));
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
    this.#size += bytes.length;
    this.#lines = [];
    this.#length = 0;
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
  #at = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** The documents that were not read yet, up to this byte, at which one ends. */
  *upTo(end: number): Generator<SearchDocument> {
    if (end === this.#at) return;
    const bytes = Buffer.allocUnsafe(end - this.#at);
    const fd = openSync(this.#path, 'r');
    for (let done = 0; done < bytes.length; )
      done += readSync(fd, bytes, done, bytes.length - done, this.#at + done);
    closeSync(fd);
    this.#at = end;
    for (let start = 0; start < bytes.length; ) {
      const stop = bytes.indexOf(10, start);
      yield JSON.parse(bytes.toString('utf8', start, stop)) as SearchDocument;
      start = stop + 1;
    }
  }
}
