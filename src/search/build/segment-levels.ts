/** As much of a segment as decides where it goes. */
export interface Sized {
  readonly living: number;
  readonly dead: ReadonlySet<unknown>;
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
 * one before: a query asks all of them. 0 when they can stay as they are.
 */
export function segmentsToMerge(segments: readonly Sized[], mustErase: boolean): number {
  const [base, ...deltas] = segments;
  if (base === undefined) return 0;
  const all = segments.length;
  if (mustErase && segments.some(({ dead }) => dead.size > 0)) return all;
  if (base.dead.size > deadShare * (base.living + base.dead.size)) return all;
  const newest = Math.max(smallSegment, newestShare * base.living);
  const middle = Math.max(10 * smallSegment, middleShare * base.living);
  const living = deltas.reduce((sum, one) => sum + one.living, 0);
  if (living > middle) return all;
  const [first, ...rest] = deltas;
  if (first === undefined) return 0;
  const isFirstMiddle = first.living > newest;
  const small = isFirstMiddle ? rest : deltas;
  const smallLiving = small.reduce((sum, one) => sum + one.living, 0);
  if (smallLiving > newest && isFirstMiddle) return deltas.length;
  return small.length > 1 ? small.length : 0;
}
