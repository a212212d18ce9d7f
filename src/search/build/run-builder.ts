import { fields, type SearchDocument } from '../document.ts';
import { ByteWriter } from '../format/byte-writer.ts';
import { filterTerms, linkTerms } from '../format/filter-terms.ts';
import { type TermSink, tokenize } from '../tokenizer/tokenize.ts';
import type { RunFile, Scratch } from './scratch.ts';
import { Vocabulary } from './vocabulary.ts';

/** Stands where a field's number would: the term is a filter. */
export const noField = 3;

const mostPostings = 1_000_000;

/**
 * Takes documents in, in any order, and writes runs: sorted parts of the index, each as large as memory is meant to
 * be. A run holds its terms in order, each with its length, its UTF-8, the number of postings and the postings:
 * `gap to the document before << 2 | field`, then how often. Documents are numbered as they come.
 */
export class RunBuilder {
  readonly #scratch: Scratch;
  readonly #vocabulary = new Vocabulary();
  readonly #runs: RunFile[] = [];
  /** Of the field that is being read: by term, the serial number of the field and how often the term stands in it. */
  #seen = new Int32Array(4096);
  #counts = new Int32Array(4096);
  #serial = 0;
  readonly #found: number[] = [];
  #term = new Int32Array(65_536);
  #doc = new Int32Array(65_536);
  /** Count and field. */
  #what = new Int32Array(65_536);
  #size = 0;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** Returns, for each field, how many distinct terms it has. */
  add(doc: number, document: SearchDocument): readonly number[] {
    const texts = [document.title, document.answer ?? '', document.text];
    const lengths = fields.map((_, field) => this.#addField(doc, field, texts[field] ?? ''));
    for (const term of filterTerms(document))
      this.#push(this.#vocabulary.numberOf(term), doc, (1 << 2) | noField);
    // The space of links has terms of its own, so that nobody loads it who does not need it.
    for (const term of linkTerms(document))
      this.#push(this.#vocabulary.numberOf(`${linkSign}${term}`), doc, (1 << 2) | noField);
    if (this.#size >= mostPostings) this.#writeRun();
    return lengths;
  }

  /** All runs; the builder is of no use afterwards. */
  finish(): readonly RunFile[] {
    if (this.#size > 0) this.#writeRun();
    return this.#runs;
  }

  #addField(doc: number, field: number, text: string): number {
    this.#serial += 1;
    this.#found.length = 0;
    tokenize(text, this.#sink);
    for (const term of this.#found) this.#push(term, doc, ((this.#counts[term] as number) << 2) | field);
    return this.#found.length;
  }

  readonly #sink: TermSink = {
    term: (term) => this.#count(this.#vocabulary.numberOf(term)),
    slice: (text, start, end) => this.#count(this.#vocabulary.numberOfSlice(text, start, end)),
  };

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

  #push(term: number, doc: number, what: number): void {
    if (this.#size === this.#term.length) {
      this.#term = doubled(this.#term);
      this.#doc = doubled(this.#doc);
      this.#what = doubled(this.#what);
    }
    this.#term[this.#size] = term;
    this.#doc[this.#size] = doc;
    this.#what[this.#size++] = what;
  }

  #writeRun(): void {
    const order = this.#sortedTerms();
    const { starts, places } = this.#byTerm();
    const run = this.#scratch.writeRun();
    const bytes = new ByteWriter(1 << 16);
    for (const number of order) {
      const [from, to] = [starts[number] as number, starts[number + 1] as number];
      bytes.text(this.#vocabulary.terms[number] as string);
      bytes.varint(to - from);
      let last = 0;
      for (let at = from; at < to; at += 1) {
        const place = places[at] as number;
        const doc = this.#doc[place] as number;
        const what = this.#what[place] as number;
        bytes.varint(((doc - last) << 2) | (what & 3));
        bytes.varint(what >> 2);
        last = doc;
      }
      if (bytes.length > 1 << 16) {
        run.write(bytes.written());
        bytes.clear();
      }
    }
    run.write(bytes.written());
    this.#runs.push(run.end());
    this.#clear();
  }

  #sortedTerms(): number[] {
    const { terms } = this.#vocabulary;
    return [...terms].sort().map((term) => this.#vocabulary.numberOf(term));
  }

  /** Postings by term, in the order in which they came. */
  #byTerm(): { starts: Int32Array; places: Int32Array } {
    const starts = new Int32Array(this.#vocabulary.terms.length + 1);
    for (let at = 0; at < this.#size; at += 1) {
      const next = (this.#term[at] as number) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
    for (let term = 0; term < this.#vocabulary.terms.length; term += 1)
      starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number);
    const next = starts.slice();
    const places = new Int32Array(this.#size);
    for (let at = 0; at < this.#size; at += 1) {
      const term = this.#term[at] as number;
      places[next[term] as number] = at;
      next[term] = (next[term] as number) + 1;
    }
    return { starts, places };
  }

  #clear(): void {
    this.#vocabulary.clear();
    this.#seen.fill(0);
    this.#serial = 0;
    this.#size = 0;
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
