import type { SearchRecord } from '../format/records.ts';
import type { PageMessage } from '../text/page-messages.ts';
import { loadRecords } from './load-records.ts';
import type { Note } from './notes.ts';
import type { OpenIndex } from './open-index.ts';
import type { Hit, Ranked } from './rank.ts';

/** Reads what a page of the site says. */
export type PageReader = (url: string) => Promise<readonly PageMessage[]>;

const batchSize = 10;

/**
 * Of the candidates, which have all words of the phrases somewhere, those that have the phrases. The index does not know
 * where in a text a word stands, so their pages are read, the best first, until there are enough.
 */
export async function withPhrases(
  index: OpenIndex,
  { hits, total }: Ranked,
  { phrases, limit, pages }: { phrases: readonly string[]; limit: number; pages: PageReader },
): Promise<Ranked & { readonly notes: readonly Note[] }> {
  const wanted = phrases.map(comparable);
  const found: Hit[] = [];
  let checked = 0;
  let unread = 0;
  while (checked < hits.length && found.length < limit) {
    const batch = hits.slice(checked, checked + batchSize);
    const records = await loadRecords(
      index,
      batch.map(({ doc }) => doc),
    );
    const verdicts = await Promise.all(records.map((record) => hasPhrases(record, wanted, pages)));
    for (const [at, verdict] of verdicts.entries()) {
      const hit = batch[at];
      if (verdict === undefined) unread += 1;
      else if (verdict && hit !== undefined) found.push(hit);
    }
    checked += batch.length;
  }
  const isWhole = checked === total && unread === 0;
  const note: Note = { kind: 'phrases-checked', checked: checked - unread, candidates: total, unread };
  return { total: found.length, hits: found.slice(0, limit), notes: isWhole ? [] : [note] };
}

/** Undefined when the page could not be read. */
async function hasPhrases(
  record: SearchRecord | undefined,
  phrases: readonly string[],
  pages: PageReader,
): Promise<boolean | undefined> {
  if (record === undefined) return undefined;
  try {
    const messages = await pages(record.url);
    const texts = [record.title, ...messages.map(({ text }) => text)].map(comparable);
    return phrases.every((phrase) => texts.some((text) => text.includes(phrase)));
  } catch {
    return undefined;
  }
}

/** Case, kinds of space and of quotation marks do not matter. */
function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[“”]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}
