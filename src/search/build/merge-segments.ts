import type { SegmentInfo } from '../format/manifest.ts';
import { bitCounts, PostingList } from '../format/posting-list.ts';
import type { PackedRecord } from '../format/records.ts';
import type { SegmentState } from './builder-state.ts';
import { comparePlaces, type Place } from './ranks.ts';
import type { SegmentFolder, TermWalk } from './read-segment.ts';
import { type SegmentWriter, type WrittenSegment, writtenRecord } from './segment-writer.ts';
import { TermHeap } from './term-heap.ts';

/** A segment that goes into another one. */
export interface MergeInput {
  readonly info: SegmentInfo;
  readonly state: SegmentState;
  readonly dead: ReadonlySet<number>;
  readonly folder: SegmentFolder;
}

/** Writes the living documents of several segments as one. Reads posting files and records, never the texts. */
export async function mergeSegments(
  inputs: readonly MergeInput[],
  writer: SegmentWriter,
  recordSize: number,
): Promise<WrittenSegment> {
  const numbers = inputs.map(({ state }) => new Int32Array(state.size).fill(-1));
  const records = inputs.map(({ folder }) => new RecordWalk(folder.records(recordSize)));
  let next = 0;
  for (const [input, document] of livingInOrder(inputs)) {
    const { state } = inputs[input] as MergeInput;
    (numbers[input] as Int32Array)[document] = next++;
    const record = (records[input] as RecordWalk).at(document);
    writer.addDocument(writtenRecord(record), state.printOf(document), state.lengthsOf(document));
    if (writer.isBusy) await writer.wait();
  }
  const walks = inputs.map(({ folder }) => folder.terms());
  for (const { term, list } of mergedTerms(walks, numbers)) {
    writer.addTerm(term, list);
    if (writer.isBusy) await writer.wait();
  }
  return await writer.finish();
}

/** Pairs of input and document, in their common order. */
function* livingInOrder(inputs: readonly MergeInput[]): Generator<readonly [number, number]> {
  const next = inputs.map(() => 0);
  const living = (input: number): Place | undefined => {
    const { state, dead } = inputs[input] as MergeInput;
    while (dead.has(next[input] as number)) next[input] = (next[input] as number) + 1;
    const document = next[input] as number;
    return document < state.size ? { state, document } : undefined;
  };
  for (;;) {
    let first: number | undefined;
    let least: Place | undefined;
    for (let input = 0; input < inputs.length; input += 1) {
      const place = living(input);
      if (place === undefined || (least !== undefined && comparePlaces(place, least) >= 0)) continue;
      [first, least] = [input, place];
    }
    if (first === undefined || least === undefined) return;
    yield [first, least.document];
    next[first] = least.document + 1;
  }
}

class RecordWalk {
  readonly #records: Iterator<PackedRecord>;
  #next = 0;

  constructor(records: Iterator<PackedRecord>) {
    this.#records = records;
  }

  /** Documents are asked for in ascending order. */
  at(document: number): PackedRecord {
    for (; this.#next < document; this.#next += 1) this.#records.next();
    this.#next += 1;
    return this.#records.next().value;
  }
}

function* mergedTerms(walks: readonly TermWalk[], numbers: readonly Int32Array[]) {
  const heap = new TermHeap(walks.map((walk) => walk.next()));
  const read = new PostingList(1024);
  let [merged, spare] = [new PostingList(1024), new PostingList(1024)];
  for (let term = heap.least(); term !== undefined; term = heap.least()) {
    merged.clear();
    while (heap.least() === term) {
      const source = heap.source();
      const walk = walks[source] as TermWalk;
      walk.take(read);
      heap.replace(walk.next());
      united(merged, read, numbers[source] as Int32Array, spare);
      [merged, spare] = [spare, merged];
    }
    if (merged.size > 0) yield { term, list: merged };
  }
}

/** Fills `into` with the documents of `known` and the living ones of `added`, whose numbers are looked up. */
function united(known: PostingList, added: PostingList, numbers: Int32Array, into: PostingList): void {
  into.clear();
  const left = new PostingWalk(known);
  const right = new PostingWalk(added, numbers);
  while (left.doc !== end || right.doc !== end) {
    const walk = left.doc < right.doc ? left : right;
    walk.copyTo(into);
    walk.step();
  }
}

const end = 2 ** 31 - 1;

/** Goes through the postings of a list, past those of dead documents. */
class PostingWalk {
  readonly #list: PostingList;
  readonly #numbers: Int32Array | undefined;
  #at = -1;
  #value = 0;
  #width = 0;
  doc = end;

  constructor(list: PostingList, numbers?: Int32Array) {
    this.#list = list;
    this.#numbers = numbers;
    this.step();
  }

  step(): void {
    const { docs, masks, size } = this.#list;
    for (;;) {
      this.#value += this.#width;
      this.#at += 1;
      if (this.#at >= size) {
        this.doc = end;
        return;
      }
      this.#width = bitCounts[masks[this.#at] as number] as number;
      const doc = docs[this.#at] as number;
      this.doc = this.#numbers === undefined ? doc : (this.#numbers[doc] as number);
      if (this.doc >= 0) return;
    }
  }

  copyTo(into: PostingList): void {
    const { masks, counts, lengths } = this.#list;
    const mask = masks[this.#at] as number;
    into.addDoc(this.doc);
    let value = this.#value;
    for (let field = 0; mask >> field > 0; field += 1) {
      if (((mask >> field) & 1) === 0) continue;
      into.addField(field, counts[value] as number, lengths[value] as number);
      value += 1;
    }
  }
}
