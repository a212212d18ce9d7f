import { packWord } from '../format/dictionary.ts';
import { dictionaryPart } from '../format/dictionary-part.ts';

const mostInOne = 20_000;

/** Collects the words that suggestions may offer: frequent ones, as rare ones are mostly typos themselves. */
export class DictionaryWriter {
  readonly #parts = new Map<string, string[]>();
  readonly #before = new Map<string, string>();
  #size = 0;

  /** Terms come in order. */
  add(term: string, documents: number, ofDocuments: number): void {
    if (term.length < 3 || documents < leastDocuments(ofDocuments) || !/^\p{L}/u.test(term)) return;
    const part = dictionaryPart(term);
    const words = this.#parts.get(part) ?? [];
    words.push(packWord(term, documents, this.#before.get(part) ?? ''));
    this.#parts.set(part, words);
    this.#before.set(part, term);
    this.#size += 1;
  }

  finish(): { kind: 'none' | 'whole' | 'letters'; parts: readonly (readonly [string, string])[] } {
    if (this.#size === 0) return { kind: 'none', parts: [] };
    const parts = [...this.#parts].map(([part, words]) => [part, words.join('\n')] as const);
    if (this.#size > mostInOne) return { kind: 'letters', parts };
    return { kind: 'whole', parts: [['all', parts.map(([, text]) => text).join('\n')]] };
  }
}

function leastDocuments(ofDocuments: number): number {
  return ofDocuments < 1000 ? 1 : ofDocuments < 10_000 ? 2 : 3;
}
