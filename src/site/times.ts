import type { Ts } from '../model/ts.ts';

/**
 * When the messages of a conversation were written, in order. A site knows those of all its conversations at once, so they
 * are one text: half of the memory of a list.
 */
export class Times {
  readonly count: number;
  readonly first: Ts;
  readonly last: Ts;
  readonly #all: string;

  /** @param times at least one */
  constructor(times: readonly [Ts, ...Ts[]]) {
    this.count = times.length;
    this.first = times[0];
    this.last = times.at(-1) ?? times[0];
    // Nothing but its two ends is kept apart.
    this.#all = times.length < 3 ? '' : ['', ...times.slice(1, -1), ''].join(' ');
  }

  has(ts: Ts): boolean {
    return ts === this.first || ts === this.last || this.#all.includes(` ${ts} `);
  }
}
