import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchDocument } from '../../src/search/document.ts';
import { corpusOf, differences } from '../support/search-exactness.ts';
import { index, openSite } from '../support/search-index.ts';
import { Oracle } from '../support/search-oracle.ts';
import { queriesFrom } from '../support/search-queries.ts';
import { sharedExport } from '../support/shared-data.ts';

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
    site = mkdtempSync(join(tmpdir(), 'unsilo-exactness-'));
  });
  afterAll(() => rmSync(site, { recursive: true, force: true }));

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

  it('for 520 queries after two updates, and after some were removed', async () => {
    const grown = (given: readonly SearchDocument[], every: number) =>
      given.map((one, at) => (at % every === 3 ? { ...one, text: `${one.text}\nmore was said` } : one));
    await index(site, documents);
    await index(site, grown(documents, 90));
    const later = grown(grown(documents, 90), 401);
    const { segments } = await index(site, later);
    const open = await openSite(site);
    expect(segments).toBe(3);
    expect(open.segments.map(({ hasDead }) => hasDead)).toEqual([true, true, false]);
    const known = { oracle: new Oracle(later), documents: later };
    expect(await differences(open, known, queriesFrom(later, 520))).toEqual([]);
    // What is taken back leaves all files: they are merged.
    const left = later.filter((_, at) => at % 611 !== 7);
    await index(site, left);
    const without = { oracle: new Oracle(left), documents: left };
    expect(await differences(await openSite(site), without, queriesFrom(left, 60))).toEqual([]);
  });
});
