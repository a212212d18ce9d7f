import type { ScoreNode, TermNode } from '../engine/score-node.ts';
import { channelTerm, filterTerm } from '../format/filter-terms.ts';
import type { Part, RunTerms } from '../tokenizer/run-terms.ts';
import { runsOf } from '../tokenizer/tokenize.ts';
import { rangeTerms } from './day-terms.ts';
import type { Filter, Query, ReplyRange, SortOrder } from './query.ts';

/** What the engine does for a query. */
export interface Plan {
  /** All words; undefined when the query has filters alone. */
  readonly all: ScoreNode | undefined;
  /** Any of them, for when no conversation has all; undefined where that is the same. */
  readonly any: ScoreNode | undefined;
  readonly without: readonly ScoreNode[];
  /** Terms of the index: each of `must` is one or several, of which one must hold. */
  readonly must: readonly (readonly string[])[];
  readonly mustNot: readonly string[];
  readonly replies: readonly ReplyRange[];
  readonly phrases: readonly string[];
  readonly sort: SortOrder;
  /** Simple words of the query, for suggestions. */
  readonly words: readonly string[];
  /** Channels that were named and do not exist. */
  readonly unknownChannels: readonly string[];
}

/** True when a query has no words, but says which conversations it wants: then it means all of them. */
export function isOfFiltersAlone({ all, must, mustNot, replies }: Plan): boolean {
  return all === undefined && must.length + mustNot.length + replies.length > 0;
}

/** What a plan needs to know of the index. */
export interface PlanFacts {
  readonly stopWords: ReadonlySet<string>;
  /** Names by `T012AB3C4/C024BE91L`. */
  readonly channels: Readonly<Record<string, string>>;
  /** The first and the last day of the archive, since 1970. */
  readonly days: readonly [first: number, last: number];
  /** True when all longer terms of this beginning can be had for a fair price. */
  canExpand(prefix: string): boolean;
}

/** Words beyond this number are left out. */
const mostTerms = 30;
const shortestPrefix = 3;
const titleField = 1;

export function planQuery(query: Query, facts: PlanFacts): Plan {
  const fields = query.isInTitle ? titleField : undefined;
  const words = wordsOf(query);
  const room = { left: mostTerms };
  const nodes = withoutStopWords(words, facts.stopWords).flatMap(
    ({ run, isOpen }) => trimmed(nodeOf(run, { isOpen, fields, facts }), room) ?? [],
  );
  const { must, mustNot, unknownChannels } = filtersOf(query.filters, facts.channels);
  return {
    all: nodes.length === 0 ? undefined : group('all', nodes),
    any: nodes.length < 2 || query.phrases.length > 0 ? undefined : group('any', nodes),
    without: query.without.flatMap((text) =>
      runsOf(text).flatMap(
        (run) => trimmed(nodeOf(run, { isOpen: false, fields: undefined, facts }), room) ?? [],
      ),
    ),
    must: [...must, ...query.days.map((range) => rangeTerms(range, facts.days))],
    mustNot,
    replies: query.replies,
    phrases: query.phrases,
    sort: query.sort,
    words: words.flatMap(({ run }) => run.parts.flatMap(({ word }) => (word === undefined ? [] : [word]))),
    unknownChannels,
  };
}

interface Word {
  readonly run: RunTerms;
  readonly isOpen: boolean;
}

/** The runs of all words and phrases, in the order in which they were typed. */
function wordsOf({ words, phrases, isLastOpen }: Query): readonly Word[] {
  const typed = words.flatMap((text, index) => {
    const runs = runsOf(text);
    // `foo(` or `end.` is a word that was finished.
    const isOpen = isLastOpen && index === words.length - 1 && /[\p{L}\p{M}\p{N}]$/u.test(text);
    return runs.map((run, at) => ({ run, isOpen: isOpen && at === runs.length - 1 }));
  });
  return [...phrases.flatMap((phrase) => runsOf(phrase).map((run) => ({ run, isOpen: false }))), ...typed];
}

