import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileCopy } from '../../src/archive/file-store.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import type { MediaSource, StoredCopy } from '../../src/site/site-media.ts';
import { png } from '../support/pictures.ts';
import { build, MemorySource, siteFiles } from '../support/site.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hash = '0123456789abcdef0123456789abcdef';

function stored(extension: string, mimetype: string, bytes: Uint8Array, size: object = {}): StoredCopy {
  const path = join(temporaryFolder(), 'bytes');
  writeFileSync(path, bytes);
  return { path, copy: { name: `${hash}.${extension}`, mimetype, bytes: bytes.length, ...size } as FileCopy };
}

const picture = png(1280, 960);
const copies: Readonly<Record<string, () => StoredCopy>> = {
  F0IMAGE: () => stored('png', 'image/png', picture, { width: 1280, height: 960 }),
  F0PDF: () => stored('pdf', 'application/pdf', Buffer.from('%PDF-1.7')),
  F0HTML: () => stored('txt', 'text/plain', Buffer.from('<script>alert(1)</script>')),
  party: () => stored('gif', 'image/gif', png(64, 32), { width: 64, height: 32 }),
};
const media: MediaSource = {
  file: (id) => copies[id]?.(),
  emoji: (_, name) => (name === 'thanks' ? 'pray' : copies[name]?.()),
};

function site(files: readonly object[], more: object = {}) {
  const message = parseMessage({
    ts: '1710786933.057029',
    user: 'U0ADA',
    text: 'look',
    files: files as never,
    ...more,
  });
  const source = new MemorySource({ general: [message!] });
  source.media = media;
  return source;
}

async function page(files: readonly object[], more: object = {}) {
  const dir = join(temporaryFolder(), 'site');
  await build(site(files, more), dir);
  const html = [...siteFiles(dir).values()].filter((text) => text.includes('<article')).join('');
  return { dir, html };
}

describe('a copied file on the site', () => {
  it('is shown where it is an image: small enough, with its size, its alternative text and a link to all of it', async () => {
    const file = {
      id: 'F0IMAGE',
      name: 'screen "1".png',
      alt_txt: 'A <red> lamp',
      pretty_type: 'PNG',
      size: 2000,
    };
    const { html, dir } = await page([file]);
    expect(html).toMatch(
      /<figure><a href="((?:\.\.\/)+)files\/0123456789abcdef0123456789abcdef\.png"><img src="\1files\/0123456789abcdef0123456789abcdef\.png" alt="A &lt;red&gt; lamp" width="640" height="480" loading="lazy" decoding="async"><\/a><figcaption>screen &quot;1&quot;\.png <small>PNG · 2 kB<\/small><\/figcaption><\/figure>/,
    );
    expect(readFileSync(join(dir, 'files', `${hash}.png`))).toEqual(picture);
  });

  it('is linked where it is none, and never runs', async () => {
    const { html, dir } = await page([
      { id: 'F0PDF', name: 'report.exe' },
      { id: 'F0HTML', name: 'evil.html', mimetype: 'text/html' },
    ]);
    expect(html).toContain(`files/${hash}.pdf" download="report.pdf">report.exe</a>`);
    expect(html).toContain(`files/${hash}.txt">evil.html</a>`);
    expect(existsSync(join(dir, 'files', `${hash}.txt`))).toBe(true);
  });

  it('stays on the page when the plan of the workspace hides it in Slack', async () => {
    const { html } = await page([{ id: 'F0IMAGE', mode: 'hidden_by_limit' }]);
    expect(html).toContain('<figure>');
    expect(html).not.toContain('hidden by the limit');
  });

  it('is a line about the file where there is no copy', async () => {
    const { html, dir } = await page([
      { id: 'F0OTHER', name: 'a.png', permalink: 'https://acme.slack.com/files/a' },
    ]);
    expect(html).toContain('<a href="https://acme.slack.com/files/a"');
    expect(html).not.toContain('<img');
    expect(existsSync(join(dir, 'files'))).toBe(false);
  });

  it('is written once, and goes when no page shows it any more', async () => {
    const dir = join(temporaryFolder(), 'site');
    const first = await build(site([{ id: 'F0IMAGE', name: 'a.png' }]), dir);
    expect(first.bytes).toBeGreaterThan(picture.length);
    const second = await build(site([{ id: 'F0IMAGE', name: 'b.png' }]), dir);
    expect(second.removed).toBe(0);
    await build(site([]), dir);
    expect(existsSync(join(dir, 'files'))).toBe(false);
  });
});

describe('one of the workspace’s own emoji', () => {
  const reactions = [
    { name: 'party', count: 2, users: [] },
    { name: 'thanks', count: 1, users: [] },
    { name: 'unknown', count: 1, users: [] },
  ];

  const words = [
    { type: 'text', text: 'Great ' },
    ...['party', 'thanks', 'unknown'].flatMap((name) => [
      { type: 'emoji', name },
      { type: 'text', text: ' ' },
    ]),
  ];
  const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: words }] }];

  it('is an image with its name as alternative, an emoji that everybody has, or its name', async () => {
    const { html } = await page([], { blocks, reactions });
    const image = `src="[./]+files/${hash}.gif" alt=":party:" title=":party:" width="44" height="22" loading="lazy">`;
    expect(html).toMatch(new RegExp(`Great <img class="emoji" ${image} 🙏 :unknown:`));
    expect(html).toMatch(
      new RegExp(`<span><img class="emoji" ${image} 2</span><span>🙏 1</span><span>:unknown: 1</span>`),
    );
  });
});
