import { readDocs } from '../format/stored-list.ts';
import type { Plan } from '../query/plan-query.ts';
import type { ReplyRange } from '../query/query.ts';
import type { Columns } from './columns.ts';
import type { LoadedTerms } from './load-terms.ts';
import type { OpenIndex } from './open-index.ts';
import type { Scorer } from './score.ts';

/** Says of every document whether the filters of a plan let it through: 1 or 0. Undefined: all that words find. */
export function allowedBy(
  plan: Plan,
  index: OpenIndex,
  { terms, columns, scorer }: { terms: LoadedTerms; columns: Columns; scorer: Scorer },
): Uint8Array | undefined {
  const filters = plan.must.length + plan.mustNot.length + plan.without.length + plan.replies.length;
  if (filters === 0) return undefined;
  const allowed = new Uint8Array(index.size).fill(1);
  for (const { dead, offset, hasDead } of index.segments)
    if (hasDead) drop(allowed.subarray(offset, offset + dead.length), dead);
  for (const oneOf of plan.must) keep(allowed, documentsOf(oneOf, terms, index.size));
  for (const term of plan.mustNot) drop(allowed, documentsOf([term], terms, index.size));
  for (const node of plan.without) {
    const { docs, size } = scorer.score(node);
    for (const doc of docs.subarray(0, size)) allowed[doc] = 0;
  }
  for (const range of plan.replies)
    if (columns.messages !== undefined) dropBySize(allowed, range, columns.messages);
  return allowed;
}

function documentsOf(filterTerms: readonly string[], { lists }: LoadedTerms, size: number): Uint8Array {
  const found = new Uint8Array(size);
  for (const term of filterTerms)
    for (const { segment, list } of lists.get(term) ?? [])
      for (const doc of readDocs(list)) found[segment.offset + doc] = 1;
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
