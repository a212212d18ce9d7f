import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/paths.ts';
import { hasBrowser, openBrowser } from '../support/browser.ts';
import { buildDemo, importDemo } from '../support/demo.ts';
import { type SiteServer, serveSite } from '../support/site-server.ts';

/** The search of the demo's site, in Chromium, served below a path. It runs the built scripts: `npm run build` first. */
describe.skipIf(!hasBrowser())('the search in a browser', () => {
  let folder: string;
  let site: string;
  let browser: Browser;
  let server: SiteServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unsilo-search-browser-'));
    const demo = await importDemo(folder);
    site = demo.site;
    await buildDemo(demo, { title: 'Lantern community archive' });
    browser = await openBrowser();
    server = await serveSite(site);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => server.failing.clear());

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(server.url + path);
    return page;
  }

  const status = (page: Page) => page.locator('#search-status');
  const results = (page: Page) => page.locator('#search-results > li > a');

  async function shows(page: Page, text: RegExp): Promise<void> {
    await page.locator('#search-status').filter({ hasText: text }).waitFor({ state: 'attached' });
  }

  /** Results come while one types: those of the whole word, with their excerpts, are the last. */
  async function typeAndWait(page: Page, word: string): Promise<void> {
    await page.keyboard.type(word);
    await page.waitForURL(`${server.url}search.html?q=${word}`);
    await shows(page, /conversation/);
    await page.locator('#search-results mark').getByText(word).first().waitFor();
  }

  it('answers while one types, and the address holds the query', async () => {
    const page = await open('search.html');
    await page.keyboard.type('compaction', { delay: 20 });
    await shows(page, /conversations? · \d+ ms · \d+ kB loaded/);
    await page.locator('#search-results mark').getByText('compaction').first().waitFor();
    expect(await results(page).count()).toBeGreaterThan(1);
    expect(page.url()).toBe(`${server.url}search.html?q=compaction`);
    await page.reload();
    await shows(page, /conversation/);
    await results(page).first().click();
    await page.waitForURL(/\/t\/\d{4}\/\d{2}\/p\d+/);
    await page.goBack();
    await shows(page, /conversation/);
    expect(await page.inputValue('#search-input')).toBe('compaction');
    await page.context().close();
  });

  it('is asked from any page by its form, also without script', async () => {
    const page = await open('about.html');
    await page.fill('header input', 'compaction');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.url}search.html?q=compaction`);
    await shows(page, /conversation/);
    await page.context().close();
    const plain = await open('t/index.html', { javaScriptEnabled: false });
    await plain.fill('header input', 'compaction');
    await plain.keyboard.press('Enter');
    await plain.waitForURL(`${server.url}search.html?q=compaction`);
    expect(await plain.locator('noscript').textContent()).toContain('scripts are off');
    await plain.context().close();
  });

  it('has chips that take operators out, and controls that write them', async () => {
    const page = await open('search.html?q=compaction+has%3Acode+sort%3Anew');
    await shows(page, /conversation/);
    const before = await status(page).textContent();
    expect(await page.locator('.chip').allTextContents()).toEqual(['has:code ×', 'sort:new ×']);
    await page.getByRole('button', { name: 'Remove has:code' }).click();
    expect(await page.inputValue('#search-input')).toBe('compaction sort:new');
    await page
      .locator('#search-status')
      .filter({ hasNotText: before ?? '' })
      .waitFor();
    await page.locator('summary').click();
    await page.selectOption('#sort', 'old');
    expect((await page.inputValue('#search-input')).trim()).toBe('compaction sort:old');
    await page.fill('#without', 'tail');
    await page.locator('#without').blur();
    expect((await page.inputValue('#search-input')).trim()).toBe('compaction sort:old -tail');
    await page.selectOption('#in', '#general');
    await page.waitForURL(/in%3A%23general/);
    await page.context().close();
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open('search.html');
    await typeAndWait(page, 'compaction');
    const focused = () => page.evaluate('document.activeElement.textContent');
    const titles = await results(page).allTextContents();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(titles[0]);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(titles[1]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate('document.activeElement.id')).toBe('search-input');
    await page.keyboard.press('Escape');
    expect(await page.inputValue('#search-input')).toBe('');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.id')).toBe('');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('search-input');
    expect(await page.inputValue('#search-input')).toBe('');
    await typeAndWait(page, 'compaction');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/t\/\d{4}\//);
    await page.context().close();
  });

  it('suggests a word, shows what has some words, and offers other ways', async () => {
    const page = await open('search.html?q=compacton');
    await page.getByRole('button', { name: 'compaction' }).click();
    await shows(page, /conversation/);
    await page.goto(`${server.url}search.html?q=compaction+zebra`);
    await shows(page, /conversation/);
    expect(await page.locator('#search-remarks').textContent()).toContain('No conversation has all words.');
    await page.goto(`${server.url}search.html?q=compaction+before%3A1999`);
    await page.getByRole('button', { name: 'Search without before:1999' }).click();
    await shows(page, /^\d+ conversation/);
    await page.context().close();
  });

  it('reads pages for phrases and for excerpts, and leads to the message', async () => {
    const page = await open('search.html?q=%22when+two+workers%22');
    await shows(page, /^1 conversation/);
    await page.goto(`${server.url}search.html?q=lease`);
    await page.locator('#search-results li p mark').first().waitFor();
    expect(await results(page).first().getAttribute('href')).toMatch(/#p\d+:~:text=/);
    await page.context().close();
  });

  it('goes to what a link means', async () => {
    const path =
      readdirSync(join(site, 't/2024/03')).find((name) => name.startsWith('p1710234840295509')) ?? '';
    const page = await open('search.html?q=1710234840.295509');
    const link = page.locator('#search-remarks a');
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`${server.url}t/2024/03/${path}#p1710234840295509`);
    const message = /id="(p\d{16})"/g;
    const ids = [...readFileSync(join(site, 't/2024/03', path), 'utf8').matchAll(message)].map(
      ([, id = '']) => id,
    );
    await page.goto(`${server.url}go.html?u=https%3A%2F%2Flantern.slack.com%2Farchives%2FC0X%2F${ids[0]}`);
    await page.getByText('This message is not in the archive.').waitFor();
    await page.goto(`${server.url}go.html?u=${ids.at(-1)}`);
    await page.waitForURL(`${server.url}t/2024/03/${path}#${ids.at(-1)}`);
    await page.goto(`${server.url}go.html?u=nonsense`);
    await page.getByText('This is no link to a message').waitFor();
    await page.context().close();
  });

  it('finds the page of a message that is not on the first', async () => {
    const name = readdirSync(join(site, 't/2025/04')).find((one) => one.endsWith('-2.html')) ?? '';
    const id = /<article id="(p\d+)"/.exec(readFileSync(join(site, 't/2025/04', name), 'utf8'))?.[1];
    const page = await open(`go.html?u=${id}`);
    await page.waitForURL(`${server.url}t/2025/04/${name}#${id}`);
    await page.context().close();
  });

  it('goes on offline with what it has, and says so where it has not', async () => {
    const page = await open('search.html?q=compaction');
    await shows(page, /conversation/);
    await page.context().setOffline(true);
    await page.fill('#search-input', 'compaction ');
    await shows(page, /conversation/);
    await page.context().close();
    const other = await open('search.html');
    await other.locator('#search-input').waitFor();
    await other.context().setOffline(true);
    await other.fill('#search-input', 'compaction');
    await other.getByText('You are offline.').waitFor();
    await other.context().setOffline(false);
    await other.getByRole('button', { name: 'Try again' }).click();
    await shows(other, /conversation/);
    expect(await other.locator('#search-alert').textContent()).toBe('');
    await other.context().close();
  });

  it('answers without a part that fails, and says so', async () => {
    const page = await open('search.html');
    await page.fill('#search-input', 'compaction');
    await shows(page, /conversation/);
    server.failing.add('/s/');
    await page.fill('#search-input', 'compaction zygote');
    await page.getByText('these words were left out').waitFor();
    expect(await results(page).count()).toBeGreaterThan(1);
    server.failing.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No conversation has all words.').waitFor();
    await page.context().close();
  });

  it.each([
    ['the engine', 'search-engine.js'],
    ['the manifest', 'search/'],
  ])('says so when %s can’t be loaded', async (_, part) => {
    server.failing.add(part);
    const page = await open('search.html?q=compaction');
    await page.locator('#search-alert').getByText('The index could not be loaded.').waitFor();
    await page.context().close();
  });

  it('asks to reload a page that is older than the index', async () => {
    const copy = join(folder, 'newer');
    cpSync(site, copy, { recursive: true });
    for (const name of readdirSync(join(copy, 'search')).filter((one) => one.startsWith('manifest.')))
      writeFileSync(join(copy, 'search', name), gzipSync(JSON.stringify({ format: 99, segments: [] })));
    const newer = await serveSite(copy);
    const page = await open('about.html');
    await page.goto(`${newer.url}search.html?q=compaction`);
    await page.getByText('newer than this page. Reload the page.').waitFor();
    await page.context().close();
    await newer.close();
  });

  it('runs in the page where there are no workers', async () => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
      Object.defineProperty(globalThis, 'Worker', { value: undefined });
    });
    const page = await context.newPage();
    await page.goto(`${server.url}search.html?q=compaction`);
    await shows(page, /conversation/);
    await context.close();
  });

  it('says on file:// why it can’t', async () => {
    const page = await open('about.html');
    await page.goto(`file://${join(site, 'search.html')}?q=compaction`);
    await page.getByText('Search does not work from a file').waitFor();
    await page.context().close();
  });

  it('takes texts for texts', async () => {
    const page = await open(`search.html?q=${encodeURIComponent('<img src=x onerror=alert(1)> "<b>"')}`);
    await shows(page, /found|conversation/);
    expect(await page.locator('main img, #search-remarks b').count()).toBe(0);
    await page.context().close();
  });

  it('remembers searches in this browser until told to forget', async () => {
    const page = await open('search.html');
    await page.fill('#search-input', 'compaction');
    await page.keyboard.press('Enter');
    await shows(page, /conversation/);
    await page.fill('#search-input', '');
    await page.locator('#search-recent a').getByText('compaction').waitFor();
    await page.getByRole('button', { name: 'Forget them' }).click();
    expect(await page.locator('#search-recent').textContent()).toBe('');
    expect(await page.evaluate('localStorage.length')).toBe(0);
    await page.context().close();
  });

  it('does its work apart from the page, also on a slow machine', async () => {
    const page = await open('search.html');
    const client = await page.context().newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.keyboard.type('compaction tail lease', { delay: 30 });
    await shows(page, /conversation/);
    expect(page.workers()).toHaveLength(1);
    await page.context().close();
  });

  it('asks nothing of any other place, and breaks no rule of its own policy', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked: string[] = [];
    const said: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(`${server.url}search.html?q=compaction`);
    await shows(page, /conversation/);
    await page.waitForTimeout(500);
    expect(asked.length).toBeGreaterThan(6);
    expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([]);
    // A slow machine needs longer to ask for the manifest than a browser likes to wait.
    const harmless = /favicon|404|preloaded using link preload/;
    expect(said.filter((line) => !harmless.test(line))).toEqual([]);
    await context.close();
  });

  it.each(['light', 'dark'] as const)(
    'has no accessibility violation in the %s scheme',
    async (colorScheme) => {
      const page = await open('search.html', { colorScheme });
      const states = ['', '?q=compaction+has%3Acode', '?q=compacton', '?q=compaction+before%3A1999'];
      for (const state of states) {
        await page.goto(`${server.url}search.html${state}`);
        if (state !== '') await shows(page, /found|conversation/);
        await page.locator('summary').click();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.html}`)).toEqual([]);
      }
      await page.goto(`${server.url}go.html?u=nonsense`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
      await page.context().close();
    },
  );

  it('fits a narrow screen', async () => {
    const page = await open('search.html?q=compaction', { viewport: { width: 320, height: 600 } });
    await shows(page, /conversation/);
    await page.locator('summary').click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await page.context().close();
  });

  it('has scripts of at most 20 kB, all in all', () => {
    const scripts = join(packageRoot, 'dist/browser');
    const names = readdirSync(scripts).filter((name) => name !== 'go.js');
    expect(names).toEqual(['search-engine.js', 'search.js']);
    const sizes = names.map((name) => gzipSync(readFileSync(join(scripts, name))).length);
    const sum = sizes.reduce((a, b) => a + b, 0);
    expect(sum).toBeLessThanOrEqual(20_000);
    expect(sum).toBeGreaterThan(10_000);
  });
});
