import { type SearchDocument, textField } from '../document.ts';
import { packRecord } from '../format/records.ts';
import { SegmentState } from './builder-state.ts';
import type { Fingerprint } from './fingerprint.ts';
import { mergeRuns } from './merge-runs.ts';
import { NumberColumn } from './number-column.ts';
import { RunBuilder } from './run-builder.ts';
import type { Scratch } from './scratch.ts';
import {
  type SegmentWriter,
  type WrittenRecord,
  type WrittenSegment,
  writtenRecord,
} from './segment-writer.ts';

/** Takes documents in, in any order, and writes a segment of them. */
export class SegmentBuilder {
  /** Until they are written: they hold much memory. */
  #runs: RunBuilder | undefined;
  /** Records in JSON, in the order of arrival, as are the other columns. */
  readonly #records;
  readonly #arrived = new SegmentState();
  readonly #times = new NumberColumn('large');
  readonly #messageCounts = new NumberColumn('whole');

  constructor(scratch: Scratch) {
    this.#runs = new RunBuilder(scratch);
    this.#records = scratch.texts();
  }

  get size(): number {
    return this.#arrived.size;
  }

  /** @throws when the same conversation comes a second time */
  add(document: SearchDocument, print: Fingerprint): void {
    const { key, messageCount, json } = writtenRecord(packRecord(document));
    if (this.#arrived.keys.find(key) !== undefined) throw new Error(`two search documents for ${key}`);
    this.#arrived.add(key, print, this.#runs?.add(this.size, document) ?? []);
    this.#times.push(micros(document.key.rootTs));
    this.#messageCounts.push(messageCount);
    this.#records.push(json);
  }

  async write(writer: SegmentWriter): Promise<WrittenSegment> {
    const runs = this.#runs?.finish() ?? [];
    this.#runs = undefined;
    const arrived = this.#arrived;
    const order = this.#inOrder();
    const numbers = new Int32Array(this.size);
    for (const [number, doc] of order.entries()) {
      numbers[doc] = number;
      writer.addDocument(this.#record(doc), arrived.printOf(doc), arrived.lengthsOf(doc));
      if (writer.isBusy) await writer.wait();
    }
    this.#records.close();
    const numbering = {
      numbers,
      length: (number: number, field: number) => arrived.length(order[number] as number, field),
    };
    for (const { term, list } of mergeRuns(runs, numbering)) {
      writer.addTerm(term, list);
      if (writer.isBusy) await writer.wait();
    }
    return await writer.finish();
  }

  #record(doc: number): WrittenRecord {
    return {
      key: this.#arrived.keys.textOf(doc),
      messageCount: this.#messageCounts.at(doc),
      json: this.#records.at(doc),
    };
  }

  /** The documents by the length of their texts, then time, then key. */
  #inOrder(): Int32Array {
    const { keys } = this.#arrived;
    const lengthOf = (doc: number) => this.#arrived.length(doc, textField);
    return Int32Array.from({ length: this.size }, (_, doc) => doc).sort((a, b) => {
      const difference = lengthOf(a) - lengthOf(b) || this.#times.at(a) - this.#times.at(b);
      return difference !== 0 ? difference : keys.textOf(a) < keys.textOf(b) ? -1 : 1;
    });
  }
}

/** Microseconds since 1970: up to the year 2255 exact as a number. */
export function micros(ts: string): number {
  return Number(ts.replace('.', ''));
}
