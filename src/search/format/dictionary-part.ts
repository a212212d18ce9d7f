/** The part of the dictionary that a word is in: its first letter, or `_` for all but a to z. */
export function dictionaryPart(word: string): string {
  const first = word.charAt(0);
  return first >= 'a' && first <= 'z' ? first : '_';
}
