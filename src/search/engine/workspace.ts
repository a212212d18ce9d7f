import { Matches } from './matches.ts';
import { ScoreSums } from './score-sums.ts';

/**
 * Memory that the queries of an index use one after the other. To get fresh memory for each of them takes a browser many
 * times longer than to score: the system must find every page of it and wipe it.
 */
export class Workspace {
  readonly #documents: number;
  readonly #matches: Matches[] = [];
  #free: Matches[] = [];
  #sums: ScoreSums | undefined;
  readonly counts = new Float64Array(8);

  constructor(documents: number) {
    this.#documents = documents;
  }

  /** Takes back all that was given out. */
  clear(): void {
    this.#free = [...this.#matches];
  }

  /** Empty ones with room for so many; they are lent until `give` or `clear`. */
  take(most: number): Matches {
    let matches = this.#free.pop();
    if (matches === undefined) {
      matches = new Matches();
      this.#matches.push(matches);
    }
    matches.empty(Math.min(most, this.#documents));
    return matches;
  }

  give(matches: Matches): void {
    this.#free.push(matches);
  }

  get sums(): ScoreSums {
    this.#sums ??= new ScoreSums(this.#documents);
    return this.#sums;
  }
}
