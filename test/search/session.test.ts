import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FileSource } from '../../src/search/engine/file-source.ts';
import { noteText } from '../../src/search/engine/notes.ts';
import { SearchSession } from '../../src/search/engine/session.ts';
import { folderSource } from '../../src/search/folder-source.ts';
import { index, openSite } from '../support/search-index.ts';
import { searchDocument } from '../support/small-search.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const options = { limit: 10, prefixBudget: 32 };
const layout = { fileBytes: [10, 10] as const, recordSize: 2 };
const documents = ['alpha beta', 'beta gamma', 'gamma delta', 'omega'].map((text, at) =>
  searchDocument(at, text),
);

async function site(): Promise<string> {
  const folder = temporaryFolder();
  await index(folder, documents, { layout });
  return folder;
}

/** A source of which some files fail: with nothing, or with other bytes. */
function failing(folder: string, isBad: (path: string) => boolean, bytes?: Uint8Array): FileSource {
  const good = folderSource(join(folder, 'search'));
  return {
    async read(path) {
      if (!isBad(path)) return await good.read(path);
      if (bytes === undefined) throw new Error('the network is down');
      return bytes;
    },
  };
}

async function pathOfWord(folder: string, word: string): Promise<string> {
  const open = await openSite(folder);
  const reads: string[] = [];
  const source = failing(folder, (path) => {
    if (path.includes('/s/')) reads.push(path);
    return false;
  });
  await new SearchSession(source).search(word, options);
  expect(open.segments).toHaveLength(1);
  return reads[0]!;
}

describe('an index that stays open', () => {
  it('goes on after the site was published anew', async () => {
    const folder = await site();
    const session = new SearchSession(folderSource(join(folder, 'search')));
    expect((await session.search('gamma ', options)).total).toBe(2);
    await index(folder, [...documents.map((one) => ({ ...one, text: `${one.text} new` }))], { layout });
    expect((await session.search('new omega ', options)).total).toBe(1);
  });

  it('goes on where the page names a manifest that is gone', async () => {
    const folder = await site();
    const session = new SearchSession(folderSource(join(folder, 'search')), 'manifest.0000.json.gz');
    expect((await session.search('omega', options)).total).toBe(1);
  });

  it.each([
    ['fails', undefined],
    ['is empty', new Uint8Array()],
    ['is cut', new Uint8Array([5, 200])],
    ['is something else', new TextEncoder().encode('<!doctype html><title>404</title>'.repeat(99))],
  ])('answers without a word whose file %s, and says so', async (_, bytes) => {
    const folder = await site();
    const bad = await pathOfWord(folder, 'omega ');
    const session = new SearchSession(failing(folder, (path) => path === bad, bytes));
    const { total, notes } = await session.search('beta omega ', options);
    expect(total).toBe(2);
    expect(notes.map(noteText)).toEqual([
      'A part of the index could not be loaded, so these words were left out: omega. Try again.',
    ]);
  });

  it('does not say that nothing is there where it could not look, and is ready to try again', async () => {
    const folder = await site();
    let isDown = false;
    const session = new SearchSession(failing(folder, () => isDown));
    await session.search('gamma ', options);
    isDown = true;
    await expect(session.search('omega ', options)).rejects.toThrow(
      'None of these words could be looked up.',
    );
    isDown = false;
    expect((await session.search('omega ', options)).total).toBe(1);
  });

  it('takes a file that is missing from the index of today as one that fails', async () => {
    const folder = await site();
    const bad = await pathOfWord(folder, 'omega ');
    const good = folderSource(join(folder, 'search'));
    const source: FileSource = { read: (path) => good.read(path === bad ? 'nowhere.gz' : path) };
    const { total, notes } = await new SearchSession(source).search('beta omega ', options);
    expect(total).toBe(2);
    expect(notes).toHaveLength(1);
  });

  it('shows what it can when records fail', async () => {
    const folder = await site();
    const session = new SearchSession(failing(folder, (path) => path.endsWith('/d/0.gz')));
    const { total, results, notes } = await session.search('beta ', options);
    expect([total, results.length]).toEqual([2, 1]);
    expect(notes.map(noteText)).toEqual(['Some results could not be loaded. Try again.']);
  });

  it('says when everything fails, and is ready to try again', async () => {
    const folder = await site();
    let isDown = true;
    const session = new SearchSession(failing(folder, () => isDown));
    await expect(session.search('gamma', options)).rejects.toThrow('the network is down');
    isDown = false;
    expect((await session.search('gamma ', options)).total).toBe(2);
  });

  it.each([
    ['head', { format: 99, manifest: 'x' }, 'newer than this page. Reload'],
    ['head', { format: 0, manifest: 'x' }, 'another version'],
    ['head', { hello: 1 }, 'damaged'],
    ['head', [], 'damaged'],
    ['manifest', { format: 99, segments: [] }, 'newer than this page'],
    ['manifest', { format: 1, tokenizer: 99, segments: [] }, 'another version'],
    ['manifest', null, 'damaged'],
  ])('says what is wrong with a %s that says %j', async (file, content, message) => {
    const folder = await site();
    const head = join(folder, 'search/head.json');
    const { manifest } = JSON.parse(readFileSync(head, 'utf8'));
    if (file === 'head') writeFileSync(head, JSON.stringify(content));
    else writeFileSync(join(folder, 'search', manifest), gzipSync(JSON.stringify(content)));
    const session = new SearchSession(folderSource(join(folder, 'search')));
    await expect(session.search('gamma', options)).rejects.toThrow(message);
  });

  it('reads files that a server has unpacked already', async () => {
    const folder = await site();
    const { manifest } = JSON.parse(readFileSync(join(folder, 'search/head.json'), 'utf8'));
    const path = join(folder, 'search', manifest);
    writeFileSync(path, gunzipSync(readFileSync(path)));
    const session = new SearchSession(folderSource(join(folder, 'search')));
    expect((await session.search('gamma ', options)).total).toBe(2);
  });
});

