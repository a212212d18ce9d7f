import { textField } from '../document.ts';
import { ByteReader } from './byte-reader.ts';
import { isCounted, kindBits } from './posting-columns.ts';
import type { PostingList } from './posting-list.ts';
import type { StoredList } from './stored-list.ts';

/** Fills the list with all postings of one that stands in a file. */
export function readPostings(stored: StoredList, isFilter: boolean, list: PostingList): void {
  const { file, size } = stored;
  const [docs, counts, lengths] = [stored.docs, stored.counts, stored.lengths].map(
    (at) => new ByteReader(file, at),
  ) as [ByteReader, ByteReader, ByteReader];
  list.clear();
  let doc = -1;
  for (let at = 0; at < size; at += 1) {
    doc += docs.varint() + 1;
    list.addDoc(doc);
    const kind = isFilter ? 0 : (file[stored.kinds + at] as number);
    const mask = kind >> kindBits;
    const more = kind & isCounted;
    for (let field = 0; mask >> field > 0; field += 1) {
      if (((mask >> field) & 1) === 0) continue;
      const isText = field === textField;
      const count = more === isCounted ? counts.varint() : isText ? more : 0;
      list.addField(field, count + 1, isText ? 0 : lengths.varint());
    }
  }
}
