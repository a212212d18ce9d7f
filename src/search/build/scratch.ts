import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DamagedFileError } from '../format/byte-reader.ts';
import { NumberColumn } from './number-column.ts';

/** Files that are needed while an index is built and gone afterwards. */
export class Scratch {
  readonly #folder: string;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  writeRun(): RunWriter {
    this.#count += 1;
    return new RunWriter(join(this.#folder, `run-${this.#count}`));
  }

  /** Texts that are read back in another order. */
  texts(): TextStore {
    this.#count += 1;
    return new TextStore(join(this.#folder, `texts-${this.#count}`));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A run that was written whole. */
export interface RunFile {
  readonly path: string;
}

export class RunWriter {
  readonly #path: string;
  readonly #fd: number;

  constructor(path: string) {
    this.#path = path;
    this.#fd = openSync(path, 'w');
  }

  write(bytes: Uint8Array): void {
    writeAll(this.#fd, bytes);
  }

  end(): RunFile {
    closeSync(this.#fd);
    return { path: this.#path };
  }
}

const chunkSize = 1 << 16;
/** More than a number takes. */
const margin = 8;

/** Reads a run from its beginning to its end. */
export class RunReader {
  readonly #fd: number;
  #chunk = Buffer.alloc(chunkSize);
  #at = 0;
  #end = 0;

  constructor({ path }: RunFile) {
    this.#fd = openSync(path, 'r');
  }

  /** Undefined at the end of the run. */
  text(): string | undefined {
    if (!this.#has(1)) return undefined;
    const length = this.varint();
    if (!this.#has(length)) throw new DamagedFileError('A run ends too early.');
    this.#at += length;
    return this.#chunk.toString('utf8', this.#at - length, this.#at);
  }

  varint(): number {
    if (this.#at + margin > this.#end) this.#has(margin);
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#chunk[this.#at++] as number;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  #has(length: number): boolean {
    if (this.#at + length <= this.#end) return true;
    this.#chunk.copyWithin(0, this.#at, this.#end);
    this.#end -= this.#at;
    this.#at = 0;
    while (this.#end < chunkSize) {
      const read = readSync(this.#fd, this.#chunk, this.#end, chunkSize - this.#end, null);
      if (read === 0) break;
      this.#end += read;
    }
    return length <= this.#end;
  }
}

/** Keeps texts in a file; reads any of them by its number. */
export class TextStore {
  readonly #fd: number;
  readonly #starts = new NumberColumn('large');
  #pending: Buffer[] = [];
  #pendingSize = 0;
  #size = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'w+');
  }

  push(text: string): void {
    const bytes = Buffer.from(text);
    this.#starts.push(this.#size);
    this.#size += bytes.length;
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    if (this.#pendingSize > 1 << 20) this.#flush();
  }

  at(index: number): string {
    this.#flush();
    const start = this.#starts.at(index);
    const end = index + 1 < this.#starts.length ? this.#starts.at(index + 1) : this.#size;
    const bytes = Buffer.allocUnsafe(end - start);
    readSync(this.#fd, bytes, 0, bytes.length, start);
    return bytes.toString();
  }

  close(): void {
    closeSync(this.#fd);
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    writeAll(this.#fd, Buffer.concat(this.#pending));
    this.#pending = [];
    this.#pendingSize = 0;
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}
