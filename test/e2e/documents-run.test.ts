import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks, documents, readDocument } from '../support/documents.ts';
import { type Reader, reader } from '../support/reader.ts';

/**
 * Every block of commands in the README and the guides, typed line by line into a terminal: with the packed package, an invented
 * export, and stand-ins for Slack and GitHub.
 */
const blocksOf = (path: string): readonly string[] =>
  codeBlocks(readDocument(path))
    .filter(({ language }) => ['', 'sh', 'bash'].includes(language))
    .map(({ text }) => text.trim());
const isCommand = (line: string) => /^(?:[A-Z_]+=\S+.* )?(?:npx |npm |git |source <\()?[a-z]+ /.test(line);
const pages = documents.filter((path) => /^(?:README\.md|\.github\/docs\/.*)$/.test(path));
const withBlocks = pages.filter((path) => blocksOf(path).length > 0);

let base: string;
let person: Reader;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'unsilo-reader-'));
  person = await reader(base);
});
afterAll(async () => {
  await person?.close();
  rmSync(base, { recursive: true, force: true });
});

/**
 * `doctor` ends with 3 when something is missing, which in a sandbox it is, and so does `check` where posts are there twice: the
 * documents share one GitHub, and each posts the same conversations.
 */
const fine = (line: string) => (/\bunsilo (?:doctor|check)\b/.test(line) ? [0, 3] : [0]);

describe.each(withBlocks)('%s', (path) => {
  it('does what it says, line by line', async () => {
    const folder = await person.folder(path.replaceAll(/\W+/g, '-'));
    for (const block of blocksOf(path))
      for (const line of block.split('\n').filter((one) => one !== '')) {
        const there = line.replaceAll('/srv/chat', join(folder, 'srv')).replaceAll('xoxb-…', 'xoxb-invented');
        const { code, screen } = await person.types(there, folder);
        expect(fine(line), `${line}\n${screen}`).toContain(code);
      }
  });
});

it('nothing but commands stands in a block without a language', () => {
  const lines = pages.flatMap((path) => blocksOf(path).flatMap((block) => block.split('\n')));
  expect(lines.filter((line) => line !== '' && !isCommand(line))).toEqual([]);
  expect(lines.length).toBeGreaterThan(30);
});

it('what contributors are told to call is what .ci/run calls', () => {
  const told = blocksOf('.github/CONTRIBUTING.md').flatMap((block) => block.split('\n'));
  expect(told.map((line) => line.replace(/ +#.*$/, ''))).toEqual(['npm ci', 'npm run check', 'npm run demo']);
  const run = readDocument('.ci/run');
  const { scripts } = JSON.parse(readDocument('package.json')) as { scripts: Record<string, string> };
  for (const [, script = ''] of scripts.check?.matchAll(/npm run ([\w:]+)/g) ?? [])
    expect(run).toContain(`npm run --silent ${script}`);
  for (const line of ['npm ci', 'npm run --silent demo']) expect(run).toContain(line);
});
