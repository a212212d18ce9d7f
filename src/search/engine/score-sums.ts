import type { Matches } from './matches.ts';

/** Adds scores up by document, whatever the order in which they come. */
export class ScoreSums {
  readonly #scores: Float64Array;
  /** A bit by document: whether there is a score. */
  readonly #bits: Int32Array;

  constructor(documents: number) {
    this.#scores = new Float64Array(documents);
    this.#bits = new Int32Array((documents >> 5) + 1);
  }

  add(doc: number, score: number): void {
    if (score === 0) return;
    this.#scores[doc] = (this.#scores[doc] as number) + score;
    this.#bits[doc >> 5] = (this.#bits[doc >> 5] as number) | (1 << (doc & 31));
  }

  /** Adds all to the matches, in the order of documents; nothing is left here. */
  moveTo(matches: Matches, word: number): void {
    for (let at = 0; at < this.#bits.length; at += 1) {
      for (let bits = this.#bits[at] as number; bits !== 0; bits &= bits - 1) {
        const doc = (at << 5) + 31 - Math.clz32(bits & -bits);
        matches.add(doc, this.#scores[doc] as number, word);
        this.#scores[doc] = 0;
      }
      this.#bits[at] = 0;
    }
  }
}
