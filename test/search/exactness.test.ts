import { beforeAll, describe, expect, it } from 'vitest';
import { keyText, type SearchDocument } from '../../src/search/document.ts';
import type { OpenIndex } from '../../src/search/engine/open-index.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { exportDocuments } from '../support/search-documents.ts';
import { index, openSite, searchTree } from '../support/search-index.ts';
import { Oracle } from '../support/search-oracle.ts';
import { type NamedQuery, queriesFrom } from '../support/search-queries.ts';
import { sharedExport } from '../support/shared-data.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

/** Compares the best 20 and the count of every query; returns what differs. */
async function differences(
  open: OpenIndex,
  documents: readonly SearchDocument[],
  queries: readonly NamedQuery[],
  isWanted: (document: SearchDocument) => boolean = () => true,
): Promise<string[]> {
  const oracle = new Oracle(documents);
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

/** Some documents get an answer, which real exports do not have. */
function withAnswer(document: SearchDocument, at: number): SearchDocument {
  const last = document.text.split('\n').at(-1) ?? '';
  return at % 3 === 0 && document.messageCount > 1 ? { ...document, answer: last } : document;
}

async function corpus(path: string, step: number): Promise<readonly SearchDocument[]> {
  const documents: SearchDocument[] = [];
  let at = 0;
  for await (const document of exportDocuments(path))
    if (at++ % step === 0) documents.push(withAnswer(document, at));
  return documents;
}

describe('over the demo workspace, results equal those of one MiniSearch', () => {
  it('for 200 queries, before and after an update', async () => {
    const documents = await corpus(writeFiles(temporaryFolder(), lanternExport()), 1);
    const site = temporaryFolder();
    await index(site, documents.slice(0, -20));
    const later = documents.map((one, at) =>
      at % 20 === 0 ? { ...one, text: `${one.text}\nmore of it` } : one,
    );
    await index(site, later);
    const open = await openSite(site);
    expect(open.segments.map(({ hasDead }) => hasDead)).toEqual([true, false]);
    expect(await differences(open, later, queriesFrom(later, 200))).toEqual([]);
  });
});

const real = sharedExport('hubspot-dev.zip');

describe.skipIf(real === undefined)(
  'over a real archive, results equal those of one MiniSearch',
  { timeout: 600_000 },
  () => {
    let documents: readonly SearchDocument[];

    beforeAll(async () => {
      documents = await corpus(real!, 8);
    }, 120_000);

    it('for 500 queries, and with filters', async () => {
      const site = temporaryFolder();
      await index(site, documents);
      const open = await openSite(site);
      expect(await differences(open, documents, queriesFrom(documents, 500))).toEqual([]);
      const isWanted = ({ key, kinds }: SearchDocument) => kinds.includes('link') && key.rootTs > '15';
      expect(await differences(open, documents, queriesFrom(documents, 50), isWanted)).toEqual([]);
    });

    it('for 500 queries after updates, with what was changed and removed', async () => {
      const site = temporaryFolder();
      const step = Math.ceil(documents.length / 60);
      await index(site, documents.slice(0, -60));
      // More was said in some conversations, and new ones came.
      const grown = documents.map((one, at) =>
        at % step === 3 ? { ...one, text: `${one.text}\nsolved now` } : one,
      );
      await index(site, grown.slice(0, -30));
      const { segments } = await index(site, grown);
      expect(segments).toBe(3);
      const open = await openSite(site);
      expect(open.segments.map(({ hasDead }) => hasDead)).toEqual([true, false, false]);
      expect(await differences(open, grown, queriesFrom(grown, 500))).toEqual([]);
      // Some were removed, some edited.
      const left = grown
        .filter((_, at) => at % 150 !== 7)
        .map((one, at) => (at % 151 === 3 ? { ...one, title: `An edit` } : one));
      await index(site, left);
      expect(await differences(await openSite(site), left, queriesFrom(left, 100))).toEqual([]);
    });
  },
);
