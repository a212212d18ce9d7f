import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelId } from '../../src/model/ids.ts';
import { keyText, type SearchDocument } from '../../src/search/document.ts';
import { noteText } from '../../src/search/engine/notes.ts';
import type { OpenIndex } from '../../src/search/engine/open-index.ts';
import { defaultPrefixBudget, search } from '../../src/search/engine/search.ts';
import { parseQuery } from '../../src/search/query/parse-query.ts';
import { planQuery } from '../../src/search/query/plan-query.ts';
import type { PageMessage } from '../../src/search/text/page-messages.ts';
import { index, openSite } from '../support/search-index.ts';
import { Oracle } from '../support/search-oracle.ts';
import { searchDocument } from '../support/small-search.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const perDay = 24 * 60;
const elsewhere = { key: { ...searchDocument(3 * perDay, '').key, channelId: 'C024BE92M' as ChannelId } };
const documents: readonly SearchDocument[] = [
  searchDocument(0, 'Proxy settings for the installer', {
    isAnswered: true,
    kinds: ['code'],
    messageCount: 7,
  }),
  searchDocument(perDay, 'The installer stops with ECONNRESET behind our proxy on windows', {
    authors: ['Grace Hopper', 'Ada Lovelace'],
  }),
  searchDocument(2 * perDay, 'Call getHTTPResponse() from foo.barBaz with C', {
    kinds: ['code', 'link'],
    messageCount: 3,
  }),
  searchDocument(3 * perDay, 'the connection was reset by the proxy', elsewhere),
  searchDocument(4 * perDay, 'reset the connection', { posts: ['acme/chat#812'] }),
  searchDocument(5 * perDay, '東京都の天気 と café'),
  searchDocument(6 * perDay, 'x.foo.bar is another thing for C++, resumé or resume'),
];
const channels = { 'T012AB3C4/C024BE91L': 'help', 'T012AB3C4/C024BE92M': 'Random' };

let open: OpenIndex;
const site = mkdtempSync(join(tmpdir(), 'unsilo-search-'));
beforeAll(async () => {
  await index(site, documents, { channels });
  open = await openSite(site);
});
afterAll(() => rmSync(site, { recursive: true }));

async function found(text: string, from = open): Promise<number[]> {
  const { results } = await search(from, text, { limit: 20, prefixBudget: defaultPrefixBudget, pages });
  return results.map(({ key }) => documents.findIndex((document) => keyText(document.key) === key));
}

/** Pages that say what the documents do. */
async function pages(url: string): Promise<readonly PageMessage[]> {
  const document = documents.find((one) => one.url === url);
  if (document === undefined) throw new Error('no page');
  return [{ id: 'p1710786900000100', text: document.text }];
}

