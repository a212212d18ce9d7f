import { hash as hashOf } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageError } from '../errors.ts';
import {
  type BuildFacts,
  type BuildRecord,
  readRecord,
  recorded,
  removeRecord,
  writeRecord,
} from './build-record.ts';
import { FileWorker } from './file-worker.ts';

/** What became of the files. */
export interface WriteCounts {
  /** Files of the site that are pages. */
  readonly pages: number;
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Of all files. */
  readonly bytes: number;
}

const temporarySuffix = '.unsilo-tmp';

/**
 * Writes the files of a site: only those that changed, and removes what an earlier build of ours wrote and this one does
 * not. Anything else in the folder is left alone. The record is taken away first and written last, so that a build
 * that was killed is done again in full.
 */
export class SiteWriter {
  readonly #dir: string;
  readonly #old: BuildRecord | undefined;
  /** Nothing is there: no need to look for each file. */
  readonly #isNew: boolean;
  /** By path: hash and bytes as the record has them. There are many, and a text takes least memory. */
  readonly #files = new Map<string, string>();
  readonly #folders = new Set<string>();
  readonly #disk = new FileWorker();
  #written = 0;
  #pages = 0;
  #bytes = 0;

  constructor(dir: string) {
    this.#dir = dir;
    this.#old = readRecord(dir);
    this.#isNew = !existsSync(dir);
  }

  /** What the last build counted, when its inputs were these and all its files are still there; else undefined. */
  upToDate(inputs: string): (WriteCounts & BuildFacts) | undefined {
    if (this.#old?.inputs !== inputs) return undefined;
    let [pages, bytes] = [0, this.#old.facts.index.bytes];
    const entries = Object.entries(this.#old.files);
    for (const [path, [, size]] of entries) {
      if (sizeOf(join(this.#dir, path)) !== size) return undefined;
      if (path.endsWith('.html')) pages += 1;
      bytes += size;
    }
    return { pages, written: 0, unchanged: entries.length, removed: 0, bytes, ...this.#old.facts };
  }

  begin(): void {
    removeRecord(this.#dir);
  }

  /** @throws StorageError when the disk is full or the place can't be written; at the latest `finish` does */
  async write(path: string, content: string): Promise<void> {
    const bytes = await this.#encoded(content);
    const hash = hashOf('sha1', bytes, 'buffer').toString('base64url', 0, 12);
    const size = bytes.length;
    if (this.#files.has(path)) throw new Error(`two pages at ${path}`);
    this.#files.set(path, recorded(hash, size));
    this.#bytes += size;
    if (path.endsWith('.html')) this.#pages += 1;
    if (this.#isThere(path, hash, bytes)) return;
    this.#written += 1;
    const full = join(this.#dir, path);
    try {
      this.#makeFolder(dirname(full));
      // A new file can't be seen half: its name is in no page yet, and a killed build is done again.
      const isReplaced = this.#old !== undefined;
      const temporary = isReplaced ? { temporary: `${full}${temporarySuffix}` } : {};
      this.#disk.send({ path: full, ...temporary }, bytes);
    } catch (error) {
      throw cannotWrite(full, error);
    }
  }

  /**
   * Copies a file whose name says what is in it, so that one of the same name and size is there already.
   *
   * @throws StorageError when the disk is full or the place can't be written
   */
  copy(path: string, from: string, bytes: number): void {
    this.#files.set(path, recorded(path, bytes));
    this.#bytes += bytes;
    const full = join(this.#dir, path);
    if (!this.#isNew && sizeOf(full) === bytes) return;
    this.#written += 1;
    const temporary = `${full}${temporarySuffix}`;
    try {
      this.#makeFolder(dirname(full));
      copyFileSync(from, temporary);
      renameSync(temporary, full);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw cannotWrite(full, error);
    }
  }

  /** To be called at the end, whatever happened. */
  async close(): Promise<void> {
    await this.#disk.close();
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
  }

  /** Removes what is left of earlier builds and writes the record. */
  async finish(inputs: string, facts: BuildFacts): Promise<WriteCounts & BuildFacts> {
    await this.#flush();
    const gone = Object.keys(this.#old?.files ?? {}).filter((path) => !this.#files.has(path));
    for (const path of gone) this.#remove(path);
    try {
      writeRecord(this.#dir, { inputs, facts }, this.#files);
    } catch (error) {
      throw cannotWrite(this.#dir, error);
    }
    return {
      pages: this.#pages,
      written: this.#written,
      unchanged: this.#files.size - this.#written,
      removed: gone.length,
      bytes: this.#bytes + facts.index.bytes,
      ...facts,
    };
  }

  async #encoded(content: string): Promise<Uint8Array> {
    try {
      return await this.#disk.encode(content);
    } catch (error) {
      throw cannotWrite(this.#dir, error);
    }
  }

  async #flush(): Promise<void> {
    try {
      await this.#disk.flush();
    } catch (error) {
      throw cannotWrite(this.#dir, error);
    }
  }

  /** The record tells what we wrote; a file that someone changed since has another size, or is made again when it matters. */
  #isThere(path: string, hash: string, bytes: Uint8Array): boolean {
    if (this.#isNew) return false;
    const known = this.#old?.files[path];
    const full = join(this.#dir, path);
    if (known !== undefined) return known[0] === hash && sizeOf(full) === bytes.length;
    return sizeOf(full) === bytes.length && readFileSync(full).equals(bytes);
  }

  #remove(path: string): void {
    rmSync(join(this.#dir, path), { force: true });
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      try {
        rmdirSync(join(this.#dir, folder));
      } catch {
        return;
      }
    }
  }
}

/** What to say when a file of the site can't be written. */
export function cannotWrite(path: string, error: unknown): StorageError {
  const { code, message, path: at = path } = error as NodeJS.ErrnoException;
  const mend = code === 'ENOSPC' ? 'The disk is full: make room' : 'Choose another place with --out';
  return new StorageError(
    `${at}: can't be written (${message}). ${mend} and run the same command again; the archive is whole.`,
    { cause: error },
  );
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

/** Size of a built site; undefined where there is none. */
export function siteBytes(dir: string): number | undefined {
  const record = readRecord(dir);
  return (
    record && Object.values(record.files).reduce((sum, [, size]) => sum + size, record.facts.index.bytes)
  );
}
