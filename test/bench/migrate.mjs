import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * How fast and in how much memory an export becomes an archive and a site, against the floor of floor.mjs in the same
 * run. `npm run build` comes first.
 *
 *     node test/bench/migrate.mjs [EXPORT.zip …]      by default the real exports in ../shared/data, where they are
 */
const given = process.argv.slice(2).map((path) => resolve(path));
const shared = ['r-devel-2026-06.zip', 'hubspot-dev.zip'].map((name) => resolve('../shared/data', name));
const exports = (given.length > 0 ? given : shared).filter((path) => existsSync(path));
if (exports.length === 0) {
  console.log('skipped: name an export, as ../shared/data is not here');
  process.exit(0);
}

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'unsilo-bench-'));
try {
  const importOnly = await bundle('test/bench/import-only.ts');
  const rows = exports.map((path) => measure(path, importOnly));
  print(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bundle(entry) {
  const file = join(folder, 'import-only.mjs');
  const external = (id) => !id.startsWith('.') && !id.startsWith('/');
  const made = await rolldown({ input: join(root, entry), platform: 'node', external });
  await made.write({ file, format: 'esm', codeSplitting: false });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  return file;
}

function measure(path, importOnly) {
  const out = join(folder, 'out');
  const cli = join(root, 'dist/cli.js');
  rmSync(out, { recursive: true, force: true });
  const floor = best(() => timed(join(import.meta.dirname, 'floor.mjs'), path));
  const imported = best(() => {
    rmSync(out, { recursive: true, force: true });
    return timed(importOnly, path, join(out, 'archive'));
  });
  const built = timed(cli, 'build', '--out', out, '--quiet');
  const again = timed(cli, 'build', '--out', out, '--quiet', '--json');
  const planned = timed(cli, 'plan', '--out', out, '--quiet');
  const exported = ['exported', 'exported.zip'].map((name) => {
    rmSync(join(folder, name), { recursive: true, force: true });
    return timed(cli, 'export', join(folder, name), '--out', out, '--quiet');
  });
  const { pages, written, bytes } = JSON.parse(again.text);
  return {
    path,
    floor,
    imported,
    built,
    again,
    planned,
    exported: exported[0],
    zipped: exported[1],
    pages,
    written,
    bytes,
    sizes: pageSizes(join(out, 'site')),
  };
}

/** The fastest of three: the machine is shared. */
function best(run) {
  return [run(), run(), run()].sort((a, b) => a.seconds - b.seconds)[0];
}

function timed(script, ...line) {
  const usage = join(folder, 'usage');
  const start = performance.now();
  const text = execFileSync(
    process.execPath,
    ['--import', join(import.meta.dirname, 'usage.mjs'), script, ...line],
    { env: { ...process.env, UNSILO_BENCH: usage }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const seconds = (performance.now() - start) / 1000;
  return { seconds, megabytes: Number(readFileSync(usage, 'utf8')) / 1e6, text };
}

/** Bytes of the conversation pages, in order. */
function pageSizes(site) {
  return readdirSync(join(site, 't'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^p\d/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).length)
    .sort((a, b) => a - b);
}

function print(rows) {
  for (const row of rows) {
    const { floor, imported, built, again, planned } = row;
    const line = (name, { seconds, megabytes }, note = '') =>
      console.log(
        `  ${name.padEnd(14)}${seconds.toFixed(2).padStart(8)} s ${megabytes.toFixed(0).padStart(6)} MB  ${note}`,
      );
    console.log(row.path.split('/').at(-1));
    line('floor', floor);
    line('import', imported, `${(imported.seconds / floor.seconds).toFixed(1)} × the floor`);
    line('build', built, `${row.pages} pages, ${(row.bytes / 1e6).toFixed(0)} MB`);
    line('import+build', {
      seconds: imported.seconds + built.seconds,
      megabytes: Math.max(imported.megabytes, built.megabytes),
    });
    line(
      'build again',
      again,
      `${((100 * again.seconds) / built.seconds).toFixed(1)} % of the first, ${row.written} files written`,
    );
    line('plan', planned);
    line('export', row.exported);
    line('export to ZIP', row.zipped);
    const at = (share) => row.sizes[Math.min(row.sizes.length - 1, Math.floor(row.sizes.length * share))];
    console.log(`  pages of conversations: p50 ${at(0.5)} B, p99 ${at(0.99)} B, largest ${at(1)} B`);
  }
  if (rows.length < 2) return;
  const ratio = (name) => (rows.at(-1)[name].megabytes / rows[0][name].megabytes).toFixed(2);
  console.log(
    `memory of the last against the first: import ${ratio('imported')} ×, build ${ratio('built')} ×, export ${ratio('exported')} ×`,
  );
}
