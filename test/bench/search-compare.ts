import { readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openIndex } from '../../src/search/engine/open-index.ts';
import { folderSource } from '../../src/search/folder-source.ts';
import { seeded } from '../support/search-queries.ts';
import { indexOnce } from './pagefind.ts';
import { someTitles } from './search-titles.ts';
import { serveSlowly, slow4g } from './slow-server.ts';

/**
 * The search page of a site against Pagefind over the same conversation pages, in Chromium, in turn, with the same
 * queries: one to three words from titles of the archive, without those on the index's list of function words. The line is slow 4G, kept by the server, as what
 * DevTools emulates does not hold for workers. First queries are cold: a profile of its own each, from the address of
 * the page to ten results on it; Pagefind's page has no interface, only its script, and waits for the data of ten
 * results. Bytes are those of all answers' bodies, as they were sent.
 *
 *     node test/bench/run.mjs search-compare SITE [first|alone|later|cpu …]      after search-site, or with any built site
 *
 * `alone` is `first` without Pagefind, which takes 16 GB of memory to index a million messages.
 */
/** Notes when the list of results is there. */
const watch = `new MutationObserver(() => {
  const status = document.querySelector('#search-status')?.textContent ?? '';
  if (/conversation|found/.test(status)) window.done ??= performance.now();
}).observe(document, { childList: true, characterData: true, subtree: true })`;

const [given = '.', ...only] = process.argv.slice(2);
const parts = only.length > 0 ? only : ['first', 'later', 'cpu'];
const site = resolve(given);
const root = join(import.meta.dirname, '..');
const [firstQueries, laterQueries, cpuQueries] = [20, 40, 60];

