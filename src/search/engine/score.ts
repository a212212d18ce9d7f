import { boosts, fields, textField } from '../document.ts';
import { bitCounts, type PostingList } from '../format/posting-list.ts';
import type { LoadedTerms, SegmentList } from './load-terms.ts';
import { emptyMatches, intersection, type Matches, union } from './matches.ts';
import type { OpenIndex } from './open-index.ts';
import type { ScoreNode, TermNode } from './score-node.ts';

/** MiniSearch 7's own: BM25+ and the weight of a prefix. https://github.com/lucaong/minisearch/blob/v7.2.0/src/MiniSearch.ts */
const k = 1.2;
const b = 0.7;
const d = 0.5;
const prefixWeight = 0.375;

/** Words of a query beyond this one share a bit, and so count as one. */
const mostWords = 32;

/**
 * Scores documents exactly as MiniSearch 7.2 does over an index of all documents: scores differ in their last bits at
 * most.
 */
export class Scorer {
  readonly #index: OpenIndex;
  readonly #terms: LoadedTerms;
  readonly #fieldBoosts = fields.map((field) => boosts[field]);
  /** By document, of the term that is being scored; 0 for one that has not been met. */
  readonly #scores: Float64Array;
  readonly #words: string[] = [];
  /** By field and length. */
  readonly #dampings: readonly Float64Array[];

