/** Ascending lengths as pairs: how much more than the one before, and how often in a row. `3 3 5` → `3, 2, 2, 1` */
export function packLengths(lengths: Iterable<number>): number[] {
  const packed: number[] = [];
  let last = 0;
  let count = 0;
  for (const length of lengths) {
    if (length === last && count > 0) {
      count += 1;
      continue;
    }
    if (count > 0) packed.push(count);
    packed.push(length - last);
    last = length;
    count = 1;
  }
  return count > 0 ? [...packed, count] : packed;
}

/** Undoes {@link packLengths}. */
export function unpackLengths(packed: readonly number[], documents: number): Int32Array {
  const lengths = new Int32Array(documents);
  let length = 0;
  let document = 0;
  for (let at = 0; at + 1 < packed.length; at += 2) {
    length += packed[at] as number;
    const end = document + (packed[at + 1] as number);
    lengths.fill(length, document, end);
    document = end;
  }
  return lengths;
}
