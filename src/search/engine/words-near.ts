import SearchableMap from 'minisearch/SearchableMap';
import { type KnownWord, unpackWords } from '../format/dictionary.ts';

/** The words of a part of the dictionary that at most two edits make of this one. Loaded when first needed. */
export function wordsNear(word: string, dictionary: string): readonly KnownWord[] {
  const tree = new SearchableMap<number>();
  for (const { word: known, documents } of unpackWords(dictionary)) tree.set(known, documents);
  return [...tree.fuzzyGet(word, 2)].map(([near, [documents]]) => ({ word: near, documents }));
}
