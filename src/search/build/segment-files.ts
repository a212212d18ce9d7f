import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PackThread } from './pack-thread.ts';

/**
 * The files of one segment while they are written: into a folder with a passing name, which gets its own when all are
 * there. That name is a hash of what the files say before they are packed, so that the same content has the same name.
 */
export class SegmentFiles {
  readonly #search: string;
  readonly #folder: string;
  readonly #hash = createHash('sha256');
  readonly #thread = new PackThread();

  /** @param search the folder of the whole index */
  constructor(search: string, passingName: string) {
    this.#search = search;
    this.#folder = join(search, passingName);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  put(path: string, content: Uint8Array | string): void {
    this.#hash.update(`${path}\n${content.length}\n`).update(content);
    this.#thread.put(join(this.#folder, path), content);
  }

  /** True when the writer should wait a little before it goes on. */
  get isBusy(): boolean {
    return this.#thread.isBusy;
  }

  async wait(): Promise<void> {
    await this.#thread.wait();
  }

  /** Gives the folder its name and returns it. */
  async finish(): Promise<{ readonly name: string; readonly bytes: number }> {
    await this.#thread.finish();
    const name = this.#hash.digest('hex').slice(0, 16);
    const target = join(this.#search, name);
    if (existsSync(target)) rmSync(target, { recursive: true });
    renameSync(this.#folder, target);
    return { name, bytes: this.#thread.written };
  }

  /** Ends what runs beside, after a failure too. */
  async close(): Promise<void> {
    await this.#thread.close();
  }
}
