import { textField } from '../document.ts';
import { tsOfKey } from '../format/records.ts';
import { micros } from './build-segment.ts';
import type { SegmentState } from './builder-state.ts';

/** A document of a segment. */
export interface Place {
  readonly state: SegmentState;
  readonly document: number;
}

/** The order of documents within every segment and among all: by the length of the text, then time, then key. */
export function comparePlaces(a: Place, b: Place): number {
  const difference = a.state.length(a.document, textField) - b.state.length(b.document, textField);
  if (difference !== 0) return difference;
  const [one, other] = [a.state.keys.textOf(a.document), b.state.keys.textOf(b.document)];
  return micros(tsOfKey(one)) - micros(tsOfKey(other)) || (one < other ? -1 : one > other ? 1 : 0);
}

/**
 * For each document of a segment, how many of the earlier segments stand before it: so all documents can be put in order
 * without their dates.
 */
export function ranksOf(state: SegmentState, earlier: readonly SegmentState[]): readonly number[] {
  if (earlier.length === 0) return [];
  return Array.from({ length: state.size }, (_, document) =>
    earlier.reduce((sum, one) => sum + countBefore(one, { state, document }), 0),
  );
}

function countBefore(state: SegmentState, place: Place): number {
  let [low, high] = [0, state.size];
  while (low < high) {
    const document = (low + high) >> 1;
    if (comparePlaces({ state, document }, place) < 0) low = document + 1;
    else high = document;
  }
  return low;
}
