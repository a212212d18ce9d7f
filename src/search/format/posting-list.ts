/**
 * Where a term stands: documents in ascending order, each with the fields that have the term, and for each of these
 * fields how often it stands there (`counts`) and how many distinct terms the field has (`lengths`; 0 for the text, whose
 * length is that of the document). Documents that a filter term names have no fields.
 */
export class PostingList {
  docs: Int32Array;
  /** Bit 0 for the first field, and so on. */
  masks: Uint8Array;
  counts: Int32Array;
  lengths: Int32Array;
  /** Documents. */
  size = 0;
  /** Pairs of count and length. */
  values = 0;

  constructor(capacity = 16) {
    this.docs = new Int32Array(capacity);
    this.masks = new Uint8Array(capacity);
    this.counts = new Int32Array(capacity);
    this.lengths = new Int32Array(capacity);
  }

  /** Adds a document without fields; {@link addField} adds them, in ascending order. */
  addDoc(doc: number): void {
    if (this.size === this.docs.length) {
      this.docs = grown(this.docs, new Int32Array(this.size * 2));
      this.masks = grown(this.masks, new Uint8Array(this.size * 2));
    }
    this.docs[this.size] = doc;
    this.masks[this.size++] = 0;
  }

  /** To the document that was added last. */
  addField(field: number, count: number, length: number): void {
    if (this.values === this.counts.length) {
      this.counts = grown(this.counts, new Int32Array(this.values * 2));
      this.lengths = grown(this.lengths, new Int32Array(this.values * 2));
    }
    const last = this.size - 1;
    this.masks[last] = (this.masks[last] ?? 0) | (1 << field);
    this.counts[this.values] = count;
    this.lengths[this.values++] = length;
  }

  clear(): void {
    this.size = 0;
    this.values = 0;
  }
}

/** Bits that are set in each number below 256. */
export const bitCounts = new Uint8Array(256);
for (let value = 1; value < 256; value += 1) bitCounts[value] = (bitCounts[value >> 1] ?? 0) + (value & 1);

function grown<A extends Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
