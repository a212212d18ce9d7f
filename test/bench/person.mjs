import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * A person's path from a clone to a served site, timed: commands, questions, seconds; and how long help takes. The
 * dependencies come from the registry or npm's cache.
 *
 *     node test/bench/person.mjs
 */
const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'unsilo-person-'));
const clone = join(folder, 'unsilo');
try {
  const start = performance.now();
  step('git clone', () => run(folder, 'git', 'clone', '--quiet', root, clone));
  step('npm ci', () => run(clone, 'npm', 'ci', '--silent', '--no-audit', '--no-fund'));
  step('npm run demo', () => run(clone, 'npm', 'run', '--silent', 'demo', '--', '--no-serve'));
  await served();
  console.log(`from clone to a served site: 3 commands, 0 questions, ${seconds(start)} s`);
  const times = [1, 2, 3, 4, 5].map(() => {
    const begin = performance.now();
    run(clone, process.execPath, 'dist/cli.js', '--help');
    return performance.now() - begin;
  });
  const bare = [1, 2, 3, 4, 5].map(() => {
    const begin = performance.now();
    run(clone, process.execPath, '-e', '0');
    return performance.now() - begin;
  });
  console.log(
    `help: ${Math.min(...times).toFixed(0)} ms, of which Node itself ${Math.min(...bare).toFixed(0)} ms`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(cwd, command, ...line) {
  execFileSync(command, line, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

function step(name, work) {
  const begin = performance.now();
  work();
  console.log(`${name.padEnd(14)} ${seconds(begin)} s`);
}

function seconds(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}

/** Until the first page is there. */
async function served() {
  const begin = performance.now();
  const line = ['dist/cli.js', 'serve', '--out', 'demo-out', '--port', '0'];
  const server = spawn(process.execPath, line, { cwd: clone, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const url = await new Promise((done) =>
      server.stdout.on('data', (chunk) => {
        const [found] = /http:\S+/.exec(String(chunk)) ?? [];
        if (found !== undefined) done(found);
      }),
    );
    const { status } = await fetch(url);
    if (status !== 200) throw new Error(`the site answered ${status}`);
  } finally {
    server.kill('SIGINT');
  }
  console.log(`${'first page'.padEnd(14)} ${seconds(begin)} s`);
}