const isCompared = parts.some((part) => part === 'first' || part === 'later');
const pagefind = isCompared ? await indexOnce(root, site) : site;
const open = await openIndex(folderSource(join(site, 'search')));
const queries = await queriesOf(firstQueries + laterQueries + cpuQueries);
const server = await serveSlowly({ ours: site, theirs: pagefind });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${server.keyHash}`],
});
console.log(`${open.living} conversations; load ${loadavg()[0]?.toFixed(1)}`);
try {
  if (parts.includes('first')) await compareFirst(queries.slice(0, firstQueries));
  if (parts.includes('alone')) await measureFirst(queries.slice(0, firstQueries));
  if (parts.includes('later')) await compareLater(queries.slice(firstQueries, firstQueries + laterQueries));
  if (parts.includes('cpu')) await measureCpu(queries.slice(firstQueries + laterQueries));
} finally {
  await browser.close();
  await server.close();
}
process.exit();

interface Cost {
  readonly bytes: number;
  readonly ms: number;
  /** Until the page has read the best pages for excerpts. */
  readonly all?: number;
}

async function compareFirst(texts: readonly string[]): Promise<void> {
  server.network = slow4g;
  const [ours, theirs]: [Cost[], Cost[]] = [[], []];
  for (const text of texts) {
    ours.push(await firstQuery(`ours/search.html?q=${encodeURIComponent(text)}`, watch));
    theirs.push(await firstQuery(`theirs/index.html?q=${encodeURIComponent(text)}`));
  }
  print('first query, cold', ours, theirs);
  const [a, b] = [medianOf(ours), medianOf(theirs)];
  console.log(
    `  ${(b.bytes / a.bytes).toFixed(1)} × fewer bytes, ${(b.ms / a.ms).toFixed(1)} × faster   limits: 60 kB; hubspot-dev 4 ×, 2 ×; 1,000,000 messages 15 ×, 6 ×`,
  );
}

async function measureFirst(texts: readonly string[]): Promise<void> {
  server.network = slow4g;
  const costs: Cost[] = [];
  for (const text of texts)
    costs.push(await firstQuery(`ours/search.html?q=${encodeURIComponent(text)}`, watch));
  print('first query, cold', costs, []);
  console.log('  limit: 60 kB');
}

async function firstQuery(path: string, script = ''): Promise<Cost> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(script);
  await server.idle();
  server.bytes = 0;
  await page.goto(server.url + path, { waitUntil: 'commit' });
  let ms = 0;
  for (; ms === 0; await new Promise((resolve) => setTimeout(resolve, 10)))
    ms = (await page.evaluate('window.done ?? 0')) as number;
  const bytes = server.bytes;
  await server.idle();
  const all = server.bytes;
  await context.close();
  return { bytes, ms, all };
}

async function compareLater(texts: readonly string[]): Promise<void> {
  server.network = undefined;
  const context = await browser.newContext();
  const [ours, theirs] = [
    await openPage(context, 'ours/search.html'),
    await openPage(context, 'theirs/index.html'),
  ];
  // The first query brings code and lists.
  await askOurs(ours, texts[0] ?? '');
  await askTheirs(theirs, texts[0] ?? '');
  server.network = slow4g;
  const costs: [Cost[], Cost[]] = [[], []];
  for (const text of texts.slice(1)) {
    costs[0].push(await askOurs(ours, text));
    costs[1].push(await askTheirs(theirs, text));
  }
  print('later queries', ...costs);
  console.log(`  limit: p95 120 kB`);
  await context.close();
}

async function openPage(context: Awaited<ReturnType<Browser['newContext']>>, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url + path);
  await server.idle();
  return page;
}

async function askOurs(page: Page, text: string): Promise<Cost> {
  await server.idle();
  server.bytes = 0;
  const ms = (await page.evaluate(`new Promise((resolve) => {
    const status = document.querySelector('#search-status');
    status.textContent = '';
    const start = performance.now();
    new MutationObserver((_, observer) => {
      if (!/conversation|found/.test(status.textContent)) return;
      observer.disconnect();
      resolve(performance.now() - start);
    }).observe(status, { childList: true, characterData: true, subtree: true });
    document.querySelector('#search-input').value = ${JSON.stringify(text)};
    document.querySelector('#search-form').requestSubmit();
  })`)) as number;
  const bytes = server.bytes;
  await server.idle();
  return { ms, bytes, all: server.bytes };
}

async function askTheirs(page: Page, text: string): Promise<Cost> {
  await server.idle();
  server.bytes = 0;
  const ms = (await page.evaluate(`(async () => {
    const start = performance.now();
    await ask(${JSON.stringify(text)});
    return performance.now() - start;
  })()`)) as number;
  return { ms, bytes: server.bytes };
}

/**
 * What the engine computes for a query whose files are there, in a page whose processor is slowed down to a quarter:
 * time of the page's thread, so that other work of the machine does not count; the least of three.
 */
async function measureCpu(texts: readonly string[]): Promise<void> {
  server.network = undefined;
  const context = await browser.newContext();
  const page = await openPage(context, 'ours/about.html');
  const scripts = readdirSync(join(site, 'assets')).find((name) => name.startsWith('search-')) ?? '';
  await page.evaluate(`import('${server.url}ours/assets/${scripts}/search-engine.js').then(({ Engine }) => {
    globalThis.engine = new Engine({ site: '${server.url}ours/' });
  })`);
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const threadMs = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const costOf = async (script: string) => {
    const before = await threadMs();
    await page.evaluate(script);
    return (await threadMs()) - before;
  };
  const ask = (text: string) =>
    costOf(`engine.reply(${JSON.stringify({ kind: 'search', text, limit: 10 })}).then(() => undefined)`);
  // Once at full speed, so that all files are there and the code is warm.
  for (const text of texts) await ask(text);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const costs: number[] = [];
  const nothing: number[] = [];
  for (const text of texts) {
    costs.push(Math.min(await ask(text), await ask(text), await ask(text)));
    nothing.push(await costOf('Promise.resolve()'));
  }
  // What it costs to be asked by a test is not the engine's.
  const asking = quantile(nothing, 0.5);
  const row = [0.5, 0.95, 1].map((share) => (quantile(costs, share) - asking).toFixed(1)).join(' / ');
  console.log(
    `engine, CPU slowed 4 ×: ms p50 / p95 / max ${row} (without ${asking.toFixed(1)} for the asking)   limit: p95 50 ms`,
  );
  await context.close();
}

function print(name: string, ours: readonly Cost[], theirs: readonly Cost[]): void {
  for (const [who, costs] of [
    ['unsilo', ours],
    ['Pagefind', theirs],
  ] as const) {
    if (costs.length === 0) continue;
    const kB = shares(costs.map(({ bytes }) => bytes / 1000));
    const ms = shares(costs.map((cost) => cost.ms));
    const all = shares(costs.map((cost) => (cost.all ?? 0) / 1000));
    const excerpts = who === 'unsilo' ? `; with excerpts from pages kB ${all}` : '';
    console.log(`${name}, ${costs.length}: ${who.padEnd(8)} kB p50 / p95 / max ${kB}; ms ${ms}${excerpts}`);
  }
}

function shares(values: readonly number[]): string {
  return [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(0)).join(' / ');
}

function medianOf(costs: readonly Cost[]): Cost {
  return {
    bytes: quantile(
      costs.map(({ bytes }) => bytes),
      0.5,
    ),
    ms: quantile(
      costs.map(({ ms }) => ms),
      0.5,
    ),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** One to three words of titles, in a row when the words that search leaves out are left out. */
async function queriesOf(count: number): Promise<readonly string[]> {
  const random = seeded(11);
  const titles = await someTitles(open);
  const found: string[] = [];
  while (found.length < count) {
    const title = titles[Math.floor(random() * titles.length)]!;
    const words = title
      .split(/[\s,.?!:;()"“”…]+/)
      .filter((word) => /^[\p{L}\p{N}][\p{L}\p{N}._'-]+$/u.test(word))
      .filter((word) => !open.manifest.stopWords.includes(word.toLowerCase()));
    const size = 1 + (found.length % 3);
    if (words.length < size) continue;
    const start = Math.floor(random() * (words.length - size + 1));
    found.push(words.slice(start, start + size).join(' '));
  }
  return found;
}
