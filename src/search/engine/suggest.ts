import SearchableMap from 'minisearch/SearchableMap';
import { dictionaryPart, unpackWords } from '../format/dictionary.ts';
import { paths } from '../format/manifest.ts';
import { editDistance } from '../query/edit-distance.ts';
import type { OpenIndex } from './open-index.ts';

const shortest = 4;

/**
 * The word of the archive that a rare or unknown word was probably meant to be; undefined when none is near. Reads a part
 * of the dictionary. Words that start with another letter are found in small archives alone.
 */
export async function suggestWord(index: OpenIndex, word: string): Promise<string | undefined> {
  const [base] = index.segments;
  if (base === undefined || base.info.dictionary === 'none' || word.length < shortest) return undefined;
  const part = base.info.dictionary === 'whole' ? 'all' : dictionaryPart(word);
  const known = new SearchableMap<number>();
  const text = new TextDecoder().decode(await index.source.read(paths.dictionary(base.info.name, part)));
  for (const { word: one, documents } of unpackWords(text)) known.set(one, documents);
  return bestOf(word, known);
}

function bestOf(word: string, known: SearchableMap<number>): string | undefined {
  const most = word.length < 8 ? 1 : 2;
  let best: { readonly word: string; readonly worth: number } | undefined;
  // The radix tree counts a swap of neighbours as two edits; people make it as one.
  for (const [near, [documents]] of known.fuzzyGet(word, 2)) {
    const distance = editDistance(word, near, most);
    if (distance > most || distance === 0) continue;
    const worth = -100 * distance + Math.log2(documents + 1);
    if (best === undefined || worth > best.worth) best = { word: near, worth };
  }
  return best?.word;
}
