import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { indexWork } from '../../src/search/build/build-thread.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { benchFolder, corpus, readCorpus } from './search-corpus.ts';

/**
 * How fast and in how much memory the index is made, of the conversations of hubspot-dev and of a million messages grown
 * from it: all of it, then 0.1 % more messages. The thread that makes it is the built one: `npm run build` comes first.
 *
 *     node test/bench/run.mjs search-build [CORPUS …]     by default hubspot-dev 1000000; see search-corpus.ts
 */
const [first = '', ...rest] = process.argv.slice(2);
if (first === 'child') await child(rest);
else await main([first, ...rest].filter((one) => one !== ''));

async function main(names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : ['hubspot-dev', '1000000']) {
    const file = await corpus(name);
    if (file === undefined) return console.log('skipped: ../shared/data is not here');
    measure(file);
  }
}

function measure(file: string): void {
  const site = join(benchFolder, 'built');
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  const runs = ['all', 'more', 'whole'].map((what) => {
    const before = filesOf(site);
    const made = inChild(what, file, site);
    const changed = [...filesOf(site)].filter(([path, stamp]) => before.get(path)?.stamp !== stamp.stamp);
    return { ...made, changed: changed.reduce((sum, [, { bytes }]) => sum + bytes, 0) };
  });
  const [all, more, whole] = runs as [Run, Run, Run];
  const load = loadavg()[0]?.toFixed(1);
  const say = (text: string, limit: string) => console.log(`  ${text.padEnd(76)} limit: ${limit}`);
  console.log(
    `${all.messages} messages in ${all.documents} conversations; ${availableParallelism()} cores, load ${load}`,
  );
  say(
    `all: ${all.seconds.toFixed(1)} s, ${Math.round(all.messages / all.seconds)} messages/s (CPU ${all.cpu.toFixed(1)} s)`,
    '20,000 messages/s',
  );
  say(`peak memory ${all.megabytes.toFixed(0)} MB; index ${(all.bytes / 1e6).toFixed(1)} MB`, '400 MB');
  say(
    `${more.messages} new messages: ${more.seconds.toFixed(2)} s, ${(more.changed / 1e6).toFixed(3)} MB of changed files, ${more.megabytes.toFixed(0)} MB memory`,
    '1 s, 0.5 MB',
  );
  say(
    `all given again, without the new ones: ${whole.seconds.toFixed(1)} s, ${(whole.changed / 1e6).toFixed(3)} MB changed, ${whole.megabytes.toFixed(0)} MB memory`,
    '–',
  );
}

interface Run {
  readonly messages: number;
  readonly documents: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly bytes: number;
  readonly megabytes: number;
  readonly changed: number;
}

function inChild(what: string, file: string, site: string): Omit<Run, 'changed'> {
  const usage = join(benchFolder, 'usage');
  const start = ['--import', join(import.meta.dirname, '../test/bench/usage.mjs'), process.argv[1] ?? ''];
  const text = execFileSync(process.execPath, [...start, 'child', what, file, site], {
    env: { ...process.env, UNSILO_BENCH: usage },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { ...JSON.parse(text), megabytes: Number(readFileSync(usage, 'utf8')) / 1e6 };
}

/** Brings the index up to date: with all conversations, with some more, or with all of these once more. */
async function child([what, file = '', site = '']: readonly string[]): Promise<void> {
  // As the command line does.
  setFlagsFromString('--heap-growing-percent=15');
  const place = {
    search: join(site, 'search'),
    state: join(site, '.unsilo/search'),
    scratch: join(site, '.unsilo/scratch'),
  };
  const more = what === 'all' ? [] : await newOnes(file);
  const before = process.cpuUsage();
  const start = performance.now();
  const work = indexWork(place, join(import.meta.dirname, '../dist/search-worker.js'));
  const count = { messages: 0, documents: 0 };
  const add = (document: SearchDocument) => {
    count.documents += 1;
    count.messages += document.messageCount;
    work.add(document);
  };
  for (const document of more) add(document);
  if (what !== 'more')
    for await (const document of readCorpus(file)) {
      add(document);
      await work.ready();
    }
  const { bytes } = await work.finish({ isComplete: what !== 'more', channels: {} });
  const seconds = (performance.now() - start) / 1000;
  await work.abandon();
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ...count, seconds, bytes, cpu: (user + system) / 1e6 }));
}

/** A thousandth of the messages, in conversations of the last day, taken from all over the corpus. */
async function newOnes(file: string): Promise<readonly SearchDocument[]> {
  const found: SearchDocument[] = [];
  let at = 0;
  for await (const document of readCorpus(file)) {
    at += 1;
    if (at % 1000 !== 500) continue;
    const rootTs = `1900000000.${String(at).padStart(6, '0').slice(-6)}` as typeof document.key.rootTs;
    const { key } = document;
    found.push({ ...document, key: { ...key, rootTs }, replies: [], title: `${document.title} ${at}` });
  }
  return found;
}

function filesOf(folder: string): Map<string, { readonly bytes: number; readonly stamp: string }> {
  const search = join(folder, 'search');
  const files = new Map<string, { bytes: number; stamp: string }>();
  for (const path of listed(search)) {
    const { size, mtimeMs, ino } = statSync(join(search, path));
    files.set(path, { bytes: size, stamp: `${size} ${mtimeMs} ${ino}` });
  }
  return files;
}

function listed(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return entries.filter((path) => statSync(join(folder, path)).isFile());
  } catch {
    return [];
  }
}
