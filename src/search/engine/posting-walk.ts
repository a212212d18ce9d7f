import { textField } from '../document.ts';
import { ByteReader } from '../format/byte-reader.ts';
import { isCounted, kindBits } from '../format/posting-columns.ts';
import type { StoredList } from '../format/stored-list.ts';
import { dampingOf, frequencyPart } from './bm25.ts';
import type { SegmentList } from './load-terms.ts';
import type { OpenIndex, OpenSegment } from './open-index.ts';

/**
 * Goes through the living documents of a posting list, and scores those that it is asked for. Of nearly all documents it
 * is the text alone that has the term, with a count that stands in the kind: they take the short way.
 */
export class PostingWalk {
  /** Its number in the whole index. */
  doc: number;
  readonly #list: StoredList;
  readonly #segment: OpenSegment;
  readonly #factors: readonly number[];
  readonly #averages: readonly number[];
  readonly #dampings: readonly Float64Array[];
  readonly #textDampings: Float64Array;
  #left: number;
  #docAt: number;
  #kindAt: number;
  readonly #counts: ByteReader;
  readonly #lengths: ByteReader;
  /** How often the text has the term; 0 when the score is worked out already. */
  #count = 0;
  #score = 0;

  /** @param factors by field: what the frequency is multiplied with */
  constructor(index: OpenIndex, { segment, list }: SegmentList, factors: readonly number[]) {
    this.#list = list;
    this.#segment = segment;
    this.#factors = factors;
    this.#averages = index.averageLengths;
    this.#dampings = index.dampings;
    this.#textDampings = index.dampings[textField] as Float64Array;
    this.doc = segment.offset - 1;
    this.#left = list.size;
    this.#docAt = list.docs;
    this.#kindAt = list.kinds;
    this.#counts = new ByteReader(list.file, list.counts);
    this.#lengths = new ByteReader(list.file, list.lengths);
  }

  /** Of the document that `next` came to: its fields. */
  get mask(): number {
    return (this.#list.file[this.#kindAt - 1] as number) >> kindBits;
  }

  /** False after the last. */
  next(): boolean {
    const { file } = this.#list;
    const { dead, hasDead, offset } = this.#segment;
    while (this.#left > 0) {
      this.#left -= 1;
      let byte = file[this.#docAt++] as number;
      let gap = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = file[this.#docAt++] as number;
        gap |= (byte & 127) << shift;
      }
      this.doc += gap + 1;
      const more = (file[this.#kindAt++] as number) - simpleKind;
      if (more >= 0 && more < isCounted) this.#count = more + 1;
      else this.#scoreFields(more + simpleKind);
      if (!hasDead || dead[this.doc - offset] === 0) return true;
    }
    return false;
  }

  /** Of the document that `next` came to; 0 when none of its fields counts. */
  score(): number {
    if (this.#count === 0) return this.#score;
    const damping = this.#textDampings[this.#textLength()] as number;
    return (this.#factors[textField] as number) * frequencyPart(this.#count, damping);
  }

  /** Of a document that has the term in several fields, not in the text, or very often. */
  #scoreFields(kind: number): void {
    const mask = kind >> kindBits;
    const more = kind & isCounted;
    this.#count = 0;
    this.#score = 0;
    for (let field = 0; mask >> field > 0; field += 1) {
      if (((mask >> field) & 1) === 0) continue;
      const isText = field === textField;
      const count = 1 + (more === isCounted ? this.#counts.varint() : isText ? more : 0);
      const damping = this.#dampingOf(field, isText ? this.#textLength() : this.#lengths.varint());
      this.#score += (this.#factors[field] as number) * frequencyPart(count, damping);
    }
  }

  #textLength(): number {
    return this.#segment.textLengths[this.doc - this.#segment.offset] as number;
  }

  #dampingOf(field: number, length: number): number {
    return (
      (this.#dampings[field] as Float64Array)[length] ?? dampingOf(length, this.#averages[field] as number)
    );
  }
}

/** Of a document that has the term in its text alone, and once. */
const simpleKind = 1 << (textField + kindBits);
