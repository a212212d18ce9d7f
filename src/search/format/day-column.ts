import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { unpackLengths } from './text-lengths.ts';

/**
 * The days of documents, in their order: among texts of one length days ascend, so each is told as its distance to the
 * one before, and the first of each length as that to the first day of all.
 */
export function packDays(days: readonly number[], textLengths: readonly number[]): Uint8Array {
  const lengths = unpackLengths(textLengths, days.length);
  const [first] = spanOf(days);
  const bytes = new ByteWriter(days.length + 16);
  for (const [document, day] of days.entries()) {
    const isNext = document > 0 && lengths[document] === lengths[document - 1];
    bytes.varint(day - (isNext ? (days[document - 1] as number) : first));
  }
  return bytes.copy();
}

/** Undoes {@link packDays}. */
export function unpackDays(file: Uint8Array, lengths: Int32Array, first: number): Int32Array {
  const reader = new ByteReader(file);
  const days = new Int32Array(lengths.length);
  for (let document = 0; document < days.length; document += 1) {
    const isNext = document > 0 && lengths[document] === lengths[document - 1];
    days[document] = reader.varint() + (isNext ? (days[document - 1] as number) : first);
  }
  return days;
}

/** The first and the last day. */
export function spanOf(days: readonly number[]): readonly [number, number] {
  if (days.length === 0) return [0, 0];
  return days.reduce<readonly [number, number]>(
    ([first, last], day) => [Math.min(first, day), Math.max(last, day)],
    [Number.POSITIVE_INFINITY, 0],
  );
}
