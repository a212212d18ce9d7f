import { boosts, fields } from '../document.ts';
import { kindBits } from '../format/posting-columns.ts';
import { rarity, weightOf } from './bm25.ts';
import type { LoadedTerms, SegmentList } from './load-terms.ts';
import { intersect, type Matches, unite } from './matches.ts';
import type { OpenIndex } from './open-index.ts';
import { PostingWalk } from './posting-walk.ts';
import { leavesOf, type ScoreNode, type TermNode } from './score-node.ts';

/** Words of a query beyond this one share a bit, and so count as one. */
const mostWords = 32;
const allFields = 7;

/**
 * Scores documents exactly as MiniSearch 7.2 does over an index of all documents: scores differ in their last bits at
 * most. Where all of several nodes must match, the rarest is scored first, and others only for what is left.
 */
export class Scorer {
  readonly #index: OpenIndex;
  readonly #terms: LoadedTerms;
  readonly #words: string[] = [];

  constructor(index: OpenIndex, terms: LoadedTerms) {
    this.#index = index;
    this.#terms = terms;
  }

  /**
   * Scores without the factor for the number of words; see {@link wordFactor}. They are valid until anything else is
   * scored with the same index.
   */
  score(node: ScoreNode): Matches {
    this.#index.workspace.clear();
    for (const { term } of leavesOf(node)) if (!this.#words.includes(term)) this.#words.push(term);
    return this.#find(node);
  }

  #find(node: ScoreNode): Matches {
    if (node.kind === 'term') return this.#findTerm(node);
    const [first, ...rest] = node.kind === 'all' ? this.#rarestFirst(node.of) : node.of;
    let found = first === undefined ? this.#index.workspace.take(0) : this.#find(first);
    for (const one of rest)
      if (node.kind === 'all') this.#narrow(found, one);
      else found = this.#united(found, this.#find(one));
    return found;
  }

  #united(a: Matches, b: Matches): Matches {
    const { workspace } = this.#index;
    const result = workspace.take(a.size + b.size);
    unite(a, b, result);
    workspace.give(a);
    workspace.give(b);
    return result;
  }

  /** Leaves what matches this node as well. */
  #narrow(found: Matches, node: ScoreNode): void {
    if (found.size === 0) return;
    if (node.kind === 'all') for (const one of this.#rarestFirst(node.of)) this.#narrow(found, one);
    else if (node.kind === 'term' && !node.isPrefix) this.#narrowToTerm(found, node);
    else {
      const other = this.#find(node);
      intersect(found, other);
      this.#index.workspace.give(other);
    }
  }

  #narrowToTerm(found: Matches, node: TermNode): void {
    const { docs, size } = found;
    const bit = this.#bitOf(node.term);
    let at = 0;
    found.size = 0;
    for (const walk of this.#walks(node.term, node)) {
      while (at < size && walk.next()) {
        while ((docs[at] as number) < walk.doc && at < size) at += 1;
        if (at === size || docs[at] !== walk.doc) continue;
        const score = walk.score();
        if (score > 0) {
          found.addFrom(found, at);
          found.addToLast(score, bit);
        }
        at += 1;
      }
    }
  }

  #findTerm(node: TermNode): Matches {
    const { term, isPrefix } = node;
    const found = this.#index.workspace.take(this.#most(node));
    const bit = this.#bitOf(term);
    if (!isPrefix) {
      for (const walk of this.#walks(term, node))
        while (walk.next()) {
          const score = walk.score();
          if (score > 0) found.add(walk.doc, score, bit);
        }
      return found;
    }
    const { sums } = this.#index.workspace;
    for (const word of this.#wordsOf(node))
      for (const walk of this.#walks(word, node)) while (walk.next()) sums.add(walk.doc, walk.score());
    sums.moveTo(found, bit);
    return found;
  }

  /** Through the lists of a word of the archive, one for each segment in order. */
  #walks(word: string, { term, fields: only = allFields }: TermNode): readonly PostingWalk[] {
    const lists = this.#terms.lists.get(word) ?? [];
    if (lists.length === 0) return [];
    const counts = this.#livingCounts(lists);
    const weight = weightOf(word, term);
    const factors = fields.map((field, at) =>
      (only >> at) & 1 ? weight * boosts[field] * rarity(counts[at] as number, this.#index.living) : 0,
    );
    return lists.map((list) => new PostingWalk(this.#index, list, factors));
  }

  /** For each field, how many documents have the term there, without those that are out of date. */
  #livingCounts(lists: readonly SegmentList[]): readonly number[] {
    const byMask = this.#index.workspace.counts.fill(0);
    for (const { segment, list } of lists) {
      const { file, kinds, size } = list;
      if (segment.hasDead) {
        const walk = new PostingWalk(this.#index, { segment, list }, noFactors);
        while (walk.next()) byMask[walk.mask] = (byMask[walk.mask] as number) + 1;
        continue;
      }
      for (let at = kinds; at < kinds + size; at += 1) {
        const mask = (file[at] as number) >> kindBits;
        byMask[mask] = (byMask[mask] as number) + 1;
      }
    }
    const [, a = 0, b = 0, ab = 0, c = 0, ac = 0, bc = 0, abc = 0] = byMask;
    return [a + ab + ac + abc, b + ab + bc + abc, c + ac + bc + abc];
  }

  #wordsOf({ term, isPrefix }: TermNode): readonly string[] {
    return isPrefix ? [term, ...(this.#terms.expansions.get(term) ?? [])] : [term];
  }

  #rarestFirst(nodes: readonly ScoreNode[]): readonly ScoreNode[] {
    const known = nodes.map((node) => ({ node, most: this.#most(node) }));
    return known.sort((a, b) => a.most - b.most).map(({ node }) => node);
  }

  /** So many documents can match at most. */
  #most(node: ScoreNode): number {
    if (node.kind === 'term') return this.#mostOfTerm(node);
    const parts = node.of.map((one) => this.#most(one));
    return node.kind === 'all' ? Math.min(...parts) : parts.reduce((sum, size) => sum + size, 0);
  }

  #mostOfTerm(node: TermNode): number {
    let most = 0;
    for (const word of this.#wordsOf(node))
      for (const { list } of this.#terms.lists.get(word) ?? []) most += list.size;
    return most;
  }

  #bitOf(term: string): number {
    return 1 << Math.min(this.#words.indexOf(term), mostWords - 1);
  }
}

const noFactors = fields.map(() => 0);

/** MiniSearch multiplies the score by the number of distinct words of the query that a document has. */
export function wordFactor(words: number): number {
  let left = words;
  let count = 0;
  for (; left !== 0; count += 1) left &= left - 1;
  return Math.max(1, count);
}
