import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/paths.ts';

/**
 * How long `unsilo --help` takes, beside what has no help at all: Node that does nothing, and a package whose program is
 * empty. The package is packed and installed as npm would; each line is called several times in turn, the least counts.
 *
 *     node test/bench/run.mjs help [TIMES]
 */
const times = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'unsilo-help-'));
const run = (command: string, ...line: string[]) =>
  execFileSync(command, line, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'empty.js'), '#!/usr/bin/env node\n');
  const description = { name: 'empty', version: '1.0.0', bin: { empty: 'empty.js' } };
  writeFileSync(join(empty, 'package.json'), JSON.stringify(description));
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const packed = [packageRoot, empty].map((path) =>
    join(folder, run('npm', 'pack', '--silent', path).trim()),
  );
  run('npm', 'install', '--silent', '--no-audit', '--no-fund', ...packed);

  const bin = join(folder, 'node_modules/.bin');
  const lines: readonly (readonly [name: string, command: string, ...line: string[]])[] = [
    ['node -e 0', process.execPath, '-e', '0'],
    ['.bin/unsilo --help', join(bin, 'unsilo'), '--help'],
    ['npx empty', 'npx', 'empty'],
    ['npx unsilo --help', 'npx', 'unsilo', '--help'],
  ];
  const least = new Map<string, number>();
  for (let time = 0; time < times; time++)
    for (const [name, command, ...line] of lines) {
      const start = performance.now();
      run(command, ...line);
      least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, performance.now() - start));
    }
  const ms = (name: string) => Math.round(least.get(name) ?? 0);
  for (const [name] of lines) console.log(`${name.padEnd(20)} ${String(ms(name)).padStart(5)} ms`);
  const [own, viaNpx] = [
    ms('.bin/unsilo --help') - ms('node -e 0'),
    ms('npx unsilo --help') - ms('npx empty'),
  ];
  console.log(`ours: ${own} ms over Node alone, ${viaNpx} ms over npx of an empty program`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
