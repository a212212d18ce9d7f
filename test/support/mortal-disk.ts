import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Calls that change the disk: a process can die before each of them, and in the middle of a write. */
const changing = [
  'openSync',
  'linkSync',
  'writeSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
  'mkdirSync',
  'writeFileSync',
] as const;

/** Thrown in place of the death of the process: whatever runs after it changes nothing any more. */
export class Killed extends Error {}

/**
 * The disk of a process that dies at its n-th change, in this process. From then on every change fails, so that no
 * `finally` tidies up what a killed process could not.
 */
export class MortalDisk {
  readonly #originals = new Map<string, unknown>();
  readonly #below: string;
  /** Changes so far. */
  count = 0;
  isDead = false;
  #deadly = Number.POSITIVE_INFINITY;
  #isTorn = false;

  /** @param below only what happens below this folder counts */
  constructor(below: string) {
    this.#below = below;
    for (const name of changing) {
      const original = fs[name] as (...args: unknown[]) => unknown;
      this.#originals.set(name, original);
      (fs as Record<string, unknown>)[name] = (...args: unknown[]) => this.#change(name, original, args);
    }
    syncBuiltinESMExports();
  }

  /** @param isTorn true to write a part of what the n-th change writes, when that is a write */
  dieAt(change: number, isTorn = false): void {
    this.count = 0;
    this.isDead = false;
    this.#deadly = change;
    this.#isTorn = isTorn;
  }

  live(): void {
    this.dieAt(Number.POSITIVE_INFINITY);
  }

  die(): void {
    this.isDead = true;
  }

  restore(): void {
    for (const [name, original] of this.#originals) (fs as Record<string, unknown>)[name] = original;
    syncBuiltinESMExports();
  }

  #change(name: string, original: (...args: unknown[]) => unknown, args: unknown[]): unknown {
    const [target] = args;
    const isOurs = typeof target === 'number' || String(target).startsWith(this.#below);
    if (!isOurs || (name === 'openSync' && (args[1] ?? 'r') === 'r')) return original(...args);
    if (this.isDead) throw new Killed('the process is dead');
    this.count += 1;
    if (this.count < this.#deadly) return original(...args);
    this.isDead = true;
    if (this.#isTorn && name === 'writeSync') tear(args, original);
    throw new Killed(`killed at change ${this.count} (${name})`);
  }
}

/** Writes the first half of the bytes or characters. */
function tear([file, data]: unknown[], original: (...args: unknown[]) => unknown): void {
  if (typeof data === 'string') original(file, data.slice(0, data.length / 2));
  else if (data instanceof Uint8Array) original(file, data.subarray(0, data.length / 2));
}
