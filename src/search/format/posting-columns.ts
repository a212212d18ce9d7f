import { textField } from '../document.ts';
import { ByteWriter } from './byte-writer.ts';
import { bitCounts, type PostingList } from './posting-list.ts';

/** All fields but the text. */
export const shortFields = (1 << textField) - 1;

/** The columns of posting lists, one list after the other: docs, masks, counts, lengths. See `posting-file.ts`. */
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
    const [docs, masks, counts, lengths] = this.all;
    let last = -1;
    for (let at = 0; at < list.size; at += 1) {
      const doc = list.docs[at] as number;
      docs.varint(doc - last - 1);
      last = doc;
    }
    if (isFilter) return;
    for (let at = 0; at < list.size; at += 1) masks.byte(list.masks[at] as number);
    for (let at = 0; at < list.values; at += 1) counts.varint((list.counts[at] as number) - 1);
    let value = 0;
    for (let at = 0; at < list.size; at += 1) {
      const mask = list.masks[at] as number;
      const end = value + (bitCounts[mask & shortFields] as number);
      for (; value < end; value += 1) lengths.varint(list.lengths[value] as number);
      value += mask >> textField;
    }
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
