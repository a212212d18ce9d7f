import type { Clock } from '../../src/clock.ts';

/** A clock on which waiting takes no time: it jumps to the end of each wait. */
export class VirtualClock implements Clock {
  #now: number;
  /** Each wait, in milliseconds. */
  readonly waits: number[] = [];

  constructor(start = Date.UTC(2026, 0, 5, 12)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Time that passes by itself. */
  pass(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
  }
}
