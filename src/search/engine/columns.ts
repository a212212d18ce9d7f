import { ByteReader } from '../format/byte-reader.ts';
import { unpackDays } from '../format/day-column.ts';
import { paths } from '../format/manifest.ts';
import { isOfFiltersAlone, type Plan } from '../query/plan-query.ts';
import type { OpenIndex, OpenSegment } from './open-index.ts';

/** Numbers by document of the whole index that only some queries need. */
export interface Columns {
  /** Days since 1970. */
  readonly days?: Int32Array;
  readonly messages?: Int32Array;
}

export async function loadColumns(index: OpenIndex, plan: Plan): Promise<Columns> {
  const { sort, replies } = plan;
  const isByTime = sort === 'new' || sort === 'old' || isOfFiltersAlone(plan);
  const [days, messages] = await Promise.all([
    isByTime ? loadColumn(index, paths.days, daysOf) : undefined,
    replies.length > 0 || sort === 'replies' ? loadColumn(index, paths.sizes, numbersOf) : undefined,
  ]);
  return { ...(days === undefined ? {} : { days }), ...(messages === undefined ? {} : { messages }) };
}

async function loadColumn(
  { segments, source, size }: OpenIndex,
  pathOf: (segment: string) => string,
  read: (file: Uint8Array, segment: OpenSegment) => Int32Array,
): Promise<Int32Array> {
  const column = new Int32Array(size);
  await Promise.all(
    segments.map(async (segment) => {
      const file = await source.read(pathOf(segment.info.name));
      column.set(read(file, segment), segment.offset);
    }),
  );
  return column;
}

function daysOf(file: Uint8Array, { textLengths, info }: OpenSegment): Int32Array {
  return unpackDays(file, textLengths, info.days[0]);
}

function numbersOf(file: Uint8Array, { info }: OpenSegment): Int32Array {
  const reader = new ByteReader(file);
  return Int32Array.from({ length: info.documents }, () => reader.varint());
}
