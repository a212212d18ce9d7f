import { ByteReader } from './byte-reader.ts';

/**
 * A posting list as it stands in its file, of which nothing is unpacked: a query may look at a hundred thousand postings,
 * and memory for them costs more than to score them. The numbers say where its columns begin.
 */
export interface StoredList {
  readonly file: Uint8Array;
  /** Documents. */
  readonly size: number;
  readonly docs: number;
  readonly kinds: number;
  readonly counts: number;
  readonly lengths: number;
}

/** The documents of a list, in ascending order. */
export function readDocs({ file, size, docs }: StoredList): Int32Array {
  const reader = new ByteReader(file, docs);
  let doc = -1;
  return Int32Array.from({ length: size }, () => {
    doc += reader.varint() + 1;
    return doc;
  });
}
