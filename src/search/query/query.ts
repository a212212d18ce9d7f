import type { ContentKind } from '../document.ts';
import type { DayRange } from './days.ts';
import type { LinkTarget } from './link-target.ts';

/** What a person typed, understood. */
export interface Query {
  /** Words as they were typed, in order; each may be several terms. */
  readonly words: readonly string[];
  /** True while the last word may go on: it stands at the end of the text, unquoted. */
  readonly isLastOpen: boolean;
  /** What stands in quotes. */
  readonly phrases: readonly string[];
  /** Words that must not be there. */
  readonly without: readonly string[];
  /** True for `in:title`: the words must stand in the title. */
  readonly isInTitle: boolean;
  readonly filters: readonly Filter[];
  /** All of them hold. */
  readonly days: readonly DayRange[];
  readonly replies: readonly ReplyRange[];
  readonly sort: SortOrder;
  /** The operators that were understood, as they were typed: what is cut out of the text undoes them. */
  readonly operators: readonly string[];
  /** The whole text is a link or a number: the reader wants to go there. */
  readonly target?: LinkTarget;
  readonly hints: readonly Hint[];
}

export interface Filter {
  readonly kind: 'in' | 'from' | 'author' | 'has' | 'is';
  /** As it was typed; a channel without its sign. */
  readonly value: string;
  readonly isNot: boolean;
}

export interface ReplyRange {
  readonly least: number;
  readonly most: number;
}

export type SortOrder = 'best' | 'new' | 'old' | 'replies';

export const sortOrders: readonly SortOrder[] = ['best', 'new', 'old', 'replies'];

/** What the reader should know about the query as it was typed. */
export type Hint =
  | { readonly kind: 'unknown-operator'; readonly operator: string; readonly meant: string }
  | { readonly kind: 'bad-value'; readonly operator: string; readonly wants: string }
  | { readonly kind: 'quoted-exclusion'; readonly phrase: string }
  | { readonly kind: 'too-long' };

/** What `has:` knows. */
export const hasValues: readonly (ContentKind | 'answer')[] = [
  'code',
  'link',
  'image',
  'file',
  'answer',
  'reaction',
];
