/** As much of a segment as decides where it goes. */
export interface Sized {
  readonly living: number;
  readonly dead: ReadonlySet<unknown>;
  readonly mustErase: boolean;
}

/** Of the base's documents: the newest segment stays below the first share, the one in the middle below the second. */
const newestShare = 0.01;
const middleShare = 0.1;
/** Below this a segment is small whatever the base is. */
const smallSegment = 50;
/** A base of which more is out of date is written anew. */
const deadShare = 0.2;

/**
 * How many of the last segments must become one, so that there are never more than three, each much smaller than the
 * one before, as a query asks all of them; and so that words which were taken back stay in no file. 0 when all can stay
 * as they are.
 */
export function segmentsToMerge(segments: readonly Sized[]): number {
  const erased = segments.findIndex(({ mustErase }) => mustErase);
  const toErase = erased < 0 ? 0 : segments.length - erased;
  return Math.max(toErase, toKeepSizes(segments));
}

function toKeepSizes([base, ...deltas]: readonly Sized[]): number {
  if (base === undefined) return 0;
  const all = deltas.length + 1;
  const newest = Math.max(smallSegment, newestShare * base.living);
  const middle = Math.max(10 * smallSegment, middleShare * base.living);
  if (base.dead.size > deadShare * (base.living + base.dead.size) || livingIn(deltas) > middle) return all;
  const [first, ...rest] = deltas;
  if (first === undefined) return 0;
  const hasMiddle = first.living > newest;
  const small = hasMiddle ? rest : deltas;
  if (hasMiddle && livingIn(small) > newest) return deltas.length;
  return small.length > 1 ? small.length : 0;
}

function livingIn(segments: readonly Sized[]): number {
  return segments.reduce((sum, { living }) => sum + living, 0);
}
