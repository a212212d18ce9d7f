import { keyText, type SearchDocument } from '../../src/search/document.ts';
import type { OpenIndex } from '../../src/search/engine/open-index.ts';
import { exportDocuments } from './search-documents.ts';
import { searchTree } from './search-index.ts';
import type { Oracle } from './search-oracle.ts';
import type { NamedQuery } from './search-queries.ts';

/**
 * Compares the best 20, their scores and the count of every query; returns what differs. Order is by score rounded to
 * 1e-9, then the longer text, then newest, then key.
 */
export async function differences(
  open: OpenIndex,
  { oracle, documents }: { readonly oracle: Oracle; readonly documents: readonly SearchDocument[] },
  queries: readonly NamedQuery[],
  isWanted: (document: SearchDocument) => boolean = () => true,
): Promise<string[]> {
  const wanted = new Set(documents.filter(isWanted).map(({ key }) => keyText(key)));
  const found: string[] = [];
  for (const { name, node } of queries) {
    const expected = oracle.search(node, isWanted);
    const { total, hits } = await searchTree(open, node, (key) => wanted.has(key));
    const isSame =
      total === expected.length &&
      hits.every(
        ({ key, score }, at) =>
          key === expected[at]?.key && Math.abs(score - expected[at].score) < 1.5e-9 + 1e-9 * score,
      );
    if (!isSame || hits.length !== Math.min(20, total))
      found.push(
        `${name} ${JSON.stringify(node)}: ${total} for ${expected.length}\n${JSON.stringify(hits.slice(0, 4))}\n${JSON.stringify(expected.slice(0, 4))}`,
      );
  }
  return found;
}

/** Every `step`th conversation of an export; some get an answer, as not all exports have marks. */
export async function corpusOf(path: string, step: number): Promise<readonly SearchDocument[]> {
  const documents: SearchDocument[] = [];
  let at = 0;
  for await (const document of exportDocuments(path))
    if (at++ % step === 0) documents.push(withAnswer(document, at));
  return documents;
}

function withAnswer(document: SearchDocument, at: number): SearchDocument {
  const last = document.text.split('\n').at(-1) ?? '';
  return at % 3 === 0 && document.messageCount > 1 ? { ...document, answer: last } : document;
}
