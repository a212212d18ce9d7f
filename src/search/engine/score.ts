import { boosts, fields, textField } from '../document.ts';
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
  readonly #dampings = fields.map(() => new Float64Array(1024));

  constructor(index: OpenIndex, terms: LoadedTerms) {
    this.#index = index;
    this.#terms = terms;
    this.#scores = new Float64Array(index.size);
  }

  /** Scores without the factor for the number of words; see {@link wordFactor}. */
  score(node: ScoreNode): Matches {
    if (node.kind === 'term') return this.#scoreTerm(node);
    const combine = node.kind === 'all' ? intersection : union;
    const [first = emptyMatches(), ...rest] = node.of.map((one) => this.score(one));
    return rest.reduce(combine, first);
  }

  #scoreTerm({ term, isPrefix, fields: only = allFields }: TermNode): Matches {
    const touched: number[] = [];
    this.#addTerm(this.#terms.lists.get(term) ?? [], 1, only, touched);
    for (const longer of isPrefix ? (this.#terms.expansions.get(term) ?? []) : []) {
      const weight = (prefixWeight * longer.length) / (longer.length + 0.3 * (longer.length - term.length));
      this.#addTerm(this.#terms.lists.get(longer) ?? [], weight, only, touched);
    }
    return this.#collect(touched, this.#bitOf(term));
  }

  /** Adds the scores of one term of the index; documents that were not met before are added to `touched`. */
  #addTerm(lists: readonly SegmentList[], weight: number, only: number, touched: number[]): void {
    const counts = livingCounts(lists);
    const { living } = this.#index;
    const factors = counts.map(
      (count, field) =>
        weight * (this.#fieldBoosts[field] as number) * Math.log(1 + (living - count + 0.5) / (count + 0.5)),
    );
    for (const one of lists) this.#addList(one, factors, only, touched);
  }

  #addList(
    { segment, list }: SegmentList,
    factors: readonly number[],
    only: number,
    touched: number[],
  ): void {
    const { textLengths, dead, offset } = segment;
    const { docs, masks, counts, lengths, size } = list;
    const scores = this.#scores;
    let value = 0;
    for (let at = 0; at < size; at += 1) {
      const mask = masks[at] as number;
      const document = docs[at] as number;
      let score = 0;
      for (let field = 0; mask >> field > 0; field += 1) {
        if (((mask >> field) & 1) === 0) continue;
        const count = counts[value] as number;
        const length = (field === textField ? textLengths[document] : lengths[value]) as number;
        value += 1;
        if (((only >> field) & 1) === 0) continue;
        score +=
          (factors[field] as number) * (d + (count * (k + 1)) / (count + this.#dampingOf(field, length)));
      }
      if (score === 0 || dead[document] === 1) continue;
      const before = scores[offset + document] as number;
      if (before === 0) touched.push(offset + document);
      scores[offset + document] = before + score;
    }
  }

  /** How much the length of a field holds back words that are repeated; few lengths occur, so each is computed once. */
  #dampingOf(field: number, length: number): number {
    const known = this.#dampings[field] as Float64Array;
    if (length >= known.length) return dampingOf(length, this.#index.averageLengths[field] as number);
    const damping = known[length] as number;
    if (damping > 0) return damping;
    known[length] = dampingOf(length, this.#index.averageLengths[field] as number);
    return known[length] as number;
  }

  #collect(touched: number[], word: number): Matches {
    const matches = emptyMatches(touched.length);
    const docs = Int32Array.from(touched);
    // Those of one term are in order already; longer words with the same beginning come in between.
    if (!isAscending(docs)) docs.sort();
    for (let at = 0; at < docs.length; at += 1) {
      const doc = docs[at] as number;
      matches.scores[at] = this.#scores[doc] as number;
      this.#scores[doc] = 0;
    }
    matches.words.fill(1 << word);
    return { ...matches, size: docs.length, docs };
  }

  #bitOf(term: string): number {
    const known = this.#words.indexOf(term);
    if (known >= 0) return Math.min(known, mostWords - 1);
    this.#words.push(term);
    return Math.min(this.#words.length, mostWords) - 1;
  }
}

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
