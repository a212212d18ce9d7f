import { unpackWords } from '../format/dictionary.ts';
import { dictionaryPart } from '../format/dictionary-part.ts';
import { paths } from '../format/manifest.ts';
import { editDistance } from '../query/edit-distance.ts';
import type { OpenIndex } from './open-index.ts';

const shortest = 4;

/**
 * The word of the archive that a rare or unknown word was probably meant to be; undefined when none is near. Reads a part
 * of the dictionary. Words that start with another letter are found in small archives alone.
 *
 * @param least in how many conversations the word must be
 */
export async function suggestWord(
  index: OpenIndex,
  word: string,
  least: number,
): Promise<string | undefined> {
  const [base] = index.segments;
  if (base === undefined || base.info.dictionary === 'none' || word.length < shortest) return undefined;
  const part = base.info.dictionary === 'whole' ? 'all' : dictionaryPart(word);
  const file = await index.source.read(paths.dictionary(base.info.name, part));
  const most = word.length < 8 ? 1 : 2;
  let best: { readonly word: string; readonly worth: number } | undefined;
  for (const { word: near, documents } of unpackWords(new TextDecoder().decode(file))) {
    if (documents < least) continue;
    const distance = editDistance(word, near, most);
    if (distance > most || distance === 0) continue;
    const worth = -100 * distance + Math.log2(documents + 1);
    if (best === undefined || worth > best.worth) best = { word: near, worth };
  }
  return best?.word;
}
