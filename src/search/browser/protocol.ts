import type { FoundTarget } from '../engine/find-target.ts';
import type { SearchAnswer } from '../engine/search.ts';
import type { LinkTarget } from '../query/link-target.ts';
import type { Snippet } from '../text/snippet.ts';

/** Where things are; all addresses are absolute. */
export interface EnginePlaces {
  /** The top of the site, with a slash at its end. */
  readonly site: string;
  /** Name of the manifest, as far as the page knows. */
  readonly manifest?: string;
}

/** What the page asks. The first message of a worker is its places; every other one has a number, which the reply bears. */
export type Request =
  | { readonly kind: 'search'; readonly text: string; readonly limit: number }
  | { readonly kind: 'find'; readonly target: LinkTarget }
  | { readonly kind: 'snippet'; readonly url: string; readonly words: readonly string[] };

export interface Replies {
  readonly search: TimedAnswer;
  readonly find: FoundTarget | undefined;
  readonly snippet: Snippet | undefined;
}

export type Reply = Replies[keyof Replies];

export interface TimedAnswer extends SearchAnswer {
  readonly milliseconds: number;
  /** That came over the network since the start. */
  readonly bytes: number;
  /** For a query that found nothing: how many there are without one of its operators. */
  readonly without: readonly { readonly piece: string; readonly total: number }[];
}

export interface NumberedRequest {
  readonly number: number;
  readonly request: Request;
}

export type NumberedReply =
  | { readonly number: number; readonly reply: Reply }
  | { readonly number: number; readonly error: string };