describe('a search', () => {
  it.each([
    ['proxy installer', [0, 1]],
    ['PROXY', [0, 3, 1]],
    ['inst', [0, 1]],
    ['inst ', []],
    ['proxy -windows', [0, 3]],
    ['proxy in:#help', [0, 1]],
    ['proxy in:random', [3]],
    ['proxy -in:#random sort:new', [1, 0]],
    ['from:ada', [6, 5, 4, 3, 2, 1, 0]],
    ['from:"ada lovelace" author:grace', [1]],
    ['is:answered', [0]],
    ['is:open proxy sort:old', [1, 3]],
    ['has:code', [2, 0]],
    ['has:code has:link', [2]],
    ['replies:>1', [2, 0]],
    ['replies:>1 sort:replies', [0, 2]],
    ['before:2024-03-20', [1, 0]],
    ['after:2024-03-19 on:2024-03', [6, 5, 4, 3, 2]],
    ['proxy during:2024-03-21', [3]],
    ['http response', [2]],
    ['getHTTPResponse', [2]],
    ['gethttpresponse', [2]],
    ['foo.bar', [2, 6]],
    ['foo bar', [2, 6]],
    ['C++', [6]],
    ['c', [6, 2]],
    ['ECONNRESET', [1]],
    ['東京', [5]],
    ['京都', [5]],
    ['天', [5]],
    ['気', [5]],
    ['cafe', [5]],
    ['café', [5]],
    ['resume', [6]],
    ['in:title weather', []],
    ['"the connection"', [4, 3]],
    ['"connection was reset"', [3]],
    ['"CONNECTION  was" by', [3]],
    ['"proxy installer"', []],
    ['', []],
    ['-proxy', []],
    ['-has:code sort:old', [1, 3, 4, 5, 6]],
    ['!in:x \u0001', []],
    ['in:#nowhere', []],
  ])('for %j', async (text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it('that no conversation answers in full shows what has some of the words, and says so', async () => {
    const { notes, total } = await search(open, 'proxy weather zebra', { limit: 5, prefixBudget: 32 });
    expect(total).toBe(3);
    expect(notes.map(noteText)).toEqual(['No conversation has all words. Showing those that have some.']);
  });

  it.each([
    ['instaler', 'installer'],
    ['proxy "conection" ', 'proxy "connection" '],
    ['conection', 'connection'],
    ['isntaller proxy', 'installer proxy'],
    ['zzzz', undefined],
    ['abc', undefined],
  ])('for %j suggests %j', async (text, suggestion) => {
    const answer = await search(open, text, { limit: 5, prefixBudget: 32 });
    expect(answer.suggestion).toBe(suggestion);
  });

  it.each([
    [20, undefined],
    [90, 'prize '],
  ])('suggests for a word that is there one that stands in %i more: %j', async (count, suggestion) => {
    const site = temporaryFolder();
    const others = Array.from({ length: count }, (_, at) => searchDocument(at, 'the prize'));
    await index(site, [searchDocument(99, 'the price'), ...others]);
    const answer = await search(await openSite(site), 'price ', { limit: 5, prefixBudget: 32 });
    expect(answer.suggestion).toBe(suggestion);
  });

  it('shows what results need', async () => {
    const { results } = await search(open, 'econnreset', { limit: 5, prefixBudget: 32 });
    expect(results[0]).toMatchObject({
      key: 'T012AB3C4/C024BE91L/1710873300.000100',
      url: documents[1]?.url,
      title: 'The installer stops with ECONNRESET behind our proxy on wind',
      channel: 'help',
      ts: '1710873300.000100',
      author: 'Grace Hopper',
      messageCount: 1,
      isAnswered: false,
    });
  });

  it('says that a channel does not exist', async () => {
    const { notes } = await search(open, 'proxy in:#nowhere', { limit: 5, prefixBudget: 32 });
    expect(notes.map(noteText)).toEqual(['There is no channel #nowhere here.']);
  });

  it('says how far phrases were looked for, and that pages could not be read', async () => {
    const { notes, total } = await search(open, '"the connection"', {
      limit: 5,
      prefixBudget: 32,
      pages: () => Promise.reject(new Error('offline')),
    });
    expect(total).toBe(0);
    expect(notes.map(noteText)).toEqual([
      'The phrase was looked for in 0 conversations; 2 more could not be read.',
    ]);
  });

  it('equals one MiniSearch for whole queries, stop words and all', async () => {
    const oracle = new Oracle(documents);
    for (const text of [
      'foo.barBaz',
      'the proxy',
      'the',
      'café proxy',
      '東京都',
      'connection res',
      'x.foo.bar thing',
    ]) {
      const plan = planQuery(parseQuery(text), {
        stopWords: new Set(open.manifest.stopWords),
        channels,
        days: [0, 1e6],
        canExpand: () => true,
      });
      const all = oracle.search(plan.all!);
      const expected = all.length === 0 && plan.any !== undefined ? oracle.search(plan.any) : all;
      const { results, total } = await search(open, text, { limit: 20, prefixBudget: 1e9 });
      expect(
        results.map(({ key, score }) => ({ key, score })),
        text,
      ).toEqual(expected);
      expect(total).toBe(expected.length);
    }
  });

  it.each([
    'a.'.repeat(300),
    '東'.repeat(600),
    Array.from({ length: 200 }, (_, at) => `w${at}`).join(' '),
    '"'.repeat(601),
    '-'.repeat(500),
    `${'in:x '.repeat(100)}`,
    '__proto__ constructor toString',
    '\0\ufffe\ud800',
  ])('answers a hostile text: %j', async (text) => {
    const reads: string[] = [];
    const source = {
      read: (path: string) => {
        reads.push(path);
        return open.source.read(path);
      },
    };
    await search({ ...open, source }, text, { limit: 10, prefixBudget: 32, pages });
    expect(reads.length).toBeLessThan(60);
  });
});
