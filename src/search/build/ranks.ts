import { compareKeys } from './build-segment.ts';

/**
 * For each key, how many keys of the earlier segments stand before it in time. All lists are in order of time; so all
 * documents can be put in order without their dates.
 */
export function ranksOf(keys: readonly string[], earlier: readonly (readonly string[])[]): readonly number[] {
  if (earlier.length === 0) return [];
  return keys.map((key) => earlier.reduce((sum, list) => sum + countBefore(list, key), 0));
}

function countBefore(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(keys[middle] as string, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
