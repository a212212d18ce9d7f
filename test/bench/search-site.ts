import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { escapeHtml } from '../../src/content/escape-html.ts';
import { indexWork } from '../../src/search/build/build-thread.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { buildDemo, importDemo } from '../support/demo.ts';
import { benchFolder, corpus, readCorpus } from './search-corpus.ts';

/**
 * Makes a site to search in of a corpus: the demo's search page, scripts and styles with the index of the corpus, and
 * plain pages of its conversations, for those who read pages.
 *
 *     node test/bench/run.mjs search-site [CORPUS]      by default hubspot-dev; see search-corpus.ts; prints the folder
 *     node test/bench/run.mjs search-site CORPUS index  the index and the search page alone: its pages are there
 */
const made = new Set<string>();
const [name = 'hubspot-dev', what] = process.argv.slice(2);
const file = await corpus(name);
if (file === undefined) console.log('skipped: ../shared/data is not here');
else console.log(await siteOf(file, join(benchFolder, name)));

async function siteOf(corpusFile: string, folder: string): Promise<string> {
  const pages = join(folder, 'pages');
  const site = join(folder, 'site');
  if (what === 'index') renameSync(join(site, 't'), pages);
  for (const part of ['demo', 'site', 'state', 'scratch'])
    rmSync(join(folder, part), { recursive: true, force: true });
  const demo = await importDemo(join(folder, 'demo'));
  await buildDemo({ ...demo, site });
  for (const part of ['t', 'search']) rmSync(join(site, part), { recursive: true, force: true });
  const place = {
    search: join(site, 'search'),
    state: join(folder, 'state'),
    scratch: join(folder, 'scratch'),
  };
  const work = indexWork(place, join(import.meta.dirname, '../dist/search-worker.js'));
  for await (const document of readCorpus(corpusFile)) {
    work.add(document);
    if (what !== 'index') writePage(site, document);
    await work.ready();
  }
  const { manifest } = await work.finish({ isComplete: true, channels: {} });
  await work.abandon();
  if (what === 'index') renameSync(pages, join(site, 't'));
  const page = join(site, 'search.html');
  const html = readFileSync(page, 'utf8');
  // The page names the manifest of its index, to load it early.
  writeFileSync(page, html.replaceAll(/manifest\.[0-9a-f]+\.json\.gz/g, manifest));
  return site;
}

function writePage(site: string, { title, text, url, key }: SearchDocument): void {
  const path = join(site, url);
  if (!made.has(dirname(path))) mkdirSync(dirname(path), { recursive: true });
  made.add(dirname(path));
  const lines = text.split('\n').map((line) => `<p>${escapeHtml(line)}</p>`);
  const heading = escapeHtml(title);
  writeFileSync(
    path,
    `<!doctype html><html lang="en"><head><title>${heading}</title></head><body><main><h1>${heading}</h1>` +
      `<article id="p${key.rootTs.replace('.', '')}">${lines.join('\n')}</article></main></body></html>`,
  );
}
