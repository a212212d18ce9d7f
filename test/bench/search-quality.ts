import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { SearchDocument } from '../../src/search/document.ts';
import { openIndex } from '../../src/search/engine/open-index.ts';
import { defaultPrefixBudget, search } from '../../src/search/engine/search.ts';
import { folderSource } from '../../src/search/folder-source.ts';
import { seeded } from '../support/search-queries.ts';
import { indexOnce } from './pagefind.ts';
import { benchFolder, readCorpus } from './search-corpus.ts';
import { serveSlowly } from './slow-server.ts';

/**
 * Whether the right conversation comes up, against Pagefind over the same pages. Questions come from the data at run time:
 *
 * - links: the title of a conversation that somebody answered by a link to an earlier one; right is the earlier one;
 * - names: of functions, errors and tools, as they stand in titles; right are the conversations with the name in the title;
 * - typos: the same names with a letter lost or two swapped; where nothing is found, what the search page offers
 *   instead is asked, at the price of one place.
 *
 *     node test/bench/run.mjs search-quality      after `search-site both`; prints a table and mean reciprocal ranks
 */
const folder = join(benchFolder, 'both');
const site = resolve(folder, 'site');
const depth = 50;

interface Question {
  readonly kind: 'link' | 'name' | 'typo';
  readonly text: string;
  /** Pages, any of which is right. */
  readonly right: ReadonlySet<string>;
  /** The page of the question itself, which did not exist when it was asked. */
  readonly own?: string;
}

/** Names that belong to languages, libraries and tools, and to nobody's sentence. */
const names = [
  ...['hubdb_table_rows', 'content_by_ids', 'blog_recent_posts', 'related_blog_posts', 'resize_image_url'],
  ...['local_dt', 'hs.config', 'hubl error', 'CORS error', '401 unauthorized', '429', 'ETIMEDOUT'],
  ...[
    'R CMD check',
    'bugzilla',
    'DTD',
    'OAuth refresh token',
    'require_css',
    'GraphQL',
    'webpack',
    'serverless',
  ],
];

const documents: SearchDocument[] = [];
for await (const document of readCorpus(join(benchFolder, 'both.jsonl'))) documents.push(document);
const questions = [...fromLinks(34), ...fromNames(8, 8)];
const ours = await ranksOfOurs();
const theirs = await ranksOfTheirs();
print();
process.exit();

/** The export of hubspot-dev tells local time in its ts, so its links are off by six hours or seven. */
function fromLinks(count: number): readonly Question[] {
  const byPlace = new Map<string, SearchDocument>();
  for (const document of documents)
    for (const ts of [document.key.rootTs, ...document.replies])
      byPlace.set(`${document.key.channelId}/${ts.slice(0, 10)}`, document);
  const found: Question[] = [];
  for (const document of documents) {
    const [first = '', ...rest] = document.text.split('\n');
    const links = [...rest.join('\n').matchAll(/slack\.com\/archives\/([A-Z0-9]+)\/p(\d{10})\d{6}/g)];
    if (document.messageCount < 2 || first.includes('slack.com/archives')) continue;
    const right = links.flatMap(([, channel = '', seconds = '']) => {
      const shifts = [0, 21_600, 25_200].map((shift) => byPlace.get(`${channel}/${Number(seconds) - shift}`));
      return shifts.find((target) => target !== undefined) ?? [];
    });
    const earlier = right.filter(({ key }) => key.rootTs < document.key.rootTs && key !== document.key);
    // Of a title with fewer words nobody could tell what is meant.
    if (earlier.length === 0 || document.title.split(/\s+/).length < 4) continue;
    const urls = new Set(earlier.map(({ url }) => url));
    found.push({ kind: 'link', text: document.title, right: urls, own: document.url });
  }
  console.log(`${found.length} conversations were answered by a link to an earlier one`);
  const random = seeded(5);
  return found
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one);
}

