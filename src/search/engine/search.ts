import type { SearchRecord } from '../format/records.ts';
import { tsOfKey } from '../format/records.ts';
import { parseQuery } from '../query/parse-query.ts';
import { isOfFiltersAlone, type Plan, planQuery } from '../query/plan-query.ts';
import type { Query } from '../query/query.ts';
import { allowedBy } from './allowed.ts';
import { type Columns, loadColumns } from './columns.ts';
import { loadRecords } from './load-records.ts';
import { type LoadedTerms, loadTerms, prefixCost } from './load-terms.ts';
import { Matches } from './matches.ts';
import type { Note } from './notes.ts';
import type { OpenIndex } from './open-index.ts';
import { type PageReader, withPhrases } from './phrases.ts';
import { byScore, type Hit, type HitOrder, rank } from './rank.ts';
import { Scorer } from './score.ts';
import { leavesOf, type ScoreNode } from './score-node.ts';
import { suggestWord } from './suggest.ts';
import { withoutUnknown } from './without-unknown.ts';

export interface SearchOptions {
  /** How many results. */
  readonly limit: number;
  /** kB that the beginning of a word may cost more than the word itself. */
  readonly prefixBudget: number;
  /** Reads pages, to check phrases; without it phrases are only words. */
  readonly pages?: PageReader;
}

export const defaultPrefixBudget = 32;

export interface SearchAnswer {
  readonly query: Query;
  /** Conversations that match; of those that were checked, where phrases were. */
  readonly total: number;
  readonly results: readonly SearchResult[];
  readonly notes: readonly Note[];
  /** Words that were looked for, to be marked. */
  readonly words: readonly string[];
  /** The whole query with a word that was probably meant. */
  readonly suggestion?: string;
}

export interface SearchResult extends SearchRecord {
  /** Without its sign. */
  readonly channel: string;
  readonly ts: string;
  readonly score: number;
}

/**
 * Answers a query: fetches what it needs of the index, scores, and reads the records of the best.
 *
 * @throws MissingFileError when the index was made anew since it was opened; Error when the files of all words could not
 *   be had; and what the source throws
 */
