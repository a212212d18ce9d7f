import type { Matches } from './matches.ts';
import { wordFactor } from './score.ts';

export interface Hit {
  readonly doc: number;
  readonly score: number;
}

export interface Ranked {
  readonly total: number;
  /** The best, in order. */
  readonly hits: readonly Hit[];
}

export type HitOrder = (a: Hit, b: Hit) => number;

/**
 * The best of the matches. Scores are rounded to 1e-9, as their last bits depend on the order of sums; what is equal
 * then comes in the order of documents, last first: the longer text, then the newer conversation, then the greater key.
 */
export function rank(
  { size, docs, scores, words }: Matches,
  {
    isAllowed,
    order,
    limit,
  }: { isAllowed?: ((doc: number) => boolean) | undefined; order: HitOrder; limit: number },
): Ranked {
  const best: Hit[] = [];
  let total = 0;
  // One object for all: most documents are not among the best.
  const hit = { doc: 0, score: 0 };
  for (let at = 0; at < size; at += 1) {
    hit.doc = docs[at] as number;
    if (isAllowed?.(hit.doc) === false) continue;
    total += 1;
    hit.score = rounded((scores[at] as number) * wordFactor(words[at] as number));
    insert(best, hit, order, limit);
  }
  return { total, hits: best };
}

/** Best first, then last first. */
export function byScore(position: (doc: number) => number): HitOrder {
  return (a, b) => b.score - a.score || position(b.doc) - position(a.doc);
}

function rounded(score: number): number {
  return Math.round(score * 1e9) / 1e9;
}

/** Keeps `best` sorted and not longer than `limit`. */
function insert(best: Hit[], hit: Hit, order: HitOrder, limit: number): void {
  if (limit === 0) return;
  const last = best.at(-1);
  if (best.length === limit && last !== undefined && order(hit, last) >= 0) return;
  let [low, high] = [0, best.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(best[middle] as Hit, hit) <= 0) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, { ...hit });
  if (best.length > limit) best.pop();
}
