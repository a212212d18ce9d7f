import { ByteReader, DamagedFileError } from './byte-reader.ts';
import { ByteWriter, varintLength } from './byte-writer.ts';
import { bitCounts, PostingList } from './posting-list.ts';

/** Some hosts answer with a page, and no error, where a file is missing. */
const firstByte = 0xb5;

/**
 * A posting file: terms in ascending order with their posting lists, in five columns, because like packs with like.
 * All numbers are varints.
 *
 *     a byte that begins no text, number of terms, byte lengths of the first four columns, the columns:
 *     terms    bytes shared with the term before, bytes of the rest, the rest in UTF-8, number of documents
 *     docs     gaps, minus 1, from -1
 *     masks    one byte a document: its fields
 *     counts   minus 1, for each document and field
 *     lengths  for each document and field
 *
 * A filter term (`isFilter`) has no fields and stands in the first two columns only.
 */
export class PostingFileWriter {
  readonly #columns = [0, 1, 2, 3, 4].map(() => new ByteWriter(4096));
  #before: Uint8Array = new Uint8Array();
  terms = 0;

  /** Bytes so far. */
  get size(): number {
    return this.#columns.reduce((sum, { length }) => sum + length, 0);
  }

  /** @param term in UTF-8 and after the term before */
  add(term: Uint8Array, list: PostingList, isFilter: boolean): void {
    const [terms, docs, masks, counts, lengths] = this.#columns as FiveColumns;
    const shared = sharedLength(this.#before, term);
    terms.varint(shared);
    terms.varint(term.length - shared);
    terms.bytes(term.subarray(shared));
    terms.varint(list.size);
    this.#before = term;
    this.terms += 1;
    let last = -1;
    for (let at = 0; at < list.size; at += 1) {
      const doc = list.docs[at] as number;
      docs.varint(doc - last - 1);
      last = doc;
    }
    if (isFilter) return;
    masks.bytes(list.masks.subarray(0, list.size));
    for (let at = 0; at < list.values; at += 1) counts.varint((list.counts[at] as number) - 1);
    for (let at = 0; at < list.values; at += 1) lengths.varint(list.lengths[at] as number);
  }

  /** The bytes of the file; the writer is empty afterwards. */
  finish(): Uint8Array {
    const file = new ByteWriter(this.size + 32);
    file.byte(firstByte);
    file.varint(this.terms);
    for (const { length } of this.#columns.slice(0, -1)) file.varint(length);
    for (const column of this.#columns) {
      file.bytes(column.written());
      column.clear();
    }
    this.terms = 0;
    this.#before = new Uint8Array();
    return file.copy();
  }
}

type FiveColumns = [ByteWriter, ByteWriter, ByteWriter, ByteWriter, ByteWriter];

/** About how many bytes a term takes in a file. */
export function encodedSize(term: Uint8Array, list: PostingList, isFilter: boolean): number {
  let size = term.length + 3;
  let last = -1;
  for (let at = 0; at < list.size; at += 1) {
    const doc = list.docs[at] as number;
    size += varintLength(doc - last);
    last = doc;
  }
  if (isFilter) return size;
  size += list.size + list.values;
  for (let at = 0; at < list.values; at += 1) size += varintLength(list.lengths[at] as number);
  return size;
}

/** Walks the terms of a posting file. After each `next`, either `take` or `skip` its list. */
export class PostingFileReader {
  readonly #terms: ByteReader;
  readonly #docs: ByteReader;
  readonly #masks: ByteReader;
  readonly #counts: ByteReader;
  readonly #lengths: ByteReader;
  readonly #utf8 = new TextDecoder();
  readonly #most: number;
  #left: number;
  #bytes = new Uint8Array(256);
  #size = 0;

  /** @throws DamagedFileError, also from the other methods */
  constructor(file: Uint8Array) {
    if (file[0] !== firstByte) throw new DamagedFileError('This is no posting file.');
    const head = new ByteReader(file, 1);
    this.#most = file.length;
    this.#left = head.varint();
    const sizes = [head.varint(), head.varint(), head.varint(), head.varint()];
    let { at } = head;
    const starts = sizes.map((size) => {
      at += size;
      return at;
    });
    if (at > file.length) throw new DamagedFileError('The file is shorter than it says.');
    this.#terms = new ByteReader(file, head.at);
    this.#docs = new ByteReader(file, starts[0]);
    this.#masks = new ByteReader(file, starts[1]);
    this.#counts = new ByteReader(file, starts[2]);
    this.#lengths = new ByteReader(file, starts[3]);
  }

  /** The next term, or undefined after the last. */
  next(): string | undefined {
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    const shared = this.#terms.varint();
    const rest = this.#terms.bytes(this.#terms.varint());
    const length = shared + rest.length;
    if (length > this.#bytes.length) throw new DamagedFileError('A term is too long.');
    this.#bytes.set(rest, shared);
    this.#size = this.#terms.varint();
    if (this.#size > this.#most) throw new DamagedFileError('A list is longer than its file.');
    return this.#utf8.decode(this.#bytes.subarray(0, length));
  }

  skip(isFilter: boolean): void {
    this.#docs.skipVarints(this.#size);
    if (isFilter) return;
    let values = 0;
    for (const mask of this.#masks.bytes(this.#size)) values += bitCounts[mask] as number;
    this.#counts.skipVarints(values);
    this.#lengths.skipVarints(values);
  }

  /** Fills the list, or a new one, with the postings of the term. */
  take(isFilter: boolean, list: PostingList = new PostingList(Math.max(1, this.#size))): PostingList {
    list.clear();
    const masks = isFilter ? undefined : this.#masks.bytes(this.#size);
    let doc = -1;
    for (let at = 0; at < this.#size; at += 1) {
      doc += this.#docs.varint() + 1;
      list.addDoc(doc);
      const mask = masks?.[at] ?? 0;
      for (let field = 0; mask >> field > 0; field += 1)
        if ((mask >> field) & 1) list.addField(field, this.#counts.varint() + 1, this.#lengths.varint());
    }
    return list;
  }
}

/** Filter terms say something about a document: `!k:code`. No word begins with this sign. */
export const filterSign = '!';

export function isFilter(term: string): boolean {
  return term.startsWith(filterSign);
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}
