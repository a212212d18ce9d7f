import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip, gzipSync, type ZlibOptions } from 'node:zlib';

const mostPending = 8;

/**
 * The files of one segment while they are written: into a folder with a passing name, which gets its own when all are
 * there. That name is a hash of what the files say before they are packed, so that the same content has the same name.
 */
export class SegmentFiles {
  readonly #search: string;
  readonly #folder: string;
  readonly #hash = createHash('sha256');
  readonly #folders = new Set<string>();
  readonly #pending = new Set<Promise<void>>();
  #error: unknown;
  bytes = 0;

  /** @param search the folder of the whole index */
  constructor(search: string, passingName: string) {
    this.#search = search;
    this.#folder = join(search, passingName);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Takes over the content; it is packed and written in the background. */
  put(path: string, content: Uint8Array | string): void {
    this.#hash.update(`${path}\n${content.length}\n`).update(content);
    const work = this.#write(path, content).then(
      () => {
        this.#pending.delete(work);
      },
      (error: unknown) => {
        this.#pending.delete(work);
        this.#error ??= error;
      },
    );
    this.#pending.add(work);
  }

  /** True when the writer should wait a little before it goes on. */
  get isBusy(): boolean {
    return this.#pending.size >= mostPending;
  }

  async wait(): Promise<void> {
    while (this.isBusy) await Promise.race(this.#pending);
    if (this.#error !== undefined) throw this.#error;
  }

  /** Gives the folder its name and returns it. */
  async finish(): Promise<string> {
    await Promise.all(this.#pending);
    if (this.#error !== undefined) throw this.#error;
    const name = this.#hash.digest('hex').slice(0, 16);
    const target = join(this.#search, name);
    if (existsSync(target)) rmSync(target, { recursive: true });
    renameSync(this.#folder, target);
    return name;
  }

  async #write(path: string, content: Uint8Array | string): Promise<void> {
    const bytes = await packed(content);
    this.bytes += bytes.length;
    const full = join(this.#folder, path);
    const folder = dirname(full);
    if (!this.#folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
    // At once: the file is small, and a promise for each would take longer than the disk.
    writeFileSync(full, bytes);
  }
}

/** Gzip without the name of the system in its head: the same bytes everywhere. */
export async function packed(content: Uint8Array | string): Promise<Buffer> {
  // A window that is not much larger than the content: making one is most of the work for a small file.
  const windowBits = Math.min(15, Math.max(9, 32 - Math.clz32(content.length + 262)));
  const options = { level, windowBits, memLevel: Math.min(8, windowBits - 6) };
  const isWorthThread = content.length >= 4096;
  const bytes = isWorthThread ? await gzipInThread(content, options) : gzipSync(content, options);
  bytes[9] = 255;
  return bytes;
}

/** Beyond it files get 0.3 % smaller, and take a third longer. */
const level = 7;
const gzipInThread = promisify(gzip) as (
  content: Uint8Array | string,
  options: ZlibOptions,
) => Promise<Buffer>;
