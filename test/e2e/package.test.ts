import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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

const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
let folder: string;
let packed: Packed;
/** Where somebody installed it. */
let place: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-package-'));
  packed = JSON.parse(npm(packageRoot, 'pack', '--json', '--pack-destination', folder))[0];
  place = join(folder, 'place');
  mkdirSync(place);
  npm(place, 'init', '--yes');
  npm(place, 'install', '--silent', '--no-audit', '--no-fund', join(folder, packed.filename));
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

  it('needs, installed, as many packages as is written down', () => {
    const installed = npm(place, 'ls', '--all', '--parseable').trim().split('\n').length - 2;
    const [, count] = /(\d+) packages of others/.exec(read('.github/DECISIONS.md')) ?? [];
    // Others' own dependencies move a little from one day to the next.
    expect(Math.abs(installed - Number(count))).toBeLessThan(6);
  });

  it('has a list of what is in it (SBOM) that names every dependency', () => {
    const { packages } = JSON.parse(npm(place, 'sbom', '--sbom-format', 'spdx')) as {
      packages: { name: string }[];
    };
    const names = packages.map(({ name }) => name);
    expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual([]);
    expect(names).not.toContain('vitest');
  });
});

describe('the licences of others', () => {
  it('stand beside the bundle of the Action, each with its text', () => {
    const parts = read('dist/action.licenses.txt').split(`\n${'-'.repeat(80)}\n`);
    const names = parts.slice(1).map((part) => /^(\S+) \S+ \(\S+\)$/m.exec(part)?.[1]);
    expect(parts[0]).toContain(`${names.length} packages`);
    expect(Object.keys(dependencies).filter((name) => !names.includes(name))).toEqual([]);
    for (const part of parts.slice(1)) expect(part, part.slice(0, 80)).toMatch(/permission|license|licence/i);
  });

  it('are not needed for the search that every site gets: it is all our own', () => {
    const names = readdirSync(join(packageRoot, 'dist/browser'));
    expect(names.sort()).toEqual(['go.js', 'search-engine.js', 'search.js']);
  });
});