function fromNames(count: number, typos: number): readonly Question[] {
  const found = names.flatMap((text): Question[] => {
    const wanted = text.toLowerCase();
    const right = documents.filter(({ title }) => title.toLowerCase().includes(wanted));
    return right.length === 0 ? [] : [{ kind: 'name', text, right: new Set(right.map(({ url }) => url)) }];
  });
  const long = found.filter(({ text }) => /\w{6}/.test(text));
  return [
    ...found.slice(0, count),
    ...long.slice(-typos).map((one, at): Question => ({ ...one, kind: 'typo', text: typoOf(one.text, at) })),
  ];
}

/** In the longest word: a letter lost, or two swapped. */
function typoOf(text: string, at: number): string {
  const longest = [...text.split(/[\s_.]+/)].sort((a, b) => b.length - a.length)[0] ?? '';
  const place = 2 + (at % 3);
  const swapped = longest.slice(0, place) + longest[place + 1] + longest[place] + longest.slice(place + 2);
  const lost = longest.slice(0, place) + longest.slice(place + 1);
  return text.replace(longest, at % 2 === 0 || swapped === longest ? lost : swapped);
}

async function ranksOfOurs(): Promise<readonly number[]> {
  const index = await openIndex(folderSource(join(site, 'search')));
  const urlsFor = async (text: string) => {
    // A space at the end: the last word is whole.
    const options = { limit: depth + 1, prefixBudget: defaultPrefixBudget };
    const { results, suggestion } = await search(index, text, options);
    return { urls: results.map(({ url }) => url), suggestion };
  };
  const ranks: number[] = [];
  for (const question of questions) {
    const { urls, suggestion } = await urlsFor(question.text);
    const rank = rankIn(urls, question);
    if (rank > 0 || question.kind !== 'typo' || suggestion === undefined) ranks.push(rank);
    else {
      const again = rankIn((await urlsFor(suggestion)).urls, question);
      ranks.push(again === 0 ? 0 : again + 1);
    }
  }
  return ranks;
}

async function ranksOfTheirs(): Promise<readonly number[]> {
  const pagefind = await indexOnce(join(import.meta.dirname, '..'), site);
  const server = await serveSlowly({ theirs: pagefind });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${server.keyHash}`],
  });
  const page = await browser.newPage();
  await page.goto(`${server.url}theirs/index.html`);
  await page.waitForFunction('window.ask');
  const ranks: number[] = [];
  for (const question of questions) {
    const asked = `ask(${JSON.stringify(question.text)}, ${depth + 1})`;
    const found = (await page.evaluate(`${asked}.then((all) => all.map(({ url }) => url))`)) as string[];
    ranks.push(rankIn(found.map(pathOf), question));
  }
  await browser.close();
  await server.close();
  return ranks;
}

/** `/theirs/2023/07/p1.html` → `t/2023/07/p1.html` */
function pathOf(url: string): string {
  return `t/${url.split('/').slice(-3).join('/')}`;
}

/** From 1; 0 when it is not there. */
function rankIn(urls: readonly string[], { right, own }: Question): number {
  return urls.filter((url) => url !== own).findIndex((url) => right.has(url)) + 1;
}

function print(): void {
  const show = (rank: number) => (rank === 0 ? '–' : String(rank)).padStart(8);
  console.log('   # kind    unsilo  Pagefind  question');
  for (const [at, { kind, text }] of questions.entries())
    console.log(
      `${String(at + 1).padStart(4)} ${kind} ${show(ours[at]!)}${show(theirs[at]!)}    ${text.slice(0, 70)}`,
    );
  for (const kind of ['link', 'name', 'typo', undefined] as const) {
    const of = (ranks: readonly number[]) => {
      const chosen = ranks.filter((_, at) => kind === undefined || questions[at]!.kind === kind);
      return (chosen.reduce((sum, rank) => sum + (rank === 0 ? 0 : 1 / rank), 0) / chosen.length).toFixed(3);
    };
    console.log(`mean reciprocal rank, ${kind ?? 'all'}: unsilo ${of(ours)}, Pagefind ${of(theirs)}`);
  }
}
