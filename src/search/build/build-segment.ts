import { fields, type SearchDocument, textField } from '../document.ts';
import { type PackedRecord, packRecord } from '../format/records.ts';
import type { Fingerprint } from './fingerprint.ts';
import { mergeRuns } from './merge-runs.ts';
import { NumberColumn } from './number-column.ts';
import { RunBuilder } from './run-builder.ts';
import type { Scratch } from './scratch.ts';
import type { SegmentWriter, WrittenSegment } from './segment-writer.ts';

/** A document by its place in time. */
interface Arrival {
  readonly record: PackedRecord;
  readonly print: Fingerprint;
}

/** Takes documents in, in any order, and writes a segment of them. */
export class SegmentBuilder {
  readonly #runs: RunBuilder;
  readonly #texts;
  readonly #times = new NumberColumn('large');
  readonly #lengths = new NumberColumn('whole');
  #size = 0;

  constructor(scratch: Scratch) {
    this.#runs = new RunBuilder(scratch);
    this.#texts = scratch.texts();
  }

  get size(): number {
    return this.#size;
  }

  add(document: SearchDocument, print: Fingerprint): void {
    const lengths = this.#runs.add(this.#size, document);
    for (const length of lengths) this.#lengths.push(length);
    const arrival: Arrival = { record: packRecord(document), print };
    this.#times.push(micros(document.key.rootTs));
    this.#texts.push(JSON.stringify(arrival));
    this.#size += 1;
  }

  async write(writer: SegmentWriter): Promise<WrittenSegment> {
    const order = this.#inOrder();
    const numbers = new Int32Array(this.#size);
    for (const [number, doc] of order.entries()) {
      numbers[doc] = number;
      const { record, print } = JSON.parse(this.#texts.at(doc)) as Arrival;
      writer.addDocument(record, print, this.#lengthsOf(doc));
      if (writer.isBusy) await writer.wait();
    }
    this.#texts.close();
    const numbering = {
      numberOf: (doc: number) => numbers[doc] as number,
      length: (number: number, field: number) =>
        this.#lengths.at((order[number] as number) * fields.length + field),
    };
    for (const { term, list } of mergeRuns(this.#runs.finish(), numbering)) {
      writer.addTerm(term, list);
      if (writer.isBusy) await writer.wait();
    }
    return await writer.finish();
  }

  #lengthsOf(doc: number): readonly number[] {
    return fields.map((_, field) => this.#lengths.at(doc * fields.length + field));
  }

  /** The documents by the length of their texts, then time, then key. */
  #inOrder(): Int32Array {
    const order = Int32Array.from({ length: this.#size }, (_, doc) => doc);
    const keyOf = (doc: number) => (JSON.parse(this.#texts.at(doc)) as Arrival).record[0];
    const lengthOf = (doc: number) => this.#lengths.at(doc * fields.length + textField);
    return order.sort((a, b) => {
      const difference = lengthOf(a) - lengthOf(b) || this.#times.at(a) - this.#times.at(b);
      return difference !== 0 ? difference : keyOf(a) < keyOf(b) ? -1 : 1;
    });
  }
}

/** Microseconds since 1970: up to the year 2255 exact as a number. */
export function micros(ts: string): number {
  return Number(ts.replace('.', ''));
}