  constructor(index: OpenIndex, terms: LoadedTerms) {
    this.#index = index;
    this.#terms = terms;
    this.#scores = new Float64Array(index.size);
    const longest = Math.max(...index.segments.map(({ textLengths }) => textLengths.at(-1) ?? 0));
    this.#dampings = fields.map((_, field) =>
      Float64Array.from({ length: field === textField ? longest + 1 : usualLengths }, (_length, length) =>
        dampingOf(length, index.averageLengths[field] as number),
      ),
    );
  }

  /** Scores without the factor for the number of words; see {@link wordFactor}. */
  score(node: ScoreNode): Matches {
    if (node.kind === 'term') return this.#scoreTerm(node);
    const combine = node.kind === 'all' ? intersection : union;
    const [first = emptyMatches(), ...rest] = node.of.map((one) => this.score(one));
    return rest.reduce(combine, first);
  }

  #scoreTerm({ term, isPrefix, fields: only = allFields }: TermNode): Matches {
    const longer = isPrefix ? (this.#terms.expansions.get(term) ?? []) : [];
    const words = [term, ...longer].map((word) => ({ word, lists: this.#terms.lists.get(word) ?? [] }));
    const most = words.flatMap(({ lists }) => lists).reduce((sum, { list }) => sum + list.size, 0);
    const touched = { docs: new Int32Array(Math.min(most, this.#index.size)), size: 0 };
    for (const { word, lists } of words) this.#addTerm(lists, weightOf(word, term), only, touched);
    return this.#collect(touched, this.#bitOf(term));
  }

  /** Adds the scores of one term of the index; documents that were not met before are added to `touched`. */
  #addTerm(lists: readonly SegmentList[], weight: number, only: number, touched: Touched): void {
    const counts = livingCounts(lists);
    const { living } = this.#index;
    const factors = counts.map((count, field) =>
      (only >> field) & 1
        ? weight * (this.#fieldBoosts[field] as number) * Math.log(1 + (living - count + 0.5) / (count + 0.5))
        : 0,
    );
    for (const one of lists) this.#addList(one, factors, touched);
  }

  /** Of most documents it is the text alone that has the term: they take the short way. */
  #addList({ segment, list }: SegmentList, factors: readonly number[], touched: Touched): void {
    const { textLengths, dead, offset } = segment;
    const { docs, masks, counts, size } = list;
    const scores = this.#scores;
    const dampings = this.#dampings[textField] as Float64Array;
    const factor = factors[textField] as number;
    let value = 0;
    for (let at = 0; at < size; at += 1) {
      const mask = masks[at] as number;
      const document = docs[at] as number;
      let score = 0;
      if (mask === textMask) {
        const count = counts[value++] as number;
        score = factor * frequencyPart(count, dampings[textLengths[document] as number] as number);
      } else {
        score = this.#scoreOf(list, { mask, value, textLength: textLengths[document] as number }, factors);
        value += bitCounts[mask] as number;
      }
      if (score === 0 || dead[document] === 1) continue;
      const doc = offset + document;
      const before = scores[doc] as number;
      if (before === 0) touched.docs[touched.size++] = doc;
      scores[doc] = before + score;
    }
  }

  /** Of a document that has the term in several fields, or not in the text. */
  #scoreOf(
    { counts, lengths }: PostingList,
    { mask, value, textLength }: { mask: number; value: number; textLength: number },
    factors: readonly number[],
  ): number {
    let score = 0;
    for (let [field, at] = [0, value]; mask >> field > 0; field += 1) {
      if (((mask >> field) & 1) === 0) continue;
      const length = field === textField ? textLength : (lengths[at] as number);
      const known = (this.#dampings[field] as Float64Array)[length];
      const damping = known ?? dampingOf(length, this.#index.averageLengths[field] as number);
      score += (factors[field] as number) * frequencyPart(counts[at++] as number, damping);
    }
    return score;
  }

  #collect({ docs: all, size }: Touched, word: number): Matches {
    const docs = all.subarray(0, size);
    // Those of one term are in order already; longer words with the same beginning come in between.
    if (!isAscending(docs)) docs.sort();
    const scores = new Float64Array(size);
    for (let at = 0; at < size; at += 1) {
      const doc = docs[at] as number;
      scores[at] = this.#scores[doc] as number;
      this.#scores[doc] = 0;
    }
    return { size, docs, scores, words: new Int32Array(size).fill(1 << word) };
  }

  #bitOf(term: string): number {
    const known = this.#words.indexOf(term);
    if (known >= 0) return Math.min(known, mostWords - 1);
    this.#words.push(term);
    return Math.min(this.#words.length, mostWords) - 1;
  }
}

/** Documents that a term was found in, each once. */
interface Touched {
  readonly docs: Int32Array;
  size: number;
}

/** Lengths of titles and answers for which the damping is worked out beforehand. */
const usualLengths = 64;
const textMask = 1 << textField;

/** A word counts fully; one that only begins like the word of the query the less, the longer it is. */
function weightOf(word: string, term: string): number {
  if (word === term) return 1;
  return (prefixWeight * word.length) / (word.length + 0.3 * (word.length - term.length));
}

function frequencyPart(count: number, damping: number): number {
  return d + (count * (k + 1)) / (count + damping);
}

/** How much the length of a field holds back a word that is repeated. */
function dampingOf(length: number, average: number): number {
  return k * (1 - b + b * (length / average));
}

function isAscending(numbers: Int32Array): boolean {
  for (let at = 1; at < numbers.length; at += 1)
    if ((numbers[at - 1] as number) > (numbers[at] as number)) return false;
  return true;
}

const allFields = 7;

/** MiniSearch multiplies the score by the number of distinct words of the query that a document has. */
export function wordFactor(words: number): number {
  let left = words;
  let count = 0;
  for (; left !== 0; count += 1) left &= left - 1;
  return Math.max(1, count);
}

/** For each field, how many documents have the term there, without those that are out of date. */
function livingCounts(lists: readonly SegmentList[]): readonly number[] {
  const byMask = new Float64Array(8);
  for (const { segment, list } of lists) {
    for (let at = 0; at < list.size; at += 1) {
      if (segment.hasDead && segment.dead[list.docs[at] as number] === 1) continue;
      const mask = list.masks[at] as number;
      byMask[mask] = (byMask[mask] as number) + 1;
    }
  }
  return fields.map((_, field) =>
    byMask.reduce((sum, count, mask) => ((mask >> field) & 1 ? sum + count : sum), 0),
  );
}
