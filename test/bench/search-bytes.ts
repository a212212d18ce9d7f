import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openIndex } from '../../src/search/engine/open-index.ts';
import { defaultPrefixBudget, search } from '../../src/search/engine/search.ts';
import { folderSource } from '../../src/search/folder-source.ts';
import { seeded } from '../support/search-queries.ts';
import { someTitles } from './search-titles.ts';

/**
 * What queries cost: bytes, and milliseconds by arithmetic on slow 4G (1.6 Mbit/s, 150 ms a round trip), until the data
 * of ten results are there. Queries are made of the titles of the archive itself, by seed.
 *
 *     node test/bench/run.mjs search-bytes SITE          after `npm run build`, whose scripts are counted
 */
const [site = '.'] = process.argv.slice(2);
const folder = join(site, 'search');
const open = await openIndex(folderSource(folder));
const titles = (await someTitles(open)).filter((title) => wordsOf(title).length > 2);
const random = seeded(11);
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;

const scripts = join(import.meta.dirname, '../dist/browser');
const code = ['search.js', 'search-engine.js'].reduce(
  (sum, name) => sum + gzipSync(readFileSync(join(scripts, name))).length,
  0,
);
const manifestName = JSON.parse(readFileSync(join(folder, 'head.json'), 'utf8')).manifest;
const manifest = statSync(join(folder, manifestName)).size;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.gz'),
);
console.log(`${open.living} conversations, ${open.segments.length} segments, ${files.length} files`);
console.log(
  `code ${code}, manifest ${manifest} bytes; posting files ${files.filter((path) => path.includes('/s/')).length}`,
);

const sets: Readonly<Record<string, () => string>> = {
  'one word': () => pick(wordsOf(pick(titles))),
  'two words': () => some(2),
  'three words': () => some(3),
  'one to three words': () => some(1 + Math.floor(random() * 3)),
  'one to three, finished': () => `${some(1 + Math.floor(random() * 3))} `,
  'a title': () => pick(titles),
};
for (const [name, make] of Object.entries(sets)) await measure(name, make);

async function measure(name: string, make: () => string): Promise<void> {
  const costs: { postings: number; records: number; cpu: number }[] = [];
  for (let at = 0; at < 200; at += 1) {
    const text = make();
    const cost = { postings: 0, records: 0, cpu: 0 };
    const kept = new Map<string, Uint8Array>();
    const source = {
      async read(path: string) {
        const size = statSync(join(folder, path)).size;
        if (path.includes('/d/')) cost.records += size;
        else if (!path.includes('/f/')) cost.postings += size;
        const bytes = await open.source.read(path);
        kept.set(path, bytes);
        return bytes;
      },
    };
    const options = { limit: 10, prefixBudget: defaultPrefixBudget };
    await search({ ...open, source }, text, options);
    // Once more from memory: what is left is the engine's own work.
    const warm = { ...open, source: { read: async (path: string) => kept.get(path) ?? new Uint8Array() } };
    const start = performance.now();
    await search(warm, text, options);
    cost.cpu = performance.now() - start;
    costs.push(cost);
  }
  const sum = (one: (typeof costs)[number]) => one.postings + one.records;
  const row = (values: readonly number[]) =>
    [0.5, 0.95, 1].map((share) => Math.round(quantile(values, share)));
  const kB = (values: readonly number[]) =>
    row(values)
      .map((value) => (value / 1000).toFixed(1))
      .join(' / ');
  console.log(
    [
      name.padEnd(24),
      `postings kB ${kB(costs.map(({ postings }) => postings))}`,
      `records ${kB(costs.map(({ records }) => records))}`,
      `later query ${kB(costs.map(sum))}`,
      `first ${kB(costs.map((one) => sum(one) + code + manifest))}`,
      `first ms ${row(costs.map((one) => 3 * 150 + (sum(one) + Math.max(code, manifest) + Math.min(code, manifest)) / 200)).join(' / ')}`,
      `engine ms ${[0.5, 0.95, 1]
        .map((share) =>
          quantile(
            costs.map(({ cpu }) => cpu),
            share,
          ).toFixed(1),
        )
        .join(' / ')}`,
    ].join(' | '),
  );
}

function some(count: number): string {
  for (;;) {
    const words = wordsOf(pick(titles));
    if (words.length < count) continue;
    const start = Math.floor(random() * (words.length - count + 1));
    return words.slice(start, start + count).join(' ');
  }
}

function wordsOf(title: string): readonly string[] {
  return title.split(/[\s,.?!:;()"“”…]+/).filter((word) => word !== '');
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
