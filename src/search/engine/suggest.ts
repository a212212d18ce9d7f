import { dictionaryPart } from '../format/dictionary-part.ts';
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
  const [file, { wordsNear }] = await Promise.all([
    index.source.read(paths.dictionary(base.info.name, part)),
    // Most queries need no suggestion, so its code comes with the first that does.
    import('./words-near.ts'),
  ]);
  const most = word.length < 8 ? 1 : 2;
  let best: { readonly word: string; readonly worth: number } | undefined;
  for (const { word: near, documents } of wordsNear(word, new TextDecoder().decode(file))) {
    // The tree counts a swap of neighbours as two edits; people make it as one.
    const distance = editDistance(word, near, most);
    if (distance > most || distance === 0) continue;
    const worth = -100 * distance + Math.log2(documents + 1);
    if (best === undefined || worth > best.worth) best = { word: near, worth };
  }
  return best?.word;
}
