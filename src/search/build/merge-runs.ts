import { fields, textField } from '../document.ts';
import { PostingList } from '../format/posting-list.ts';
import { noField } from './run-builder.ts';
import { type RunFile, RunReader } from './scratch.ts';
import { TermHeap } from './term-heap.ts';

export interface MergedTerm {
  readonly term: string;
  /** Valid until the next term is asked for. */
  readonly list: PostingList;
}

export interface Numbering {
  /** The final number of a document that came as the n-th. */
  readonly numbers: Int32Array;
  /** How many distinct terms a field has, by final number. */
  length(number: number, field: number): number;
}

/** All terms of all runs, in order, with their postings by the final numbers of documents. */
export function* mergeRuns(runs: readonly RunFile[], numbering: Numbering): Generator<MergedTerm> {
  const readers = runs.map((run) => new RunReader(run));
  const gathered = new Gathered();
  const list = new PostingList(1024);
  const heap = new TermHeap(readers.map((reader) => reader.text()));
  try {
    for (let term = heap.least(); term !== undefined; term = heap.least()) {
      gathered.clear();
      while (heap.least() === term) {
        const reader = readers[heap.source()] as RunReader;
        gathered.read(reader, numbering);
        heap.replace(reader.text());
      }
      gathered.fill(list, numbering);
      yield { term, list };
    }
  } finally {
    for (const reader of readers) reader.close();
  }
}

const fieldBits = 2;
const countRange = 2 ** 20;

/** Postings of one term, each as one number that sorts by document, then field. */
class Gathered {
  #values = new Float64Array(1024);
  #size = 0;
  #isSorted = true;

  clear(): void {
    this.#size = 0;
    this.#isSorted = true;
  }

  read(reader: RunReader, { numbers }: Numbering): void {
    const count = reader.varint();
    if (this.#size + count > this.#values.length) this.#grow(this.#size + count);
    const values = this.#values;
    let at = this.#size;
    let last = at === 0 ? -1 : (values[at - 1] as number);
    let doc = 0;
    for (let left = count; left > 0; left -= 1) {
      const head = reader.varint();
      doc += head >> fieldBits;
      const value = ((numbers[doc] as number) * 4 + (head & 3)) * countRange + reader.varint();
      if (value < last) this.#isSorted = false;
      values[at++] = value;
      last = value;
    }
    this.#size = at;
  }

  fill(list: PostingList, numbering: Numbering): void {
    const values = this.#values;
    if (!this.#isSorted) values.subarray(0, this.#size).sort();
    list.clear();
    let last = -1;
    for (let at = 0; at < this.#size; at += 1) {
      const value = values[at] as number;
      const place = Math.floor(value / countRange);
      const doc = place >> fieldBits;
      const field = place & 3;
      if (doc !== last) list.addDoc(doc);
      last = doc;
      if (field === noField) continue;
      // The number of a document tells the length of its text.
      const length = field === textField ? 0 : numbering.length(doc, field);
      list.addField(field, value - place * countRange, length);
    }
  }

  #grow(size: number): void {
    const bigger = new Float64Array(Math.max(size, this.#values.length * 2));
    bigger.set(this.#values.subarray(0, this.#size));
    this.#values = bigger;
  }
}

if (fields.length > noField) throw new Error('The number of a field must fit into two bits.');
