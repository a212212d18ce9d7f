import { ByteReader } from '../format/byte-reader.ts';
import { paths } from '../format/manifest.ts';
import type { DayRange } from '../query/days.ts';
import type { Plan } from '../query/plan-query.ts';
import type { ReplyRange } from '../query/query.ts';
import type { LoadedTerms } from './load-terms.ts';
import { type OpenIndex, readJson } from './open-index.ts';
import type { Scorer } from './score.ts';

/** Columns that only some queries need. */
export interface Columns {
  /** For each segment, the day of each stretch of documents and how many there are. */
  readonly days?: readonly (readonly (readonly [number, number])[])[];
  /** Messages by document of the whole index. */
  readonly messages?: Int32Array;
}

export async function loadColumns(index: OpenIndex, plan: Plan): Promise<Columns> {
  const wantsMessages = plan.replies.length > 0 || plan.sort === 'replies';
  const [days, messages] = await Promise.all([
    plan.days.length > 0 ? loadDays(index) : undefined,
    wantsMessages ? loadMessages(index) : undefined,
  ]);
  return { ...(days === undefined ? {} : { days }), ...(messages === undefined ? {} : { messages }) };
}

async function loadDays({ segments, source }: OpenIndex): Promise<NonNullable<Columns['days']>> {
  const read = ({ info }: OpenIndex['segments'][number]) => readJson(source, paths.days(info.name));
  return (await Promise.all(segments.map(read))) as NonNullable<Columns['days']>;
}

async function loadMessages({ segments, source, size }: OpenIndex): Promise<Int32Array> {
  const messages = new Int32Array(size);
  await Promise.all(
    segments.map(async ({ info, offset }) => {
      const reader = new ByteReader(await source.read(paths.sizes(info.name)));
      for (let document = 0; document < info.documents; document += 1)
        messages[offset + document] = reader.varint();
    }),
  );
  return messages;
}

/** Says of every document whether the filters of a plan let it through: 1 or 0. */
export function allowedBy(
  plan: Plan,
  index: OpenIndex,
  { terms, columns, scorer }: { terms: LoadedTerms; columns: Columns; scorer: Scorer },
): Uint8Array {
  const allowed = new Uint8Array(index.size).fill(1);
  for (const { dead, offset, hasDead } of index.segments)
    if (hasDead) drop(allowed.subarray(offset, offset + dead.length), dead);
  for (const oneOf of plan.must) keep(allowed, documentsOf(oneOf, terms, index.size));
  for (const term of plan.mustNot) drop(allowed, documentsOf([term], terms, index.size));
  for (const node of plan.without) {
    const { docs, size } = scorer.score(node);
    for (const doc of docs.subarray(0, size)) allowed[doc] = 0;
  }
  for (const range of plan.days) keep(allowed, documentsIn(range, index, columns));
  for (const range of plan.replies)
    if (columns.messages !== undefined) dropBySize(allowed, range, columns.messages);
  return allowed;
}

function documentsOf(filterTerms: readonly string[], { lists }: LoadedTerms, size: number): Uint8Array {
  const found = new Uint8Array(size);
  for (const term of filterTerms)
    for (const { segment, list } of lists.get(term) ?? [])
      for (let at = 0; at < list.size; at += 1) found[segment.offset + (list.docs[at] as number)] = 1;
  return found;
}

function documentsIn({ from, to }: DayRange, index: OpenIndex, { days = [] }: Columns): Uint8Array {
  const found = new Uint8Array(index.size);
  for (const [number, { offset }] of index.segments.entries()) {
    let doc = offset;
    for (const [day, count] of days[number] ?? []) {
      if (from <= day && day < to) found.fill(1, doc, doc + count);
      doc += count;
    }
  }
  return found;
}

function keep(allowed: Uint8Array, wanted: Uint8Array): void {
  for (let doc = 0; doc < allowed.length; doc += 1) if (wanted[doc] === 0) allowed[doc] = 0;
}

function drop(allowed: Uint8Array, unwanted: Uint8Array): void {
  for (let doc = 0; doc < allowed.length; doc += 1) if (unwanted[doc] === 1) allowed[doc] = 0;
}

function dropBySize(allowed: Uint8Array, { least, most }: ReplyRange, messages: Int32Array): void {
  for (let doc = 0; doc < allowed.length; doc += 1) {
    const replies = (messages[doc] as number) - 1;
    if (replies < least || replies > most) allowed[doc] = 0;
  }
}
