import type { SearchDocument } from '../document.ts';
import { dayOf, dayTerms } from '../query/day-terms.ts';
import { termsOf } from '../tokenizer/tokenize.ts';
import { filterSign } from './posting-file.ts';

const longestName = 60;

/** What filters can ask of a document, but for its people, as terms of the index. */
export function filterTerms(document: SearchDocument): readonly string[] {
  const { key, kinds, isAnswered, answer } = document;
  const terms = [channelTerm(`${key.teamId}/${key.channelId}`), ...dayTerms(dayOf(key.rootTs))];
  for (const kind of kinds) terms.push(filterTerm('has', kind));
  if (isAnswered) terms.push(filterTerm('is', 'answered'));
  if (answer !== undefined && answer !== '') terms.push(filterTerm('has', 'answer'));
  return terms;
}

/** `from:ada` finds Ada Lovelace, and so does `from:"ada lovelace"`. */
export function nameTerms(kind: 'from' | 'author', name: string): readonly string[] {
  return [name, ...termsOf(name)].map((one) => filterTerm(kind, one));
}

/** In small letters, as all terms: ids of Slack do not differ by case alone. */
export function channelTerm(channel: string): string {
  return `${filterSign}in:${channel.toLowerCase()}`;
}

export function filterTerm(kind: 'has' | 'is' | 'from' | 'author', value: string): string {
  const text = value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return `${filterSign}${kind}:${text.slice(0, longestName).replace(/[\ud800-\udbff]$/, '')}`;
}

/** A message of a conversation, or a post of it, as a term of the space of links. */
export function linkTerms({ key, replies, posts = [] }: SearchDocument): readonly string[] {
  return [
    ...[key.rootTs, ...replies].map((ts) => `${filterSign}${ts.replace('.', '')}`),
    ...posts.flatMap((post) => [postTerm(post), postTerm(post.slice(post.lastIndexOf('#')))]),
  ];
}

/** `acme/chat#12`, or `#12` alone. */
export function postTerm(post: string): string {
  return `${filterSign}${post.toLowerCase()}`;
}
