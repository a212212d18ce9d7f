import { fields, type SearchDocument } from '../document.ts';
import { ByteWriter } from '../format/byte-writer.ts';
import { filterTerms, linkTerms, nameTerms } from '../format/filter-terms.ts';
import { type TermSink, termsOfRun, tokenize } from '../tokenizer/tokenize.ts';
import type { RunFile, Scratch } from './scratch.ts';
import { TermMemo } from './term-memo.ts';
import { TextTable } from './text-table.ts';

/** Stands where a field's number would: the term is a filter. */
export const noField = 3;

/** The count of a term that stands in no field. */
const once = (1 << 2) | noField;

/** A run ends with the document that brings so many. */
const mostPostings = 500_000;
/** Room for a run: what is not used yet takes no memory, and what has to grow leaves holes in it. */
const [usualPostings, usualTerms] = [2 ** 19, 2 ** 17];

/**
 * Takes documents in, in any order, and writes runs: sorted parts of the index, each as large as memory is meant to
 * be. A run holds its terms in order, each with its length, its UTF-8, the number of postings and the postings:
 * `gap to the document before << 2 | field`, then how often. Documents are numbered as they come.
 */
export class RunBuilder {
  readonly #scratch: Scratch;
  readonly #vocabulary = new TextTable(usualTerms);
  readonly #compounds = new TermMemo(this.#vocabulary, termsOfRun);
  readonly #writers = new TermMemo(this.#vocabulary, (name) => nameTerms('from', name));
  readonly #openers = new TermMemo(this.#vocabulary, (name) => nameTerms('author', name));
  readonly #runs: RunFile[] = [];
  /** Of the field that is being read, or of the filters: by term, its serial number and how often the term stands in it. */
  #seen = new Int32Array(usualTerms);
  #counts = new Int32Array(usualTerms);
  #serial = 0;
  readonly #found: number[] = [];
  /** Postings in the order in which they come: term, and count and field. */
  #term = new Int32Array(usualPostings);
  #what = new Int32Array(usualPostings);
  #size = 0;
  /** The first document of the run, and for each where its postings end. */
  #first = 0;
  #ends: number[] = [];

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** Returns, for each field, how many distinct terms it has. */
  add(doc: number, document: SearchDocument): readonly number[] {
    const texts = [document.title, document.answer ?? '', document.text];
    const lengths = fields.map((_, field) => this.#addField(field, texts[field] ?? ''));
    this.#addFilters(document);
    // The space of links has terms of its own, so that nobody loads it who does not need it.
    for (const term of linkTerms(document)) this.#push(this.#vocabulary.numberOf(`${linkSign}${term}`), once);
    if (this.#ends.length === 0) this.#first = doc;
    this.#ends.push(this.#size);
    if (this.#size >= mostPostings) this.#writeRun();
    return lengths;
  }

  /** All runs; the builder is of no use afterwards. */
  finish(): readonly RunFile[] {
    if (this.#size > 0) this.#writeRun();
    return this.#runs;
  }

  #addField(field: number, text: string): number {
    this.#begin();
    tokenize(text, this.#sink);
    for (const term of this.#found) this.#push(term, ((this.#counts[term] as number) << 2) | field);
    return this.#found.length;
  }

  #addFilters(document: SearchDocument): void {
    this.#begin();
    const { authors } = document;
    for (const term of filterTerms(document)) this.#count(this.#vocabulary.numberOf(term));
    for (const name of authors) for (const term of this.#writers.termsOf(name)) this.#count(term);
    for (const name of authors.slice(0, 1)) for (const term of this.#openers.termsOf(name)) this.#count(term);
    for (const term of this.#found) this.#push(term, once);
  }

  readonly #sink: TermSink = {
    slice: (text, start, end) => this.#count(this.#vocabulary.numberOfSlice(text, start, end)),
    run: (run) => {
      for (const term of this.#compounds.termsOf(run)) this.#count(term);
    },
  };

  /** From here on each term is new once. */
  #begin(): void {
    this.#serial += 1;
    this.#found.length = 0;
  }

  #count(number: number): void {
    if (number >= this.#seen.length) {
      this.#seen = doubled(this.#seen);
      this.#counts = doubled(this.#counts);
    }
    if (this.#seen[number] === this.#serial) {
      this.#counts[number] = Math.min((this.#counts[number] as number) + 1, mostCounted);
      return;
    }
    this.#seen[number] = this.#serial;
    this.#counts[number] = 1;
    this.#found.push(number);
  }

  #push(term: number, what: number): void {
    if (this.#size === this.#term.length) {
      this.#term = doubled(this.#term);
      this.#what = doubled(this.#what);
    }
    this.#term[this.#size] = term;
    this.#what[this.#size++] = what;
  }

  #writeRun(): void {
    const run = this.#scratch.writeRun();
    const bytes = new ByteWriter(1 << 17);
    const { ends, docs, whats } = this.#byTerm();
    for (const term of this.#vocabulary.inOrder()) {
      const [from, to] = [term === 0 ? 0 : (ends[term - 1] as number), ends[term] as number];
      const text = this.#vocabulary.bytesOf(term);
      bytes.varint(text.length);
      bytes.bytes(text);
      bytes.varint(to - from);
      let last = 0;
      for (let at = from; at < to; at += 1) {
        const doc = docs[at] as number;
        const what = whats[at] as number;
        bytes.varint(((doc - last) << 2) | (what & 3));
        bytes.varint(what >> 2);
        last = doc;
      }
      if (bytes.length < 1 << 16) continue;
      run.write(bytes.written());
      bytes.clear();
    }
    run.write(bytes.written());
    this.#runs.push(run.end());
    this.#clear();
  }

  /** Postings by term, in the order in which they came. */
  #byTerm(): { ends: Int32Array; docs: Int32Array; whats: Int32Array } {
    const [terms, docs, whats] = [this.#term, new Int32Array(this.#size), new Int32Array(this.#size)];
    const ends = new Int32Array(this.#vocabulary.size + 1);
    for (let at = 0; at < this.#size; at += 1) {
      const next = (terms[at] as number) + 1;
      ends[next] = (ends[next] as number) + 1;
    }
    for (let term = 1; term < ends.length; term += 1)
      ends[term] = (ends[term] as number) + (ends[term - 1] as number);
    // Each stands at the begin of its term now, and goes on to its end.
    let at = 0;
    for (const [index, end] of this.#ends.entries())
      for (; at < end; at += 1) {
        const term = terms[at] as number;
        const place = ends[term] as number;
        ends[term] = place + 1;
        docs[place] = this.#first + index;
        whats[place] = this.#what[at] as number;
      }
    return { ends, docs, whats };
  }

  #clear(): void {
    this.#vocabulary.clear();
    for (const memo of [this.#compounds, this.#writers, this.#openers]) memo.clear();
    this.#seen.fill(0);
    this.#serial = 0;
    this.#size = 0;
    this.#ends = [];
  }
}

/** Begins the terms of the space of links; it stands before all others. */
export const linkSign = '\u0001';

const mostCounted = (1 << 20) - 1;

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
