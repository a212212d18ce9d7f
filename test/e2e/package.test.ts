import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/paths.ts';

/** What npm would publish, and what the Action's bundle holds. `npm run build` comes first. */
const npm = (folder: string, ...line: string[]) =>
  execFileSync('npm', line, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let folder: string;
let packed: Packed;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-package-'));
  packed = JSON.parse(npm(packageRoot, 'pack', '--json', '--pack-destination', folder))[0];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds these files and no other', async () => {
    const paths = packed.files.map(({ path }) => path.replace(/-[\w-]{8}\.js$/, '-HASH.js')).sort();
    await expect(`${paths.join('\n')}\n`).toMatchFileSnapshot(join(packageRoot, 'test/golden/package.txt'));
  });

  it('is small: its own code and no other', () => {
    expect(packed.size).toBeLessThan(400_000);
    expect(packed.files.some(({ path }) => path.includes('node_modules'))).toBe(false);
    expect(packed.files.find(({ path }) => path === 'dist/cli.js')?.mode).toBe(0o755);
  });

  it('needs, installed, as many packages and as much room as is written down', () => {
    const place = join(folder, 'place');
    npm(folder, 'install', '--silent', '--no-audit', '--no-fund', '--prefix', place, join(folder, packed.filename));
    const installed = npm(place, 'ls', '--all', '--parseable').trim().split('\n').length - 2;
    const [, count] = /(\d+) packages of others/.exec(read('.github/DECISIONS.md')) ?? [];
    // Others' own dependencies move a little from one day to the next.
    expect(Math.abs(installed - Number(count))).toBeLessThan(6);
    expect(existsSync(join(place, 'node_modules/unsilo/dist/cli.js'))).toBe(true);
  });
});

describe('the licences of others', () => {
  it('stand beside the bundle of the Action, each with its text', () => {
    const parts = read('dist/action.licenses.txt').split(`\n${'-'.repeat(80)}\n`);
    const names = parts.slice(1).map((part) => /^(\S+) \S+ \(\S+\)$/m.exec(part)?.[1]);
    expect(parts[0]).toContain(`${names.length} packages`);
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual([]);
    for (const part of parts.slice(1)) expect(part, part.slice(0, 80)).toMatch(/permission|license|licence/i);
  });

  it('stand beside the search that every site gets', () => {
    expect(read('dist/browser/search-engine.licenses.txt')).toMatch(/^minisearch [\d.]+ \(MIT\)$/m);
  });
});

it('the list of what is in it (SBOM) names every dependency', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const sbom = JSON.parse(npm(packageRoot, 'sbom', '--sbom-format', 'spdx', '--omit', 'dev'));
  const names = (sbom.packages as { name: string }[]).map(({ name }) => name);
  expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual([]);
  expect(names).not.toContain('vitest');
});
