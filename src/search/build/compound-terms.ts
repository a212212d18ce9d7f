import { termsOfRun } from '../tokenizer/tokenize.ts';
import { TextTable } from './text-table.ts';

/** Longer runs are mostly addresses, which seldom come again. */
const longestKept = 48;

/** The terms of runs such as `don't` and `getServer`: few are as frequent, and what they stand for takes long to find. */
export class CompoundTerms {
  readonly #vocabulary: TextTable;
  readonly #runs = new TextTable();
  readonly #terms: (readonly number[])[] = [];

  /** @param vocabulary whose numbers the terms have */
  constructor(vocabulary: TextTable) {
    this.#vocabulary = vocabulary;
  }

  termsOf(run: string): readonly number[] {
    if (run.length > longestKept) return this.#read(run);
    const number = this.#runs.numberOf(run);
    this.#terms[number] ??= this.#read(run);
    return this.#terms[number];
  }

  clear(): void {
    this.#runs.clear();
    this.#terms.length = 0;
  }

  #read(run: string): readonly number[] {
    return termsOfRun(run).map((term) => this.#vocabulary.numberOf(term));
  }
}
