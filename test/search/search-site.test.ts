import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchSite } from '../../src/commands/search-site.ts';
import { pageMessages } from '../../src/search/text/page-messages.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { buildDemo, type Demo, importDemo } from '../support/demo.ts';
import { siteFiles } from '../support/site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let demo: Demo;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-search-site-'));
  demo = await importDemo(folder);
  await buildDemo(demo);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('unsilo search', () => {
  it('prints what it finds as one object, of which every page exists', async () => {
    const { code, out } = await runLine(['search', 'compaction', '--site', demo.site, '--json', '-l', '99']);
    const { total, results } = JSON.parse(out);
    expect(code).toBe(0);
    expect(total).toBe(results.length);
    expect(results.length).toBeGreaterThan(1);
    const files = siteFiles(demo.site);
    for (const { url } of results) expect(files.has(url), url).toBe(true);
    expect(Object.keys(results[0])).toEqual(['conversation', 'title', 'channel', 'date', 'score', 'url']);
    expect(results[0].conversation).toMatch(/^T\w+\/C\w+\/\d+\.\d{6}$/);
    expect(results[0].date).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
  });

  it('prints lines for people, and says how to see more', async () => {
    const { out } = await runLine(['search', 'the', '--out', folder, '--limit', '2']);
    expect(out).toMatch(
      /^.+\n {2}#[\w-]+, \d{4}-\d{2}-\d{2} {2}t\/\d{4}\/\d{2}\/p.+\.html\n.+\n {2}#.+\n\d+ more: --limit \d+ shows all\.\n$/,
    );
  });

  it('takes operators, exclusions after --, phrases and links', async () => {
    const totalOf = async (...line: string[]) =>
      JSON.parse((await runLine(['search', '--site', demo.site, '--json', ...line])).out).total;
    const all = await totalOf('compaction');
    expect(await totalOf('compaction sort:new')).toBe(all);
    expect(await totalOf('--', 'compaction', '-tail')).toBeLessThan(all);
    expect(await totalOf('"when two workers"')).toBe(1);
    expect(await totalOf('"workers two when"')).toBe(0);
    expect(await totalOf('1710234840.295509')).toBe(1);
    const { results } = await searchSite({ site: demo.site, query: '1710234840.295509', limit: 5 });
    expect(results[0]?.url).toMatch(/^t\/2024\/03\/p1710234840295509.*\.html#p1710234840295509$/);
  });

  it('says what it did not find, and what was meant', async () => {
    const { out } = await runLine(['search', 'compacton in:#nowhere', '--site', demo.site]);
    expect(out).toBe(
      'There is no channel #nowhere here.\nNothing found.\nDid you mean: compaction in:#nowhere\n',
    );
  });

  it('says what is wrong where there is no index, or none that it can read', async () => {
    const empty = await runLine(['search', 'x', '--site', temporaryFolder()]);
    expect(empty).toMatchObject({ code: 2, out: '' });
    expect(empty.err).toContain('there is no search index here. Build the site first');
    const other = temporaryFolder();
    await buildDemo({ ...demo, site: other });
    writeFileSync(join(other, 'search/head.json'), '{"format":99,"manifest":"x"}');
    const newer = await runLine(['search', 'x', '--site', other]);
    expect(newer.code).toBe(2);
    expect(newer.err).toContain('newer than this');
  });
});

describe('pages', () => {
  it('say what the index was made of', async () => {
    const pages = new Map([...siteFiles(demo.site)].map(([path, html]) => [path, pageMessages(html)]));
    const messages = [...pages.values()].flat();
    expect(messages.length).toBeGreaterThan(700);
    expect(messages.filter(({ id, text }) => id !== '' && text === '').length).toBeLessThan(5);
    expect(readdirSync(join(demo.site, 'search')).length).toBeGreaterThan(2);
  });
});
