import { daysOf } from './days.ts';
import { editDistance } from './edit-distance.ts';
import { linkTarget } from './link-target.ts';
import {
  type Filter,
  type Hint,
  hasValues,
  type Query,
  type ReplyRange,
  type SortOrder,
  sortOrders,
} from './query.ts';

/** A query longer than this is cut: nobody types it, and every word costs a file. */
export const longestQuery = 600;

/**
 * Understands what a person typed. Anything is a query: what is no operator counts as words, and a hint says so where
 * an operator was probably meant.
 *
 * `proxy "connection reset" in:#help is:answered -windows`
 */
export function parseQuery(text: string): Query {
  const hints: Hint[] = text.length > longestQuery ? [{ kind: 'too-long' }] : [];
  const building = new QueryParts(hints);
  const pieces = text.slice(0, longestQuery).matchAll(piecePattern);
  let isLastOpen = false;
  for (const { groups = {}, 0: whole } of pieces) {
    isLastOpen = building.add(groups as unknown as Piece, whole);
  }
  const target = linkTarget(text);
  return {
    ...building.parts,
    isLastOpen: isLastOpen && !/\s$/.test(text),
    ...(target === undefined ? {} : { target }),
  };
}

/** A sign, an operator, and a value in quotes or without. A quote that is not closed goes to the end. */
const piecePattern =
  /(?<minus>(?<!\S)-(?=[^\s-]))?(?:(?<operator>[a-zA-Z]{2,12}):(?=[^\s:/]))?(?:["“”](?<quoted>[^"“”]*)(?:["“”]|$)|(?<plain>[^\s"“”]+))/gu;

interface Piece {
  readonly minus: string | undefined;
  readonly operator: string | undefined;
  readonly quoted: string | undefined;
  readonly plain: string | undefined;
}

class QueryParts {
  readonly parts = {
    words: [] as string[],
    phrases: [] as string[],
    without: [] as string[],
    isInTitle: false,
    filters: [] as Filter[],
    days: [] as { from: number; to: number }[],
    replies: [] as ReplyRange[],
    sort: 'best' as SortOrder,
    operators: [] as string[],
    hints: [] as Hint[],
  };

  constructor(hints: readonly Hint[]) {
    this.parts.hints.push(...hints);
  }

  /** Returns true when the piece is a word that may go on. */
  add({ minus, operator, quoted, plain }: Piece, whole: string): boolean {
    const isNot = minus !== undefined;
    const value = (quoted ?? plain ?? '').trim();
    if (operator !== undefined && this.#addOperator(operator.toLowerCase(), value, isNot)) {
      this.parts.operators.push(whole);
      return false;
    }
    if (value === '') return false;
    if (operator === undefined && quoted !== undefined) this.#addPhrase(value, isNot);
    else if (isNot) this.parts.without.push(whole.slice(1));
    else this.parts.words.push(whole);
    return !isNot && quoted === undefined;
  }

  #addPhrase(phrase: string, isNot: boolean): void {
    if (isNot) this.parts.hints.push({ kind: 'quoted-exclusion', phrase });
    else this.parts.phrases.push(phrase);
  }

  /** False when it is none, or its value makes no sense: then it is a word. */
  #addOperator(operator: string, value: string, isNot: boolean): boolean {
    const read = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (read === undefined) {
      const meant = Object.keys(operators).find((name) => editDistance(name, operator, 1) <= 1);
      if (meant !== undefined) this.parts.hints.push({ kind: 'unknown-operator', operator, meant });
      return false;
    }
    if (read.add(this.parts, value, isNot)) return true;
    this.parts.hints.push({ kind: 'bad-value', operator, wants: read.wants });
    return false;
  }
}

interface Operator {
  /** What its value must be, for a hint. */
  readonly wants: string;
  /** False when the value makes no sense. */
  add(parts: QueryParts['parts'], value: string, isNot: boolean): boolean;
}

const someDay = 'a date such as 2023, 2023-02 or 2023-02-04';
const always = 2 ** 31;

const operators: Readonly<Record<string, Operator>> = {
  in: {
    wants: 'a channel, or title',
    add(parts, value, isNot) {
      if (value === 'title' && !isNot) parts.isInTitle = true;
      else parts.filters.push({ kind: 'in', value: value.replace(/^#/, ''), isNot });
      return value !== '#';
    },
  },
  from: person('from'),
  author: person('author'),
  has: oneOf('has', hasValues),
  is: oneOf('is', ['answered', 'open']),
  before: days(({ from }) => ({ from: -always, to: from })),
  after: days(({ to }) => ({ from: to, to: always })),
  on: days((range) => range),
  during: days((range) => range),
  replies: {
    wants: 'a number such as >5, <3 or 2..9',
    add(parts, value) {
      const range = repliesOf(value);
      if (range !== undefined) parts.replies.push(range);
      return range !== undefined;
    },
  },
  sort: {
    wants: sortOrders.join(', '),
    add(parts, value) {
      const order = sortOrders.find((one) => one === value.toLowerCase());
      if (order !== undefined) parts.sort = order;
      return order !== undefined;
    },
  },
};

function person(kind: Filter['kind']): Operator {
  return {
    wants: 'a name',
    add(parts, value, isNot) {
      parts.filters.push({ kind, value: value.replace(/^@/, ''), isNot });
      return true;
    },
  };
}

function oneOf(kind: Filter['kind'], values: readonly string[]): Operator {
  return {
    wants: `one of ${values.join(', ')}`,
    add(parts, value, isNot) {
      const known = values.find((one) => one === value.toLowerCase() || `${one}s` === value.toLowerCase());
      if (known === 'open') parts.filters.push({ kind, value: 'answered', isNot: !isNot });
      else if (known !== undefined) parts.filters.push({ kind, value: known, isNot });
      return known !== undefined;
    },
  };
}

function days(rangeOf: (range: { from: number; to: number }) => { from: number; to: number }): Operator {
  return {
    wants: someDay,
    add(parts, value, isNot) {
      const range = isNot ? undefined : daysOf(value);
      if (range !== undefined) parts.days.push(rangeOf(range));
      return range !== undefined;
    },
  };
}

/** Replies, not messages: a conversation of one message has none. */
function repliesOf(value: string): ReplyRange | undefined {
  const match = /^(>=|<=|>|<)?(\d{1,6})$/.exec(value);
  if (match !== null) {
    const number = Number(match[2]);
    const sign = match[1] ?? '=';
    const least = sign === '>' ? number + 1 : sign.startsWith('<') ? 0 : number;
    const most = sign === '<' ? number - 1 : sign.startsWith('>') ? always : number;
    return { least, most };
  }
  const range = /^(\d{1,6})\.\.(\d{1,6})$/.exec(value);
  return range === null ? undefined : { least: Number(range[1]), most: Number(range[2]) };
}