/** Words that carry nothing are left out while another word remains. */
function withoutStopWords(words: readonly Word[], stopWords: ReadonlySet<string>): readonly Word[] {
  const telling = words.filter(({ run: { whole, parts } }) => {
    const [only] = parts;
    const isSimple = whole === undefined && parts.length === 1 && only?.word !== undefined;
    return !(isSimple && stopWords.has(only?.word ?? ''));
  });
  return telling.length > 0 ? telling : words;
}

interface NodeFacts {
  readonly isOpen: boolean;
  readonly fields: number | undefined;
  readonly facts: PlanFacts;
}

/**
 * A typed compound must not demand both whole and parts: `foo.bar` also stands in `x.foo.bar`. So: the whole, or all
 * parts.
 */
function nodeOf({ whole, parts }: RunTerms, node: NodeFacts): ScoreNode {
  // Who asks for C++ or C# does not mean C.
  if (whole !== undefined && /[+#]$/.test(whole)) return leaf(whole, { ...node, isOpen: false });
  const telling = parts.filter(({ word }) => word === undefined || !node.facts.stopWords.has(word));
  const used = telling.length > 0 ? telling : parts;
  const all = group(
    'all',
    used.map((part) => partNode(part, { ...node, isOpen: node.isOpen && part === parts.at(-1) })),
  );
  return whole === undefined ? all : group('any', [leaf(whole, node), all]);
}

/** The word, or the word without accents, or all its pieces. */
function partNode({ word, folded, pieces, tail }: Part, node: NodeFacts): ScoreNode {
  // A lone character of a script without spaces begins some term wherever it stands.
  if (word === undefined)
    return pieces.length > 0
      ? group(
          'all',
          pieces.map((piece) => leaf(piece, { ...node, isOpen: false })),
        )
      : { ...leaf(tail ?? '', { ...node, isOpen: false }), isPrefix: true };
  const own = leaf(word, node);
  const others = [
    ...(folded === undefined ? [] : [leaf(folded, node)]),
    ...(pieces.length === 0
      ? []
      : [
          group(
            'all',
            pieces.map((piece) => leaf(piece, { ...node, isOpen: false })),
          ),
        ]),
  ];
  return others.length === 0 ? own : group('any', [own, ...others]);
}

function leaf(term: string, { isOpen, fields, facts }: NodeFacts): TermNode {
  const isPrefix = isOpen && term.length >= shortestPrefix && facts.canExpand(term);
  return { kind: 'term', term, isPrefix, ...(fields === undefined ? {} : { fields }) };
}

function group(kind: 'all' | 'any', of: readonly ScoreNode[]): ScoreNode {
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind, of };
}

/** The node with as many of its first terms as there is room for: a text without spaces may be hundreds. */
function trimmed(node: ScoreNode, room: { left: number }): ScoreNode | undefined {
  if (room.left <= 0) return undefined;
  if (node.kind === 'term') {
    room.left -= 1;
    return node;
  }
  const of = node.of.flatMap((one) => trimmed(one, room) ?? []);
  return of.length === 0 ? undefined : group(node.kind, of);
}

function filtersOf(filters: readonly Filter[], channels: Readonly<Record<string, string>>) {
  const must: (readonly string[])[] = [];
  const mustNot: string[] = [];
  const unknownChannels: string[] = [];
  for (const filter of filters) {
    const terms = termsOfFilter(filter, channels);
    if (terms.length === 0) unknownChannels.push(filter.value);
    if (filter.isNot) mustNot.push(...terms);
    else must.push(terms);
  }
  return { must, mustNot, unknownChannels };
}

/** Several channels may have one name, in several workspaces. */
function termsOfFilter(
  { kind, value }: Filter,
  channels: Readonly<Record<string, string>>,
): readonly string[] {
  if (kind !== 'in') return [filterTerm(kind, value)];
  return Object.entries(channels)
    .filter(([key, name]) => name.toLowerCase() === value.toLowerCase() || key.endsWith(`/${value}`))
    .map(([key]) => channelTerm(key));
}
