import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/paths.ts';
import {
  effects,
  forbiddenFolders,
  forbiddenPackages,
  isData,
  parseArchitecture,
  parseSource,
  readSources,
} from './support/architecture.ts';

const rules = parseArchitecture(readFileSync(join(packageRoot, 'src/README.md'), 'utf8'));
const files = readSources();

describe('the map in src/README.md', () => {
  it('names every folder under src, and no other', () => {
    const known = rules.folders.map(({ folder }) => folder);
    const onDisk = readdirSync(join(packageRoot, 'src'), { withFileTypes: true });
    const unknown = onDisk.filter((entry) => entry.isDirectory() && !known.includes(entry.name));
    expect(unknown.map(({ name }) => name)).toEqual([]);
    expect(known).toHaveLength(14);
  });

  it('names an importer for every package that the program needs', () => {
    const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
    const named = rules.importers.map(({ name }) => name);
    expect(Object.keys(dependencies).filter((name) => !named.includes(name))).toEqual([]);
  });
});

describe('imports', () => {
  it('between folders are those of the table', () => {
    expect(files.flatMap((file) => forbiddenFolders(rules, file))).toEqual([]);
  });

  it('of a package stand in its one place', () => {
    expect(files.flatMap((file) => forbiddenPackages(rules, file))).toEqual([]);
  });
});

describe('source files', () => {
  it('of pure folders know no Node, process, clock, network or chance', () => {
    expect(files.flatMap((file) => effects(rules, file))).toEqual([]);
  });

  it('have at most 250 lines, tables of data apart', () => {
    const long = files.filter((file) => file.lines > 250 && !isData(file));
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('bear names that say something', () => {
    const paths = files.map(({ path }) => path);
    expect(
      paths.filter((path) => /(?:^|\/)(?:utils?|helpers?|common|misc|index|manager)\b/.test(path)),
    ).toEqual([]);
    expect(paths.filter((path) => !/^[a-z0-9/-]+(?:\.d)?\.ts$/.test(path))).toEqual([]);
  });
});

describe('the rules catch', () => {
  it.each([
    ['model/a.ts', `import { b } from '../slack/b.ts';`],
    ['publish/a.ts', `import { b, type C } from '../archive/b.ts';`],
    ['publish/a.ts', `const b = await import('../site/b.ts');`],
    ['cli/a.ts', `export { b } from '../archive/b.ts';`],
    ['site/a.ts', `import {\n  a,\n  b,\n} from '../slack/b.ts';`],
    ['site/a.ts', `import '../../test/b.ts';`],
  ])('a wrong import between folders in %s: %s', (path, code) => {
    expect(forbiddenFolders(rules, parseSource(path, code))).toHaveLength(1);
  });

  it.each([
    ['publish/a.ts', `import type { B } from '../archive/b.ts';`],
    ['publish/a.ts', `import { type B, type C } from '../archive/b.ts';`],
    ['site/a.ts', `import { b } from './b.ts';\nimport { d } from '../errors.ts';`],
  ])('nothing that is allowed in %s: %s', (path, code) => {
    expect(forbiddenFolders(rules, parseSource(path, code))).toEqual([]);
  });

  it.each([
    ['site/pages.ts', `import Handlebars from 'handlebars';`],
    ['cli/a.ts', `import { x } from '@octokit/rest/dist/x.js';`],
    ['cli/a.ts', `import { x } from 'left-pad';`],
  ])('a package outside its place in %s: %s', (path, code) => {
    expect(forbiddenPackages(rules, parseSource(path, code))).toHaveLength(1);
  });

  it.each([
    `import { readFileSync } from 'node:fs';`,
    `import { packageRoot } from '../paths.ts';`,
    'const now = Date.now();',
    'const now = new Date();',
    `const home = process.env['HOME'];`,
    'const answer = await fetch(url);',
  ])('an effect in a pure folder: %s', (code) => {
    expect(effects(rules, parseSource('policy/a.ts', code))).toHaveLength(1);
    expect(effects(rules, parseSource('slack/a.ts', code))).toEqual([]);
  });
});
