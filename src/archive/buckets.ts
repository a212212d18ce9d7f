import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cannotWrite, temporarySuffix } from './atomic-write.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Sorts lines into buckets by name without holding them all: over the limit everything is moved to files.
 * Lines must not hold a line end.
 */
export class Buckets {
  readonly #folder: string;
  readonly #limit: number;
  readonly #held = new Map<string, string[]>();
  readonly #names = new Set<string>();
  #size = 0;
  #hasFiles = false;

  /** @param limit UTF-16 units that are held in memory */
  constructor(parent: string, limit = 24 * 1024 * 1024) {
    this.#folder = join(parent, `buckets${temporarySuffix}`);
    this.#limit = limit;
    this.clear();
  }

  add(name: string, line: string): void {
    const lines = this.#held.get(name);
    if (lines === undefined) this.#held.set(name, [line]);
    else lines.push(line);
    this.#names.add(name);
    this.#size += line.length;
    if (this.#size > this.#limit) this.#spill();
  }

  /** In order of name. */
  names(): readonly string[] {
    return [...this.#names].sort();
  }

  /** The lines of a bucket in the order in which they were added. */
  lines(name: string): readonly string[] {
    const held = this.#held.get(name) ?? [];
    if (!this.#hasFiles) return held;
    try {
      const spilled = readFileSync(join(this.#folder, name), 'utf8').split('\n');
      return [...spilled.slice(0, -1), ...held];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return held;
      throw error;
    }
  }

  clear(): void {
    this.#held.clear();
    this.#names.clear();
    this.#size = 0;
    rmSync(this.#folder, { recursive: true, force: true });
    this.#hasFiles = false;
  }

  #spill(): void {
    try {
      makeFolder(this.#folder);
      for (const [name, lines] of this.#held)
        appendFileSync(join(this.#folder, name), `${lines.join('\n')}\n`);
    } catch (error) {
      throw cannotWrite(this.#folder, error);
    }
    this.#hasFiles = true;
    this.#held.clear();
    this.#size = 0;
  }
}
