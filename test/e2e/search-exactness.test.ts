import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchDocument } from '../../src/search/document.ts';
import { corpusOf, differences } from '../support/search-exactness.ts';
import { index, openSite } from '../support/search-index.ts';
import { Oracle } from '../support/search-oracle.ts';
import { queriesFrom } from '../support/search-queries.ts';
import { sharedExport } from '../support/shared-data.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const real = sharedExport('hubspot-dev.zip');

/**
 * The whole archive against one MiniSearch over all of it, with the same options. The fast suite does the same with an
 * eighth.
 */
describe.skipIf(real === undefined)('over all of hubspot-dev, results equal those of one MiniSearch', () => {
  let documents: readonly SearchDocument[];
  let site: string;

  beforeAll(async () => {
    documents = await corpusOf(real!, 1);
    site = temporaryFolder();
  });

  it('for 520 queries of ten kinds, and for 120 with filters', async () => {
    const known = { oracle: new Oracle(documents), documents };
    await index(site, documents);
    const open = await openSite(site);
    expect(open.living).toBeGreaterThan(40_000);
    expect(await differences(open, known, queriesFrom(documents, 520))).toEqual([]);
    const isWanted = ({ key, kinds }: SearchDocument) =>
      key.channelId === documents[40_000]!.key.channelId || (kinds.includes('link') && key.rootTs > '16');
    expect(await differences(open, known, queriesFrom(documents, 120), isWanted)).toEqual([]);
  });

  it('for 520 queries after two updates, with what was changed, added and removed', async () => {
    const changed = (mark: string, every: number) => (document: SearchDocument, at: number) =>
      at % every === 3 ? { ...document, text: `${document.text}\n${mark}` } : document;
    const grown = documents.map(changed('more was said', 90));
    await index(site, grown);
    const left = grown.filter((_, at) => at % 611 !== 7).map(changed('solved at last', 401));
    const { segments } = await index(site, left);
    const open = await openSite(site);
    expect(segments).toBeGreaterThan(1);
    expect(open.segments.some(({ hasDead }) => hasDead)).toBe(true);
    const known = { oracle: new Oracle(left), documents: left };
    expect(await differences(open, known, queriesFrom(left, 520))).toEqual([]);
  });
});
