import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemo, importDemo } from '../support/demo.ts';
import { brokenLinks, linksOf, siteFiles } from '../support/site.ts';

/** The site of the invented community, which has every construct and quirk. */
let folder: string;
let files: ReadonlyMap<string, string>;
const baseUrl = 'https://lantern.example/chat/';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-demo-site-'));
  const demo = await importDemo(folder);
  await buildDemo(demo, {
    title: 'Lantern community archive',
    description: 'What Lantern talks about.',
    baseUrl,
  });
  files = siteFiles(demo.site);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pages = () => [...files].filter(([path]) => path.endsWith('.html'));

describe('the links', () => {
  it('within the site all lead to a page and an anchor', () => expect(brokenLinks(files)).toEqual([]));

  it('that a page loads stay within the site', () => {
    const loaded = pages().flatMap(([path, html]) =>
      [...html.matchAll(/<(?:script|img|iframe|link rel="stylesheet")[^>]*\s(?:src|href)="([^"]*)"/g)].map(
        ([, href = '']) => ({ path, href }),
      ),
    );
    expect(loaded.length).toBeGreaterThan(300);
    expect(loaded.filter(({ path, href }) => /^(?:[a-z]+:|\/)/i.test(href) && path !== '404.html')).toEqual(
      [],
    );
  });

  it('are relative, so that the site works at any place', () => {
    const absolute = pages()
      .filter(([path]) => path !== '404.html')
      .flatMap(([path, html]) => linksOf(path, html))
      .filter(({ href }) => href.startsWith('/'));
    expect(absolute).toEqual([]);
  });

  it('of people carry no vote of the site', () => {
    const external = pages().flatMap(([, html]) =>
      [...html.matchAll(/<a [^>]*href="https?:[^>]*>/g)].map(String),
    );
    const ours = external.filter((tag) =>
      /github\.com\/unsilo|lantern\.example\/chat\/|\.slack\.com\/archives/.test(tag),
    );
    expect(external.length).toBeGreaterThan(ours.length);
    for (const tag of external.filter((one) => !ours.includes(one)))
      expect(tag).toContain('rel="nofollow ugc"');
  });
});

describe('every page', () => {
  it('is valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard'],
      rules: {
        // Bytes: an attribute says no more with `=""`, and quotes of text need no entity.
        'no-raw-characters': 'off',
        'attribute-boolean-style': 'off',
        'doctype-style': 'off',
        'void-style': 'off',
        'no-inline-style': 'error',
        'long-title': 'off',
        // A wide block scrolls, so that it must be reachable by keyboard.
        'no-redundant-role': 'error',
      },
    });
    const problems: string[] = [];
    for (const [path, html] of pages()) {
      const report = await validator.validateString(html);
      for (const { messages } of report.results)
        problems.push(...messages.map(({ ruleId, message, line }) => `${path}:${line} ${ruleId} ${message}`));
    }
    expect(problems).toEqual([]);
  });

  it('names its language, its place in the archive and what may be loaded', () => {
    for (const [path, html] of pages()) {
      expect(html, path).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(html, path).toMatch(/<title>[^<]+<\/title>/);
      if (html.includes('http-equiv="refresh"')) continue;
      expect(html, path).toContain('Content-Security-Policy');
      expect(html, path).toContain('<h1>');
      expect(html, path).not.toMatch(
        /\sstyle="|\son[a-z]+="|<script(?! type="application\/ld\+json"| defer src="assets\/)/,
      );
    }
  });

  it('tells search engines one address, or to leave it out', () => {
    for (const [path, html] of pages()) {
      if (html.includes('http-equiv="refresh"')) continue;
      const canonical = /<link rel="canonical" href="([^"]*)">/.exec(html)?.[1];
      if (html.includes('noindex')) expect(canonical, path).toBeUndefined();
      else expect(canonical).toBe(baseUrl + path.replace(/(^|\/)index\.html$/, '$1'));
    }
  });
});

describe('bytes', () => {
  it('stay within the budgets of a page', () => {
    const sizes = pages()
      .filter(([path]) => path.startsWith('t/2'))
      .map(([, html]) => Buffer.byteLength(html))
      .sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length * 0.5)]).toBeLessThanOrEqual(6_000);
    expect(sizes[Math.floor(sizes.length * 0.99)]).toBeLessThanOrEqual(60_000);
    expect(sizes.at(-1)).toBeLessThanOrEqual(500_000);
  });
});

describe('the sitemap and the feeds', () => {
  it('list pages that are there and may be indexed', () => {
    const maps = [...files].filter(([path]) => /^sitemap-\d{4}\.xml$/.test(path));
    const listed = maps.flatMap(([, xml]) =>
      [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc = '']) => loc),
    );
    expect(listed.length).toBeGreaterThan(40);
    for (const address of listed) {
      const page = files.get(address.replace(baseUrl, ''));
      expect(page, address).toBeDefined();
      expect(page).not.toContain('noindex');
    }
    expect(files.get('sitemap.xml')).toContain(`<loc>${baseUrl}sitemap-2024.xml</loc>`);
  });

  it('name each conversation by its address, newest first', () => {
    const feed = files.get('feed.xml') ?? '';
    const ids = [...feed.matchAll(/<entry>\n<id>([^<]*)<\/id>/g)].map(([, id = '']) => id);
    expect(ids).toHaveLength(30);
    for (const id of ids) expect(files.has(id.replace(baseUrl, '')), id).toBe(true);
    const updated = [...feed.matchAll(/<updated>([^<]*)<\/updated>/g)].map(([, at = '']) => at).slice(1);
    expect(updated).toEqual([...updated].sort().reverse());
  });
});

describe('a page of each kind looks as it did', () => {
  const golden = (name: string) => `../golden/site/${name}`;

  const conversation = (start: string) =>
    [...files.keys()].find((path) => path.startsWith(`t/${start}`) && !path.endsWith('-2.html'));

  it.each([
    ['every-construct.html', '2025/02/p1739872800749109'],
    ['rich-text.html', '2025/08/p1755680400668819'],
    ['redacted.html', '2024/11/p1730808000055979'],
    ['mentioned.html', '2024/03/p1710234840295509'],
    ['root-missing.html', '2023/12/p1703500000000100'],
  ])('the conversation %s', async (name, start) => {
    await expect(files.get(conversation(start) ?? '')).toMatchFileSnapshot(golden(name));
  });

  it('the second page of a long thread', async () => {
    const path =
      [...files.keys()].find((one) => one.endsWith('-2.html') && one.startsWith('t/2025/04')) ?? '';
    await expect(files.get(path)).toMatchFileSnapshot(golden('second-page.html'));
  });

  it.each([
    ['home.html', 'index.html'],
    ['about.html', 'about.html'],
    ['completeness.html', 'completeness.html'],
    ['badge.svg', 'badge.svg'],
    ['not-found.html', '404.html'],
    ['months.html', 't/index.html'],
    ['month-of-all-channels.html', 't/2024/07/index.html'],
    ['channel.html', 'c/general/index.html'],
    ['month.html', 'c/general/2024-07.html'],
  ])('%s', async (name, path) => {
    await expect(files.get(path)).toMatchFileSnapshot(golden(name));
  });
});
