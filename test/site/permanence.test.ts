import { rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Urls } from '../../src/archive/url-ledger.ts';
import type { Message } from '../../src/model/message.ts';
import { tsDigits } from '../../src/model/ts.ts';
import { message } from '../support/publish.ts';
import { brokenLinks, build, linksOf, MemorySource, siteFiles } from '../support/site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Said {
  readonly minute: number;
  /** Index of the message that it answers, among those that answer nothing. */
  readonly answers: number | undefined;
  /** The build at which the archive has it. */
  readonly since: number;
}

const said = fc.record({
  minute: fc.integer({ min: 0, max: 400 }),
  answers: fc.option(fc.nat(), { nil: undefined, freq: 2 }),
  since: fc.integer({ min: 0, max: 3 }),
});

const builds = 4;

/** What the archive has at each build: messages come in any order of time, and none is lost. */
function archivesOf(all: readonly Said[]): readonly (readonly Message[])[] {
  const unique = [...new Map(all.map((one) => [one.minute, one])).values()].sort(
    (a, b) => a.minute - b.minute,
  );
  const roots = unique.filter(({ answers }, index) => index === 0 || answers === undefined);
  const messages = unique.map((one) => {
    const root = one.answers === undefined ? undefined : roots[one.answers % roots.length];
    const isReply = root !== undefined && root.minute < one.minute;
    return { one, made: message(one.minute, isReply ? { thread: root.minute } : {}) };
  });
  return Array.from({ length: builds }, (_, at) =>
    messages.filter(({ one }) => one.since <= at).map(({ made }) => made),
  );
}

/** Where a reader finds a message: on the page itself, or by the one link that stands in its place. */
function isShown(files: ReadonlyMap<string, string>, path: string, id: string): boolean {
  const page = files.get(path) ?? '';
  if (page.includes(`<article id="${id}"`)) return true;
  const row = new RegExp(`<p class="elsewhere" id="${id}">(.*?)</p>`).exec(page)?.[1];
  const [link] = row === undefined ? [] : linksOf(path, row);
  if (link?.to === undefined) return false;
  return (files.get(link.to.path) ?? '').includes(`<article id="${link.to.anchor || id}"`);
}

describe('an address once published', () => {
  it('shows its message after every later build, whatever comes to the archive in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 30 }), async (all) => {
        const dir = temporaryFolder();
        const urls: { current: Urls } = { current: { conversations: [], channels: [] } };
        const published = new Set<string>();
        for (const messages of archivesOf(all)) {
          await build(new MemorySource({ help: messages }, urls), dir);
          const files = siteFiles(dir);
          for (const address of published) {
            const [path = '', id = ''] = address.split('#');
            expect(isShown(files, path, id), address).toBe(true);
          }
          for (const [path, html] of files)
            for (const [, id] of html.matchAll(/<article id="([^"]+)"/g)) published.add(`${path}#${id}`);
          const shown = [...published].map((address) => address.split('#')[1]);
          for (const { ts } of messages) expect(shown).toContain(`p${tsDigits(ts)}`);
          expect(brokenLinks(files)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a channel that is renamed', () => {
  it('keeps its folder, and the new name leads there', async () => {
    const dir = temporaryFolder();
    const urls: { current: Urls } = { current: { conversations: [], channels: [] } };
    const before = new MemorySource({ help: [message(0)] }, urls);
    await build(before, dir);
    const renamed = new MemorySource({ help: [message(0)] }, urls);
    const [channel] = renamed.directory().channels.values();
    const channels = new Map([[channel!.id, { ...channel!, name: 'ask-us' }]]);
    renamed.directory = () => ({ ...before.directory(), channels });
    renamed.fingerprint = () => 'renamed';
    await build(renamed, dir);
    const files = siteFiles(dir);
    expect(files.get('c/help/index.html')).toContain('#ask-us');
    expect(files.get('c/ask-us/index.html')).toContain('url=../help/index.html');
    expect(urls.current.channels).toMatchObject([{ slug: 'help', aliases: ['ask-us'] }]);
  });
});

describe('what was taken out of the archive', () => {
  it('leaves its page, which says so and names nobody', async () => {
    const dir = temporaryFolder();
    const urls: { current: Urls } = { current: { conversations: [], channels: [] } };
    await build(new MemorySource({ help: [message(0), message(3)], other: [message(1)] }, urls), dir);
    const path = urls.current.conversations.find(({ channelId }) => channelId === 'C0HELP')!.path;
    await build(new MemorySource({ other: [message(1)] }, urls), dir);
    const page = siteFiles(dir).get(path);
    expect(page).toContain('not in the archive any more');
    expect(page).not.toContain('Ada');
    expect(brokenLinks(siteFiles(dir))).toEqual([]);
  });
});

describe('a second build', () => {
  it('with nothing new writes nothing', async () => {
    const dir = temporaryFolder();
    const source = new MemorySource({ help: [message(0), message(5, { thread: 0 })] });
    const first = await build(source, dir);
    expect(first).toMatchObject({ unchanged: 0, removed: 0, conversations: 1 });
    const second = await build(source, dir);
    expect(second).toMatchObject({
      written: 0,
      unchanged: first.written,
      conversations: 1,
      bytes: first.bytes,
    });
  });

  it('with a new message writes the pages that show it, and no other conversation', async () => {
    const dir = temporaryFolder();
    const urls: { current: Urls } = { current: { conversations: [], channels: [] } };
    const talk = [message(0), message(5, { thread: 0 }), message(5000), message(5001, { thread: 5000 })];
    await build(new MemorySource({ help: talk, other: [message(7)] }, urls), dir);
    const before = siteFiles(dir);
    await build(
      new MemorySource({ help: [...talk, message(6, { thread: 0 })], other: [message(7)] }, urls),
      dir,
    );
    const changed = [...siteFiles(dir)]
      .filter(([path, text]) => before.get(path) !== text)
      .map(([path]) => path);
    expect(changed.filter((path) => path.startsWith('t/2024'))).toHaveLength(2);
    expect(changed).toContain('c/help/2024-03.html');
    expect(changed.some((path) => path.startsWith('c/other'))).toBe(false);
  });

  it('gives the same bytes as a build into an empty folder', async () => {
    const urls: { current: Urls } = { current: { conversations: [], channels: [] } };
    const [dir, fresh] = [temporaryFolder(), temporaryFolder()];
    await build(new MemorySource({ help: [message(0)] }, urls), dir);
    const grown = new MemorySource({ help: [message(0), message(2), message(90)] }, urls);
    await build(grown, dir);
    await build(grown, fresh);
    expect(siteFiles(dir)).toEqual(siteFiles(fresh));
  });

  it('makes anew what was deleted by hand, and leaves alone what is not ours', async () => {
    const dir = temporaryFolder();
    const source = new MemorySource({ help: [message(0)] });
    await build(source, dir);
    rmSync(`${dir}/index.html`);
    writeFileSync(`${dir}/CNAME`, 'chat.example.org\n');
    expect(await build(source, dir)).toMatchObject({ written: 1, removed: 0 });
    expect(siteFiles(dir).get('CNAME')).toBe('chat.example.org\n');
  });
});
