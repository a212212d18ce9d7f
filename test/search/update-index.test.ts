import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchDocument } from '../../src/search/document.ts';
import { keyText } from '../../src/search/document.ts';
import { index, keysOf, openSite, searchTree } from '../support/search-index.ts';
import { Oracle } from '../support/search-oracle.ts';
import { term } from '../support/search-queries.ts';
import { searchDocument } from '../support/small-search.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Names and bytes of all files of the index. */
function filesIn(site: string): ReadonlyMap<string, string> {
  const folder = join(site, 'search');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));
}

function textIn(site: string): string {
  return [...filesIn(site).values()]
    .map((base64) => {
      const bytes = Buffer.from(base64, 'base64');
      return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
    })
    .join('\n');
}

const many = Array.from({ length: 300 }, (_, at) => searchDocument(at, `number ${at} of ${at % 7}`));

describe('an index', () => {
  it('is the same bytes for the same documents, in whatever order they come', async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    await index(one, many);
    await index(other, [...many].reverse());
    expect(filesIn(other)).toEqual(filesIn(one));
  });

  it('stays as it is when nothing changed', async () => {
    const site = temporaryFolder();
    await index(site, many);
    const before = filesIn(site);
    const report = await index(site, many);
    expect(report).toMatchObject({ indexed: 0, documents: 300, segments: 1 });
    expect(filesIn(site)).toEqual(before);
  });

  it('gets a small segment for what is new, and leaves the others alone', async () => {
    const site = temporaryFolder();
    await index(site, many);
    const before = [...filesIn(site).keys()].filter((name) => name.includes('/'));
    const report = await index(site, [...many, searchDocument(1000, 'quite new')]);
    expect(report).toMatchObject({ indexed: 1, documents: 301, segments: 2 });
    expect([...filesIn(site).keys()]).toEqual(expect.arrayContaining(before));
    const found = await searchTree(await openSite(site), term('quite'));
    expect(found.hits.map(({ key }) => key)).toEqual([keyText(searchDocument(1000, '').key)]);
  });

  it('takes changes alone, where the rest is known to be as it was', async () => {
    const site = temporaryFolder();
    await index(site, many);
    const [, second = many[0]!] = many;
    const report = await index(site, [{ ...second, title: 'changed', text: 'changed' }], {
      isComplete: false,
      removed: [keyText(many[5]!.key)],
    });
    expect(report).toMatchObject({ indexed: 1, documents: 299 });
    const open = await openSite(site);
    expect((await searchTree(open, term('changed'))).total).toBe(1);
    expect((await searchTree(open, term('number'))).total).toBe(298);
  });

  it('knows renamed channels without touching a segment', async () => {
    const site = temporaryFolder();
    await index(site, many, { channels: { 'T012AB3C4/C024BE91L': 'help' } });
    const before = (await openSite(site)).manifest.segments;
    await index(site, many, { channels: { 'T012AB3C4/C024BE91L': 'questions' } });
    const { manifest } = await openSite(site);
    expect(manifest.channels).toEqual({ 'T012AB3C4/C024BE91L': 'questions' });
    expect(manifest.segments).toEqual(before);
  });

  it('is made anew where what the builder remembers is gone or damaged', async () => {
    const site = temporaryFolder();
    await index(site, many);
    const fresh = filesIn(site);
    await index(site, many.slice(0, -9));
    const states = join(site, '.unsilo/search');
    for (const name of readdirSync(states)) writeFileSync(join(states, name), 'no');
    const report = await index(site, many);
    expect(report).toMatchObject({ indexed: 300, segments: 1 });
    expect(filesIn(site)).toEqual(fresh);
    rmSync(join(site, 'search/head.json'));
    await index(site, many);
    expect(filesIn(site)).toEqual(fresh);
  });

  it('can be empty, and get its first document later', async () => {
    const site = temporaryFolder();
    expect(await index(site, [])).toMatchObject({ documents: 0, segments: 1 });
    expect((await searchTree(await openSite(site), term('number'))).total).toBe(0);
    await index(site, many.slice(0, 1));
    expect((await searchTree(await openSite(site), term('number'))).total).toBe(1);
    expect(await index(site, [])).toMatchObject({ documents: 0 });
  });

  it('leaves nothing in passing behind', async () => {
    const site = temporaryFolder();
    await index(site, many);
    await index(site, many.slice(3));
    expect(existsSync(join(site, '.unsilo/scratch'))).toBe(false);
    const { manifest } = await openSite(site);
    const names = manifest.segments.map(({ name }) => name);
    const others = readdirSync(join(site, 'search')).filter((name) => !names.includes(name));
    expect(others.filter((name) => name !== 'head.json' && !name.startsWith('manifest.'))).toEqual([]);
    expect(others).toHaveLength(2);
  });

  it('refuses the same conversation twice', async () => {
    await expect(index(temporaryFolder(), [many[0]!, many[0]!])).rejects.toThrow('two search documents');
  });

  it.each<[string, (secret: SearchDocument) => readonly SearchDocument[]]>([
    ['removed', () => []],
    ['edited away', (secret) => [{ ...secret, text: 'nothing of it', title: 'nothing' }]],
  ])('has no word of what was %s in any file', async (_, instead) => {
    const site = temporaryFolder();
    const secret = searchDocument(1001, 'Geheimwort zebrafink');
    await index(site, [...many, secret]);
    await index(site, [...many, { ...secret, text: `${secret.text} and more` }]);
    expect(textIn(site)).toMatch(/zebrafink/);
    await index(site, [...many, ...instead(secret)]);
    expect(textIn(site)).not.toMatch(/zebrafink|geheimwort/i);
    const fresh = temporaryFolder();
    await index(fresh, [...many, ...instead(secret)]);
    expect(filesIn(site)).toEqual(filesIn(fresh));
  });

  it('only hides the shorter text of a conversation that went on', async () => {
    const site = temporaryFolder();
    await index(site, many);
    const grown = many.map((one, at) =>
      at === 3 ? { ...one, text: `${one.text}\nand on`, messageCount: 2 } : one,
    );
    expect(await index(site, grown)).toMatchObject({ segments: 2, documents: 300 });
    expect((await openSite(site)).segments[0]?.hasDead).toBe(true);
  });

  it('finds the same after any series of updates as one made anew', async () => {
    const words = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'Éclair', 'foo.bar', '東京都', 'C++');
    const document = fc
      .tuple(fc.integer({ min: 0, max: 400 }), fc.array(words, { maxLength: 6 }), fc.option(words))
      .map(
        ([at, text, answer]): SearchDocument => ({
          ...searchDocument(at, text.join(' ')),
          ...(answer === null ? {} : { answer }),
        }),
      );
    const archive = fc.uniqueArray(document, { selector: ({ key }) => key.rootTs, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(fc.array(archive, { minLength: 1, maxLength: 5 }), async (archives) => {
        const site = temporaryFolder();
        for (const documents of archives) await index(site, documents);
        const open = await openSite(site);
        const oracle = new Oracle(archives.at(-1)!);
        for (const word of ['alpha', 'éclair', 'eclair', 'bar', '京都', 'c++', 'number']) {
          const { total, hits } = await searchTree(open, term(word));
          const expected = oracle.search(term(word));
          expect(total).toBe(expected.length);
          expect(hits.map(({ key }) => key)).toEqual(expected.slice(0, 20).map(({ key }) => key));
        }
        const living = open.segments.flatMap(({ dead }) => [...dead]).filter((isDead) => isDead === 0).length;
        expect(living).toBe(archives.at(-1)!.length);
        expect(await keysOf(open)).toHaveLength(open.size);
      }),
      { numRuns: 25 },
    );
  });
});

describe('files of an index', () => {
  it('are gzip that any tool unpacks, without a time or a system in them', async () => {
    const site = temporaryFolder();
    await index(site, many);
    const { manifest } = await openSite(site);
    const path = join(site, 'search', manifest.segments[0]!.name, 's/0.gz');
    const bytes = readFileSync(path);
    expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    expect(execFileSync('gzip', ['-dc', path]).length).toBeGreaterThan(100);
  });
});
