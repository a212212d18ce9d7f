import { foldAccents } from './fold.ts';

/** What a run of letters, digits and joiners stands for: `foo.barBaz` is a whole and two parts, of which one has pieces. */
export interface RunTerms {
  /** The run itself, where it is a term beside its parts. */
  readonly whole?: string;
  readonly parts: readonly Part[];
}

export interface Part {
  /** Absent in scripts without spaces: there the pieces are all there is. */
  readonly word?: string;
  /** The word without accents, where it has some. */
  readonly folded?: string;
  /** Smaller words that together say the same: `get`, `http`, `response`; or pairs of characters. */
  readonly pieces: readonly string[];
  /** The last character of a stretch without spaces: with the pairs, every character begins some term. */
  readonly tail?: string;
}

const longestTerm = 48;
const mostParts = 6;
const mostPieces = 8;

/** Scripts that are written without spaces between words, or with too few: Han, kana, Hangul, Thai and its neighbours. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;
const isUnspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const joiners = /[._\-/:'’@+#]+/;
const address = /^https?:\//i;
const version = /^v?(\d+(?:\.\d+)+(?:[-+][\w.]+)?)$/i;
/** `index.js:10:15`, as compilers and stack traces say where they are. */
const place = /(\.[a-z]{1,4})(?::\d+){1,2}$/i;
/** `a-b`, `a::b`, but not `a...b`: only a run that is joined like a name is a term as a whole. */
const joinedLikeName = /^(?:[^._\-/:'’@+#]+(?:::|[._\-/:'’@+#](?![._\-/:'’@+#])))+[^._\-/:'’@+#]+$/u;
/** `C++`, `F#`: names of languages that end in a joiner. */
const language = /^[\p{L}\p{N}]+(?:\+\+|#)$/u;

/** The terms of one run, which neither begins nor ends with a joiner, names of languages apart. */
export function runTerms(run: string): RunTerms {
  if ((run.endsWith('+') || run.endsWith('#')) && language.test(run))
    return { whole: term(run), parts: [partOf(run.replace(/[+#]+$/, ''))] };
  if (!hasOnlyAscii(run) && isUnspaced.test(run)) return { parts: unspacedParts(run) };
  if (address.test(run)) return { parts: wordsOf(run).slice(1).map(partOf) };
  const number = version.exec(run)?.[1];
  if (number !== undefined) return { parts: [wordOnly(number)] };
  const words = wordsOf(run);
  const [first = '', second = ''] = words;
  if (words.length === 1) return { parts: [partOf(first)] };
  if (words.length === 2 && second.length <= 2 && /^['’]$/.test(run.slice(first.length, -second.length)))
    return { parts: [partOf(first + second)] };
  const name = run.replace(place, '$1').replaceAll('’', "'");
  const isName = name.length <= longestTerm && words.length <= mostParts && joinedLikeName.test(name);
  return { ...(isName ? { whole: term(name) } : {}), parts: words.map(partOf) };
}

function wordsOf(run: string): string[] {
  return run.split(joiners).filter((word) => word !== '');
}

function unspacedParts(run: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  const between = (text: string) => {
    const trimmed = text.replace(/^[._\-/:'’@+#]+|[._\-/:'’@+#]+$/gu, '');
    if (trimmed !== '') parts.push(...runTerms(trimmed).parts);
  };
  for (const match of run.matchAll(unspaced)) {
    between(run.slice(end, match.index));
    parts.push(pairsOf(match[0]));
    end = match.index + match[0].length;
  }
  between(run.slice(end));
  return parts;
}

/** `東京都` → 東京, 京都 and the tail 都. */
function pairsOf(stretch: string): Part {
  const characters = [...stretch.toLowerCase()];
  const pieces = characters.slice(1).map((character, index) => characters[index] + character);
  return { pieces, tail: characters.at(-1) ?? '' };
}

function wordOnly(word: string): Part {
  return { word: term(word), pieces: [] };
}

function partOf(text: string): Part {
  const word = term(text);
  // Most are, and need nothing of what follows.
  if (word === text && hasOnlyAscii(text)) return { word, pieces: [] };
  const folded = hasOnlyAscii(word) ? word : term(foldAccents(word));
  return { word, ...(folded === word ? {} : { folded }), pieces: camelPieces(text) };
}

/** `getHTTPResponse` → get, http, response. */
function camelPieces(word: string): readonly string[] {
  if (word.length <= 3 || !/[\p{Ll}\p{N}]\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u.test(word)) return [];
  const pieces = word.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u);
  return pieces.length <= mostPieces ? pieces.filter((piece) => piece.length > 1).map(term) : [];
}

/** In lower case and cut; half a surrogate pair would not survive being written. */
function term(text: string): string {
  const lower = text.toLowerCase();
  return lower.length <= longestTerm ? lower : lower.slice(0, longestTerm).replace(/[\ud800-\udbff]$/, '');
}

function hasOnlyAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}
