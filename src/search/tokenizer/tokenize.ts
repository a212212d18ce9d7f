import { type RunTerms, runTerms } from './run-terms.ts';

/** Raised when any text gives other terms: an index of another version can't be searched with this one. */
export const tokenizerVersion = 1;

/** A run anywhere in normalised text, without the tail of `C++`. */
export const runPattern = /[\p{L}\p{M}\p{N}]+(?:[._\-/:'’@+#]+[\p{L}\p{M}\p{N}]+)*/gu;

const other = 0;
const lower = 1;
const upper = 2;
const digit = 3;
const joiner = 4;
const space = 5;

/** Class of each ASCII character. */
const classes = new Uint8Array(128);
for (const character of "._-/:'@+#") classes[character.charCodeAt(0)] = joiner;
for (const character of ' \t\n\r\f\v') classes[character.charCodeAt(0)] = space;
for (let code = 0; code < 26; code += 1) {
  classes[97 + code] = lower;
  classes[65 + code] = upper;
}
for (let code = 48; code < 58; code += 1) classes[code] = digit;

/** Where the terms of a text go. */
export interface TermSink {
  /** The term is this stretch of ASCII letters and digits in lower case: most are, and need no string of their own. */
  slice(text: string, start: number, end: number): void;
  /** Any other run: {@link termsOfRun} tells its terms. */
  run(run: string): void;
}

/**
 * Gives every term of a text to the sink, repetitions included, as the index counts them. Runs of plain ASCII are found
 * by looking at character codes; from the first other character to the next space, Unicode's tables are asked.
 */
export function tokenize(text: string, sink: TermSink): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = code > 127 ? undefined : classes[code];
    if (kind === undefined) at = tokenizeUnicode(text, at, sink);
    else if (kind === lower || kind === upper || kind === digit) at = tokenizeRun(text, at, sink);
    else at += 1;
  }
}

/** All terms of a text, in order. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  tokenize(text, {
    slice: (whole, start, end) => terms.push(whole.slice(start, end).toLowerCase()),
    run: (run) => {
      for (const term of termsOfRun(run)) terms.push(term);
    },
  });
  return terms;
}

/** The runs of a text with all that they stand for: what a query needs to know. */
export function runsOf(text: string): readonly RunTerms[] {
  const runs: RunTerms[] = [];
  for (const stretch of text.normalize('NFKC').split(/[ \t\n\r\f\v]+/))
    for (const run of unicodeRuns(stretch)) runs.push(runTerms(run));
  return runs;
}

/** Reads the run that starts here, and returns where to go on. */
function tokenizeRun(text: string, start: number, sink: TermSink): number {
  const { length } = text;
  let end = start;
  let isPlain = true;
  let at = start;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return tokenizeUnicode(text, start, sink);
    const kind = classes[code];
    if (kind === other || kind === space) break;
    if (kind === joiner) continue;
    if (at > end) isPlain = false;
    if (kind === upper && at > start) isPlain = false;
    end = at + 1;
  }
  const tail = at > end ? languageTail(text, start, end) : 0;
  if (isPlain && tail === 0 && end - start <= 48) {
    sink.slice(text, start, end);
    return at;
  }
  sink.run(text.slice(start, end + tail));
  return at;
}

/** How many of the joiners after a run belong to the name of a language: `C++`, `clang++`, `F#`. */
export function languageTail(text: string, start: number, end: number): 0 | 1 | 2 {
  if (text.charCodeAt(end) === 35) return end - start === 1 && /\p{L}/u.test(text.charAt(start)) ? 1 : 0;
  if (!text.startsWith('++', end) || end - start > 12) return 0;
  return /^[\p{L}\p{N}]+$/u.test(text.slice(start, end)) ? 2 : 0;
}

/** Reads to the next space, and returns where that is. */
function tokenizeUnicode(text: string, at: number, sink: TermSink): number {
  // With the sign before it a mark may be one character: `=` and U+0338 are ≠.
  const start = at > 0 && classes[text.charCodeAt(at - 1)] === other ? at - 1 : at;
  let end = at;
  while (end < text.length && classes[text.charCodeAt(end)] !== space) end += 1;
  for (const run of unicodeRuns(text.slice(start, end).normalize('NFKC'))) sink.run(run);
  return end;
}

function* unicodeRuns(text: string): Generator<string> {
  for (const { 0: run, index } of text.matchAll(runPattern)) {
    const end = index + run.length;
    yield text.slice(index, end + languageTail(text, index, end));
  }
}

/** The terms of one run, in order. */
export function termsOfRun(run: string): readonly string[] {
  const { whole, parts } = runTerms(run);
  const terms = whole === undefined ? [] : [whole];
  for (const { word, folded, pieces, tail } of parts) {
    if (word !== undefined) terms.push(word);
    if (folded !== undefined) terms.push(folded);
    for (const piece of pieces) terms.push(piece);
    if (tail !== undefined) terms.push(tail);
  }
  return terms;
}
