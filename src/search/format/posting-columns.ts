import { textField } from '../document.ts';
import { ByteWriter } from './byte-writer.ts';
import { bitCounts, type PostingList } from './posting-list.ts';

/** All fields but the text. */
export const shortFields = (1 << textField) - 1;
const textMask = 1 << textField;

/** The kind of a posting is its mask, above these bits, and how often the text has the term. */
export const kindBits = 5;
/** In these bits: the counts of all fields stand in their column. */
export const isCounted = (1 << kindBits) - 1;

/** The columns of posting lists, one list after the other: docs, kinds, counts, lengths. See `posting-file.ts`. */
export class PostingColumns {
  readonly all = [
    new ByteWriter(4096),
    new ByteWriter(4096),
    new ByteWriter(4096),
    new ByteWriter(4096),
  ] as const;

  get size(): number {
    const [docs, masks, counts, lengths] = this.all;
    return docs.length + masks.length + counts.length + lengths.length;
  }

  add(list: PostingList, isFilter: boolean): void {
    const [docs, kinds, , lengths] = this.all;
    let last = -1;
    for (let at = 0; at < list.size; at += 1) {
      const doc = list.docs[at] as number;
      docs.varint(doc - last - 1);
      last = doc;
    }
    if (isFilter) return;
    let value = 0;
    for (let at = 0; at < list.size; at += 1) {
      const mask = list.masks[at] as number;
      const count = list.counts[value] as number;
      if (mask === textMask && count <= isCounted) {
        kinds.byte((mask << kindBits) | (count - 1));
        value += 1;
        continue;
      }
      kinds.byte((mask << kindBits) | this.#addCounts(list, mask, value));
      const end = value + (bitCounts[mask & shortFields] as number);
      for (; value < end; value += 1) lengths.varint(list.lengths[value] as number);
      value += mask >> textField;
    }
  }

  /** Returns what the kind says of the counts. */
  #addCounts({ counts }: PostingList, mask: number, start: number): number {
    const end = start + (bitCounts[mask] as number);
    const last = end - (mask >> textField);
    let isUsual = true;
    for (let at = start; at < last; at += 1) isUsual &&= counts[at] === 1;
    const more = last < end ? (counts[last] as number) - 1 : 0;
    if (isUsual && more < isCounted) return more;
    for (let at = start; at < end; at += 1) this.all[2].varint((counts[at] as number) - 1);
    return isCounted;
  }

  /** Where each column ends now. */
  ends(): readonly number[] {
    return this.all.map(({ length }) => length);
  }

  /** Adds what stands in other columns between two places that `ends` told. */
  append(other: PostingColumns, from: readonly number[], to: readonly number[]): void {
    for (const [index, column] of this.all.entries())
      column.bytes((other.all[index] as ByteWriter).written().subarray(from[index], to[index]));
  }

  clear(): void {
    for (const column of this.all) column.clear();
  }
}
