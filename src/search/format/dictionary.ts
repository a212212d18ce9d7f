/** A word of the archive that a suggestion may offer. */
export interface KnownWord {
  readonly word: string;
  /** About how many conversations have it. */
  readonly documents: number;
}

const firstCode = 48;
const mostShared = 60;

/** A line: letters shared with the word before, the rest, and the frequency in eighths of a power of two. */
export function packWord(word: string, documents: number, before: string): string {
  let shared = 0;
  while (shared < mostShared && shared < word.length && word[shared] === before[shared]) shared += 1;
  // A word that begins a part shares nothing, wherever the part is put.
  const frequency = String.fromCharCode(firstCode + Math.round(8 * Math.log2(documents)));
  return String.fromCharCode(firstCode + shared) + word.slice(shared) + frequency;
}

export function unpackWords(text: string): readonly KnownWord[] {
  let before = '';
  return text.split('\n').map((line) => {
    before = before.slice(0, line.charCodeAt(0) - firstCode) + line.slice(1, -1);
    return { word: before, documents: Math.round(2 ** ((line.charCodeAt(line.length - 1) - firstCode) / 8)) };
  });
}
