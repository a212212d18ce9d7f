import { TextTable } from './text-table.ts';

/** Longer texts are mostly addresses, which seldom come again. */
const longestKept = 48;

/** Remembers the terms of texts that come often: to find them takes longer than to look them up. */
export class TermMemo {
  readonly #vocabulary: TextTable;
  readonly #read: (text: string) => readonly string[];
  readonly #texts = new TextTable();
  readonly #terms: (readonly number[])[] = [];

  /** @param vocabulary whose numbers the terms have */
  constructor(vocabulary: TextTable, read: (text: string) => readonly string[]) {
    this.#vocabulary = vocabulary;
    this.#read = read;
  }

  termsOf(text: string): readonly number[] {
    if (text.length > longestKept) return this.#numbersOf(text);
    const number = this.#texts.numberOf(text);
    this.#terms[number] ??= this.#numbersOf(text);
    return this.#terms[number];
  }

  /** The vocabulary begins anew. */
  clear(): void {
    this.#texts.clear();
    this.#terms.length = 0;
  }

  #numbersOf(text: string): readonly number[] {
    return this.#read(text).map((term) => this.#vocabulary.numberOf(term));
  }
}
