import { textField } from '../document.ts';
import { ByteReader, DamagedFileError } from './byte-reader.ts';
import { ByteWriter, varintLength } from './byte-writer.ts';
import { isCounted, kindBits, PostingColumns, shortFields } from './posting-columns.ts';
import { bitCounts, type PostingList } from './posting-list.ts';
import type { StoredList } from './stored-list.ts';

/** Some hosts answer with a page, and no error, where a file is missing. */
const firstByte = 0xb5;
const textMask = 1 << textField;

/**
 * A posting file: terms in ascending order with their posting lists, in five columns, because like packs with like.
 * All numbers are varints.
 *
 *     a byte that begins no text, number of terms, byte lengths of the first four columns, the columns:
 *     terms    bytes shared with the term before, bytes of the rest, the rest in UTF-8, number of documents
 *     docs     gaps, minus 1, from -1
 *     kinds    one byte a document: its fields in the upper three bits; below them how often the text has the term, minus
 *              1, where each other field has it once: nearly always. 31: see the counts
 *     counts   minus 1, for each field of those documents
 *     lengths  for each document and field but the text, whose length the number of a document tells
 *
 * A filter term (`isFilter`) has no fields and stands in the first two columns only.
 */
export class PostingFileWriter {
  readonly #terms = new ByteWriter(4096);
  readonly #columns = new PostingColumns();
  #before = '';
  terms = 0;

  /** Bytes so far. */
  get size(): number {
    return this.#terms.length + this.#columns.size;
  }

  /** @param term after the term before */
  add(term: string, list: PostingList, isFilter: boolean): void {
    this.#addTerm(term, list.size);
    this.#columns.add(list, isFilter);
  }

  /** The same for lists that are written already: of one term after the other, all between two places of `columns`. */
  addWritten(
    terms: readonly { readonly term: string; readonly documents: number }[],
    { columns, from, to }: { columns: PostingColumns; from: readonly number[]; to: readonly number[] },
  ): void {
    for (const { term, documents } of terms) this.#addTerm(term, documents);
    this.#columns.append(columns, from, to);
  }

  /** The bytes of the file; the writer is empty afterwards. */
  finish(): Uint8Array {
    const file = new ByteWriter(this.size + 32);
    file.byte(firstByte);
    file.varint(this.terms);
    const columns = [this.#terms, ...this.#columns.all];
    for (const { length } of columns.slice(0, -1)) file.varint(length);
    for (const column of columns) file.bytes(column.written());
    this.#terms.clear();
    this.#columns.clear();
    this.terms = 0;
    this.#before = '';
    return file.copy();
  }

  #addTerm(term: string, documents: number): void {
    const terms = this.#terms;
    const shared = sharedAscii(this.#before, term);
    if (shared < 0) this.#addUnicode(term);
    else {
      terms.varint(shared);
      terms.varint(term.length - shared);
      for (let at = shared; at < term.length; at += 1) terms.byte(term.charCodeAt(at));
    }
    terms.varint(documents);
    this.#before = term;
    this.terms += 1;
  }

  #addUnicode(term: string): void {
    const bytes = utf8.encode(term);
    const shared = sharedLength(utf8.encode(this.#before), bytes);
    this.#terms.varint(shared);
    this.#terms.varint(bytes.length - shared);
    this.#terms.bytes(bytes.subarray(shared));
  }
}

const utf8 = new TextEncoder();

/** About how many bytes a term takes in a file. */
export function encodedSize(term: string, list: PostingList, isFilter: boolean): number {
  let size = utf8Length(term) + 3;
  let last = -1;
  for (let at = 0; at < list.size; at += 1) {
    const doc = list.docs[at] as number;
    size += varintLength(doc - last);
    last = doc;
  }
  if (isFilter) return size;
  // What is beside the text has a length of one byte.
  return size + list.size + Math.max(0, list.values - list.size);
}

function utf8Length(text: string): number {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return utf8.encode(text).length;
  return text.length;
}

/** Walks the terms of a posting file. After each `next`, either `locate` or `skip` its list. */
export class PostingFileReader {
  readonly #terms: ByteReader;
  readonly #docs: ByteReader;
  readonly #kinds: ByteReader;
  readonly #counts: ByteReader;
  readonly #lengths: ByteReader;
  readonly #utf8 = new TextDecoder();
  readonly #file: Uint8Array;
  #left: number;
  #bytes = new Uint8Array(256);
  #size = 0;
  /** The term before, and whether it is plain ASCII. */
  #text = '';
  #isPlain = true;

  /** @throws DamagedFileError, also from the other methods */
  constructor(file: Uint8Array) {
    if (file[0] !== firstByte) throw new DamagedFileError('This is no posting file.');
    const head = new ByteReader(file, 1);
    this.#file = file;
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
    this.#kinds = new ByteReader(file, starts[1]);
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
    if (this.#size > this.#file.length) throw new DamagedFileError('A list is longer than its file.');
    return this.#textOf(shared, rest);
  }

  /** Most terms are plain ASCII, as are their neighbours: a decoder would cost more than all else. */
  #textOf(shared: number, rest: Uint8Array): string {
    let isPlain = this.#isPlain;
    for (let at = 0; at < rest.length; at += 1) isPlain &&= (rest[at] as number) < 128;
    this.#text = isPlain
      ? this.#text.slice(0, shared) + String.fromCharCode(...rest)
      : this.#utf8.decode(this.#bytes.subarray(0, shared + rest.length));
    // After another term all begins anew with one that is plain from its first letter.
    this.#isPlain = isPlain || this.#text.length === shared + rest.length;
    return this.#text;
  }

  skip(isFilter: boolean): void {
    this.#docs.skipVarints(this.#size);
    if (isFilter) return;
    let counts = 0;
    let lengths = 0;
    for (const kind of this.#kinds.bytes(this.#size)) {
      // Most stand in the text alone.
      const isSimple = kind >> kindBits === textMask && (kind & isCounted) < isCounted;
      if (isSimple) continue;
      if ((kind & isCounted) === isCounted) counts += bitCounts[kind >> kindBits] as number;
      lengths += bitCounts[(kind >> kindBits) & shortFields] as number;
    }
    this.#counts.skipVarints(counts);
    this.#lengths.skipVarints(lengths);
  }

  /** Says where the list of the term stands. */
  locate(isFilter: boolean): StoredList {
    const list = {
      file: this.#file,
      size: this.#size,
      docs: this.#docs.at,
      kinds: this.#kinds.at,
      counts: this.#counts.at,
      lengths: this.#lengths.at,
    };
    this.skip(isFilter);
    return list;
  }
}

/** Filter terms say something about a document: `!k:code`. No word begins with this sign. */
export const filterSign = '!';

export function isFilter(term: string): boolean {
  return term.startsWith(filterSign);
}

/** How much two texts share at their beginning, where the second is plain ASCII as far as that and beyond; else -1. */
function sharedAscii(before: string, term: string): number {
  let shared = 0;
  while (shared < term.length && term.charCodeAt(shared) === before.charCodeAt(shared)) shared += 1;
  for (let at = 0; at < term.length; at += 1) if (term.charCodeAt(at) > 127) return -1;
  return shared;
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}
