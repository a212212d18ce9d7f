import { fields, textField } from '../document.ts';

/** MiniSearch 7's own: BM25+ and the weight of a prefix. https://github.com/lucaong/minisearch/blob/v7.2.0/src/MiniSearch.ts */
const k = 1.2;
const b = 0.7;
const d = 0.5;
const prefixWeight = 0.375;

/** Lengths of titles and answers for which the damping is worked out beforehand. */
const usualLengths = 64;

/** How much less a term says the more documents have it. */
export function rarity(documents: number, living: number): number {
  return Math.log(1 + (living - documents + 0.5) / (documents + 0.5));
}

/** What it adds that a term stands so often in a field of this damping. */
export function frequencyPart(count: number, damping: number): number {
  return d + (count * (k + 1)) / (count + damping);
}

/** How much the length of a field holds back a word that is repeated. */
export function dampingOf(length: number, average: number): number {
  return k * (1 - b + b * (length / average));
}

/** By field and length: of texts up to the longest, of others up to what is usual. */
export function dampingTables(
  averageLengths: readonly number[],
  longestText: number,
): readonly Float64Array[] {
  return fields.map((_, field) => {
    const length = 1 + (field === textField ? longestText : usualLengths);
    return Float64Array.from({ length }, (_length, at) => dampingOf(at, averageLengths[field] as number));
  });
}

/** A word counts fully; one that only begins like the word of the query the less, the longer it is. */
export function weightOf(word: string, term: string): number {
  if (word === term) return 1;
  return (prefixWeight * word.length) / (word.length + 0.3 * (word.length - term.length));
}
