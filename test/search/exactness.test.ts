import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchDocument } from '../../src/search/document.ts';
import type { OpenIndex } from '../../src/search/engine/open-index.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { corpusOf, differences } from '../support/search-exactness.ts';
import { index, openSite } from '../support/search-index.ts';
import { Oracle } from '../support/search-oracle.ts';
import { queriesFrom } from '../support/search-queries.ts';
import { sharedExport } from '../support/shared-data.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

/** With an oracle of its own. */
async function differs(
  open: OpenIndex,
  documents: readonly SearchDocument[],
  count: number,
  isWanted?: (document: SearchDocument) => boolean,
): Promise<readonly string[]> {
  const known = { oracle: new Oracle(documents), documents };
  return await differences(open, known, queriesFrom(documents, count), isWanted);
}

describe('over the demo workspace, results equal those of one MiniSearch', () => {
  it('for 200 queries, before and after an update', async () => {
    const documents = await corpusOf(writeFiles(temporaryFolder(), lanternExport()), 1);
    const site = temporaryFolder();
    await index(site, documents.slice(0, -20));
    const later = documents.map((one, at) =>
      at % 20 === 0 ? { ...one, text: `${one.text}\nmore of it` } : one,
    );
    await index(site, later);
    const open = await openSite(site);
    expect(open.segments.map(({ hasDead }) => hasDead)).toEqual([true, false]);
    expect(await differs(open, later, 200)).toEqual([]);
  });
});

it('one word more, or a document more, is noticed', async () => {
  const documents = await corpusOf(writeFiles(temporaryFolder(), lanternExport()), 4);
  const site = temporaryFolder();
  const [first, ...rest] = documents;
  await index(site, [{ ...first!, text: `${first!.text} moreover` }, ...rest]);
  const open = await openSite(site);
  expect(await differs(open, documents, 60)).not.toEqual([]);
  expect(await differs(open, rest, 60)).not.toEqual([]);
});

const real = sharedExport('hubspot-dev.zip');

describe.skipIf(real === undefined)(
  'over a real archive, results equal those of one MiniSearch',
  { timeout: 600_000 },
  () => {
    let documents: readonly SearchDocument[];

    beforeAll(async () => {
      documents = await corpusOf(real!, 8);
    }, 120_000);

    it('for 500 queries, and with filters', async () => {
      const site = temporaryFolder();
      await index(site, documents);
      const open = await openSite(site);
      expect(await differs(open, documents, 500)).toEqual([]);
      const isWanted = ({ key, kinds }: SearchDocument) => kinds.includes('link') && key.rootTs > '15';
      expect(await differs(open, documents, 50, isWanted)).toEqual([]);
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
      expect(await differs(open, grown, 500)).toEqual([]);
      // Some were removed, some edited.
      const left = grown
        .filter((_, at) => at % 150 !== 7)
        .map((one, at) => (at % 151 === 3 ? { ...one, title: `An edit` } : one));
      await index(site, left);
      expect(await differs(await openSite(site), left, 100)).toEqual([]);
    });
  },
);