export async function search(index: OpenIndex, text: string, options: SearchOptions): Promise<SearchAnswer> {
  const query = parseQuery(text);
  const plan = planOf(index, query, options);
  const [terms, columns] = await Promise.all([loadTerms(index, wantedBy(plan)), loadColumns(index, plan)]);
  const { total, hits, notes } = await ranked(index, { plan, terms, columns }, options);
  const records = await loadRecords(
    index,
    hits.map(({ doc }) => doc),
  );
  const found = records.flatMap((record, at) => {
    const score = hits[at]?.score ?? 0;
    return record === undefined ? [] : [{ ...record, score, ...placeOf(record, index) }];
  });
  const results = inTime(found, plan);
  const hasFew = total < 3 || notes.some(({ kind }) => kind === 'any-word');
  const isFound = total > 0 && notes.length === 0;
  const suggestion = hasFew ? await suggestionFor(index, { text, plan, terms, isFound }) : undefined;
  return {
    query,
    total,
    results,
    notes: [
      ...notesOn(plan, terms),
      ...notes,
      ...(results.length < hits.length ? [{ kind: 'missing-part' } as const] : []),
    ],
    words: [
      ...new Set(
        [plan.all].flatMap((node) => (node === undefined ? [] : leavesOf(node))).map(({ term }) => term),
      ),
    ],
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function planOf(index: OpenIndex, query: Query, { prefixBudget }: SearchOptions): Plan {
  const { stopWords, channels } = index.manifest;
  return planQuery(query, {
    stopWords: new Set(stopWords),
    channels,
    days: daysOf(index),
    canExpand: (prefix) => prefixCost(index, prefix) <= prefixBudget,
  });
}

function daysOf({ segments }: OpenIndex): readonly [number, number] {
  const ends = segments.filter(({ info }) => info.documents > 0).map(({ info }) => info.days);
  return [Math.min(...ends.map(([first]) => first)), Math.max(...ends.map(([, last]) => last))];
}

function wantedBy(plan: Plan) {
  const nodes = [plan.all, ...plan.without].filter((node) => node !== undefined);
  const leaves = nodes.flatMap(leavesOf);
  return {
    exact: new Set([...leaves.map(({ term }) => term), ...plan.must.flat(), ...plan.mustNot]),
    prefixes: new Set(leaves.filter(({ isPrefix }) => isPrefix).map(({ term }) => term)),
  };
}

interface Material {
  readonly plan: Plan;
  readonly terms: LoadedTerms;
  readonly columns: Columns;
}

async function ranked(index: OpenIndex, { plan, terms, columns }: Material, options: SearchOptions) {
  const scorer = new Scorer(index, terms);
  const allowed = allowedBy(plan, index, { terms, columns, scorer });
  const order = orderOf(plan, index, columns);
  const matching = (node: ScoreNode | undefined, limit: number) =>
    rank(matchesOf(node, plan, { index, scorer, terms }), {
      isAllowed: allowed === undefined ? undefined : (doc) => allowed[doc] === 1,
      order,
      limit,
    });
  if (plan.phrases.length > 0 && options.pages !== undefined) {
    const candidates = matching(plan.all, mostChecked);
    return await withPhrases(index, candidates, {
      phrases: plan.phrases,
      limit: options.limit,
      pages: options.pages,
    });
  }
  const all = matching(plan.all, options.limit);
  if (all.total > 0 || plan.any === undefined) return { ...all, notes: [] };
  const any = matching(plan.any, options.limit);
  return { ...any, notes: any.total > 0 ? [{ kind: 'any-word' } as const] : [] };
}

/** How many pages are read at most to check phrases. */
const mostChecked = 60;

function matchesOf(
  node: ScoreNode | undefined,
  plan: Plan,
  { index, scorer, terms }: { index: OpenIndex; scorer: Scorer; terms: LoadedTerms },
): Matches {
  const known = node === undefined ? undefined : withoutUnknown(node, terms.unknown);
  if (known !== undefined) return scorer.score(known);
  if (node !== undefined) throw new Error('None of these words could be looked up.');
  if (!isOfFiltersAlone(plan)) return new Matches();
  const everything = index.workspace.take(index.size);
  for (let doc = 0; doc < index.size; doc += 1) everything.add(doc, 0, 0);
  return everything;
}

function orderOf(plan: Plan, { position }: OpenIndex, { days, messages }: Columns): HitOrder {
  const dayOf = ({ doc }: Hit) => days?.[doc] ?? 0;
  const sizeOf = ({ doc }: Hit) => messages?.[doc] ?? 0;
  const newest: HitOrder = (a, b) => dayOf(b) - dayOf(a) || position(b.doc) - position(a.doc);
  switch (plan.sort) {
    case 'new':
      return newest;
    case 'old':
      return (a, b) => newest(b, a);
    case 'replies':
      return (a, b) => sizeOf(b) - sizeOf(a) || newest(a, b);
    case 'best':
      return plan.all === undefined ? newest : byScore(position);
  }
}

function notesOn(plan: Plan, terms: LoadedTerms): readonly Note[] {
  const unknown = [...terms.unknown].filter((term) => !term.startsWith('!'));
  return [
    ...plan.unknownChannels.map((name): Note => ({ kind: 'no-channel', name })),
    ...(terms.unknown.size === 0 ? [] : [{ kind: 'missing-words', words: unknown } as const]),
  ];
}

/** The index knows days; within a day the records tell the time. */
function inTime(results: readonly SearchResult[], { sort, all }: Plan): readonly SearchResult[] {
  const sign = sort === 'old' ? 1 : sort === 'new' || (sort === 'best' && all === undefined) ? -1 : 0;
  return sign === 0 ? results : [...results].sort((a, b) => sign * (Number(a.ts) - Number(b.ts)));
}

function placeOf(record: SearchRecord, { manifest }: OpenIndex): { channel: string; ts: string } {
  const channelKey = record.key.slice(0, record.key.lastIndexOf('/'));
  const id = channelKey.slice(channelKey.indexOf('/') + 1);
  return { channel: manifest.channels[channelKey] ?? id, ts: tsOfKey(record.key) };
}

/** How many times more often a word must stand in the archive than one that was found, to be offered in its place. */
const muchMore = 30;

/** The query with the first word replaced that the archive hardly has and something near it. */
async function suggestionFor(
  index: OpenIndex,
  { text, plan, terms, isFound }: { text: string; plan: Plan; terms: LoadedTerms; isFound: boolean },
): Promise<string | undefined> {
  for (const word of plan.words) {
    const count = (terms.lists.get(word) ?? []).reduce((sum, { list }) => sum + list.size, 0);
    if (count > 2 || terms.unknown.has(word)) continue;
    const least = isFound ? muchMore * count : 1;
    const near = await suggestWord(index, word, least).catch(() => undefined);
    const at = text.toLowerCase().indexOf(word);
    if (near !== undefined && at >= 0) return text.slice(0, at) + near + text.slice(at + word.length);
  }
  return undefined;
}
