import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser } from '../support/browser.ts';
import { buildDemo, importDemo } from '../support/demo.ts';
import { siteFiles } from '../support/site.ts';

/** The demo's site, read from disk as a person does who unpacked it: `file://`. */
describe.skipIf(!hasBrowser())('the site in a browser', () => {
  let folder: string;
  let site: string;
  let browser: Browser;
  let kinds: readonly (readonly [string, string])[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unsilo-browser-'));
    const demo = await importDemo(folder);
    site = demo.site;
    await buildDemo(demo, { title: 'Lantern community archive' });
    browser = await openBrowser();
    const paths = [...siteFiles(site).keys()];
    const thread = (start: string) => paths.find((path) => path.startsWith(`t/${start}`)) ?? '';
    kinds = [
      ['home', 'index.html'],
      ['about', 'about.html'],
      ['not found', '404.html'],
      ['months', 't/index.html'],
      ['month of all channels', 't/2024/07/index.html'],
      ['channel', 'c/general/index.html'],
      ['month', 'c/general/2024-07.html'],
      ['conversation', thread('2024/03/p1710234840295509')],
      ['every kind of text', thread('2025/08/p1755680400668819')],
      ['long thread', thread('2025/04/p1744444800675699')],
    ];
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(path: string, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(`file://${join(site, path)}`);
    return page;
  }

  it.each(['light', 'dark'] as const)(
    'has no accessibility violation in the %s scheme',
    async (colorScheme) => {
      for (const [kind, path] of kinds) {
        const page = await open(path, { colorScheme });
        const { violations, passes } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${kind}: ${id} ${nodes[0]?.html}`),
          kind,
        ).toEqual([]);
        expect(passes.length, kind).toBeGreaterThan(10);
        await page.context().close();
      }
    },
  );

  it('asks nothing of any other place, and breaks no rule of its own policy', async () => {
    for (const [kind, path] of kinds) {
      const page = await open('index.html', {});
      const asked: string[] = [];
      const said: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('console', (message) => said.push(message.text()));
      await page.goto(`file://${join(site, path)}`);
      expect(asked.length, kind).toBeGreaterThan(0);
      expect(asked.filter((url) => !url.startsWith(`file://${site}/`) && !url.startsWith('data:'))).toEqual(
        [],
      );
      expect(said, kind).toEqual([]);
      await page.context().close();
    }
  });

  it('fits a phone: nothing but code and tables is wider than the screen', async () => {
    for (const [kind, path] of kinds) {
      const page = await open(path, { viewport: { width: 320, height: 700 } });
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width, kind).toBeLessThanOrEqual(320);
      await page.context().close();
    }
  });

  it('reads without script, and a link to a message shows that message', async () => {
    const [, path = ''] = kinds.find(([kind]) => kind === 'long thread') ?? [];
    const page = await open(path, { javaScriptEnabled: false, reducedMotion: 'reduce' });
    const ids = await page.locator('article').evaluateAll((all) => all.map(({ id }) => id));
    const last = ids.at(-1) ?? '';
    await page.goto(`file://${join(site, path)}#${last}`);
    const box = await page.locator(`#${last}`).boundingBox();
    expect(box?.y).toBeLessThan(720);
    await page.context().close();
  });

  it('is walked through by keyboard: skip link, channel, month, conversation', async () => {
    const page = await open('index.html', {});
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.getByRole('link', { name: '#general' }).first().press('Enter');
    await page
      .getByRole('link', { name: /^Jul \d+/ })
      .first()
      .press('Enter');
    await page.locator('.rows a').first().press('Enter');
    expect(page.url()).toMatch(/\/t\/20\d\d\/07\/p\d+/);
    await page.context().close();
  });
});