describe('a link', () => {
  it.each([
    [{ kind: 'message', ts: '1710786900.000100' }, 0, 'p1710786900000100'],
    [{ kind: 'message', ts: '1710786999.000200' }, 1, 'p1710786999000200'],
    [{ kind: 'message', ts: '1710786999.000200', channelId: 'C024BE91L' }, 1, 'p1710786999000200'],
    [{ kind: 'message', ts: '1710786999.000200', channelId: 'C0ELSEWHERE' }, undefined, undefined],
    [{ kind: 'message', ts: '1799999999.000200', threadTs: '1710786960.000100' }, 1, 'p1710786960000100'],
    [{ kind: 'message', ts: '1799999999.000200' }, undefined, undefined],
    [{ kind: 'post', name: '#812' }, 2, undefined],
    [{ kind: 'post', name: 'Acme/Chat#812' }, 2, undefined],
    [{ kind: 'post', name: 'acme/other#812' }, undefined, undefined],
    [{ kind: 'channel', channelId: 'C024BE91L' }, undefined, undefined],
  ] as const)('%j leads to conversation %s', async (target, at, anchor) => {
    const folder = temporaryFolder();
    const linked = documents.map((one, number) => ({
      ...one,
      ...(number === 1 ? { replies: ['1710786999.000200' as typeof one.key.rootTs] } : {}),
      ...(number === 2 ? { posts: ['acme/chat#812'] } : {}),
    }));
    await index(folder, linked.slice(0, 2), { layout });
    await index(folder, linked, { layout });
    const session = new SearchSession(folderSource(join(folder, 'search')));
    const found = await session.find(target);
    expect(found?.record.url).toBe(at === undefined ? undefined : documents[at]!.url);
    expect(found?.anchor).toBe(anchor);
  });
});
