import { type Hint, hasValues } from '../query/query.ts';

/** What the reader should know about an answer. */
export type Note =
  | { readonly kind: 'any-word' }
  | { readonly kind: 'no-channel'; readonly name: string }
  /** Files of the index could not be had: these words were left out. */
  | { readonly kind: 'missing-words'; readonly words: readonly string[] }
  /** Files of results could not be had. */
  | { readonly kind: 'missing-part' }
  /** Phrases were looked for in the best of the candidates only. */
  | {
      readonly kind: 'phrases-checked';
      readonly checked: number;
      readonly candidates: number;
      readonly unread: number;
    };

/** One sentence for a reader. */
export function noteText(note: Note): string {
  switch (note.kind) {
    case 'any-word':
      return 'No conversation has all words. Showing those that have some.';
    case 'no-channel':
      return `There is no channel #${note.name} here.`;
    case 'missing-words':
      return note.words.length === 0
        ? 'A part of the index could not be loaded, so a filter was left out. Try again.'
        : `A part of the index could not be loaded, so these words were left out: ${note.words.join(', ')}. Try again.`;
    case 'missing-part':
      return 'Some results could not be loaded. Try again.';
    case 'phrases-checked':
      return note.unread > 0
        ? `The phrase was looked for in ${note.checked} conversations; ${note.unread} more could not be read.`
        : `The phrase was looked for in the ${note.checked} best of ${note.candidates} conversations that have its words.`;
  }
}

/** One sentence for a reader. */
export function hintText(hint: Hint): string {
  switch (hint.kind) {
    case 'unknown-operator':
      return `“${hint.operator}:” was taken as a word. Did you mean “${hint.meant}:”?`;
    case 'bad-value':
      return `“${hint.operator}:” wants ${hint.wants}; it was taken as a word.`;
    case 'quoted-exclusion':
      return `Only single words can be excluded: “${hint.phrase}” was left out.`;
    case 'too-long':
      return 'The query was too long: only its beginning was used.';
  }
}

/** Names that examples can use. */
export interface ExampleNames {
  readonly channel: string;
  readonly author: string;
  readonly year: string;
}

export interface OperatorExample {
  readonly example: string;
  readonly meaning: string;
  /** True when it finds something without further words. */
  readonly standsAlone: boolean;
}

/** The operators with an example each, for the page and for help in the terminal. */
export function operatorExamples({ channel, author, year }: ExampleNames): readonly OperatorExample[] {
  const name = /\s/.test(author) ? `"${author}"` : author;
  const more = (example: string, meaning: string) => ({ example, meaning, standsAlone: false });
  const alone = (example: string, meaning: string) => ({ example, meaning, standsAlone: true });
  return [
    more('"connection reset"', 'these words, one after the other'),
    more('-windows', 'without this word'),
    alone(`in:#${channel}`, 'in this channel'),
    alone(`from:${name}`, 'they wrote in it; with author: they began it'),
    alone(`after:${year}-02`, 'also before:, on:, during: with a year, a month or a day'),
    alone(`has:${hasValues[0]}`, `also ${hasValues.slice(1).join(', ')}`),
    alone('is:answered', 'somebody marked it as solved; is:open: nobody did'),
    more('in:title', 'all words in the title'),
    alone('replies:>5', 'also <5, 2..9'),
    more('sort:new', 'also old, replies, best'),
  ];
}
