import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Pagefind, which the benchmarks compare with: installed where it is needed, as it is 14 MB and no part of the project. */
const version = '1.6.0';

interface PagefindRun {
  readonly seconds: number;
  /** The most memory that it took. */
  readonly megabytes: number;
}

/**
 * Indexes the conversation pages of a site, if that was not done, into a folder beside it with a page that asks.
 *
 * @returns the folder
 */
export async function indexOnce(root: string, site: string): Promise<string> {
  const folder = join(dirname(site), 'pagefind');
  if (existsSync(join(folder, 'index.html'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { seconds, megabytes } = await indexWithPagefind(root, site, join(folder, 'pagefind'));
  console.log(
    `Pagefind indexed the pages in ${seconds.toFixed(0)} s with ${megabytes.toFixed(0)} MB of memory`,
  );
  writeFileSync(join(folder, 'index.html'), pageOfPagefind());
  return folder;
}

async function indexWithPagefind(root: string, site: string, out: string): Promise<PagefindRun> {
  const program = installed(root);
  const start = performance.now();
  const what = ['--glob', '**/p[0-9]*.html', '--root-selector', 'main'];
  const child = spawn(program, ['--site', join(site, 't'), ...what, '--output-path', out, '--silent'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  let megabytes = 0;
  const timer = setInterval(() => {
    megabytes = Math.max(megabytes, peakOf(child.pid ?? 0));
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`Pagefind ended with ${code}.`);
  return { seconds: (performance.now() - start) / 1000, megabytes };
}

function installed(root: string): string {
  const prefix = join(root, 'node_modules/.cache/pagefind');
  const modules = join(prefix, 'node_modules/@pagefind');
  const program = join(modules, `linux-${process.arch}`, 'bin/pagefind_extended');
  if (!existsSync(program)) {
    mkdirSync(prefix, { recursive: true });
    const line = ['install', '--prefix', prefix, '--no-audit', '--no-fund', `pagefind@${version}`];
    execFileSync('npm', line, { stdio: 'inherit' });
  }
  return program;
}

/** Linux keeps the largest amount of memory that a process had; 0 when it has ended. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

function pageOfPagefind(): string {
  return `<!doctype html><html lang="en"><title>Pagefind</title><script type="module">
const query = new URLSearchParams(location.search).get('q');
const pagefind = await import('./pagefind/pagefind.js');
window.ask = async (text, count = 10) => {
  const { results } = await pagefind.search(text);
  return await Promise.all(results.slice(0, count).map((result) => result.data()));
};
if (query) {
  await window.ask(query);
  window.done = performance.now();
}
</script>`;
}
