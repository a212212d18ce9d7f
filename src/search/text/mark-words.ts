import { foldAccents } from '../tokenizer/fold.ts';

/** A stretch of text; marked when it is what was looked for. */
export interface Fragment {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Where a word that was looked for stands in a text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** Which of the words it is. */
  readonly word: number;
}

const run = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{sc=Thai}]/u;
/** A shorter word is marked only where it stands alone. */
const shortestBeginning = 4;

/** The places of the words in the text, in order. Longer words that begin so are marked as well. */
export function marksIn(text: string, words: readonly string[]): readonly Mark[] {
  const wanted = simpleWords(words);
  const marks: Mark[] = [];
  for (const { 0: found, index } of text.matchAll(run)) {
    const lower = found.toLowerCase().replace(/['’]/g, '');
    const whole = wanted.findIndex((word) => isSame(lower, word));
    if (whole >= 0) marks.push({ start: index, end: index + found.length, word: whole });
    else if (unspaced.test(found)) marks.push(...pairsIn(found, index, wanted));
  }
  return marks;
}

/** The text in fragments: the places that the words are in, and what is between them. */
export function markWords(text: string, words: readonly string[]): readonly Fragment[] {
  const fragments: Fragment[] = [];
  let done = 0;
  for (const { start, end } of marksIn(text, words)) {
    if (start > done) fragments.push({ text: text.slice(done, start), isMarked: false });
    if (end > done) fragments.push({ text: text.slice(Math.max(start, done), end), isMarked: true });
    done = Math.max(done, end);
  }
  if (done < text.length) fragments.push({ text: text.slice(done), isMarked: false });
  return fragments;
}

/** Words of letters alone, as texts are looked through letter by letter: `foo.bar` → foo, bar. */
function simpleWords(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap((word) => [...word.toLowerCase().matchAll(run)].map(([part]) => part)))];
}

function isSame(found: string, word: string): boolean {
  if (found === word || (word.length >= shortestBeginning && found.startsWith(word))) return true;
  return /[^\0-\x7f]/.test(found) && foldAccents(found) === word;
}

function pairsIn(found: string, index: number, wanted: readonly string[]): readonly Mark[] {
  const lower = found.toLowerCase();
  const marks: Mark[] = [];
  for (const [word, pair] of wanted.entries()) {
    if (!unspaced.test(pair)) continue;
    for (let at = lower.indexOf(pair); at >= 0; at = lower.indexOf(pair, at + 1))
      marks.push({ start: index + at, end: index + at + pair.length, word });
  }
  return marks.sort((a, b) => a.start - b.start);
}
