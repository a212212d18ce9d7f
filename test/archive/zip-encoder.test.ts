import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipEncoder } from '../../src/archive/zip-encoder.ts';
import { defaultLimits } from '../../src/slack/source-files.ts';
import { openZip } from '../../src/slack/zip-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function zipOf(files: readonly (readonly [name: string, content: string])[], start = 0): Buffer {
  const parts: Buffer[] = [];
  const zip = new ZipEncoder((bytes) => parts.push(bytes), start);
  for (const [name, content] of files) zip.add(name, Buffer.from(content));
  zip.end();
  return Buffer.concat(parts);
}

function written(zip: Buffer): string {
  const path = join(temporaryFolder(), 'a.zip');
  writeFileSync(path, zip);
  return path;
}

async function contentsOf(path: string): Promise<Record<string, string>> {
  const files = await openZip(path, defaultLimits);
  try {
    return Object.fromEntries(files.paths.map((name) => [name, files.read(name).toString()]));
  } finally {
    files.close();
  }
}

const hasUnzip = spawnSync('unzip', ['-v']).status === 0;

describe('a ZIP', () => {
  it('holds what was put in, with any letters', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => /^[\p{L}\p{N}_-]+$/u.test(text));
    const files = fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'binary' })), {
      selector: ([one]) => one,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(files, async (entries) => {
        const named = entries.map(([one, text]) => [`${one}/a.json`, text] as const);
        const expected = Object.fromEntries(named.map(([one, text]) => [one, Buffer.from(text).toString()]));
        expect(await contentsOf(written(zipOf(named)))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('has the same bytes at any time', () => {
    const files = [['a.json', '[]']] as const;
    expect(zipOf(files)).toEqual(zipOf(files));
    expect(zipOf(files).readUInt32LE(10)).toBe(0x00210000);
  });

  it('may hold more files than the old form can count', { timeout: 60_000 }, async () => {
    const files = Array.from({ length: 66_000 }, (_, index) => [`${index}.json`, '{}'] as const);
    const path = written(zipOf(files));
    const source = await openZip(path, defaultLimits);
    expect(source.paths).toHaveLength(66_000);
    expect(source.read('65999.json').toString()).toBe('{}');
    source.close();
  });

  it('may reach further than four gigabytes: the places are those of ZIP64', () => {
    const start = 5 * 2 ** 30;
    const zip = zipOf([['a.json', '[]']], start);
    const central = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const extra = central + 46 + 'a.json'.length;
    expect(zip.readUInt32LE(central + 42)).toBe(0xffffffff);
    expect([zip.readUInt16LE(extra), zip.readUInt16LE(extra + 2)]).toEqual([1, 8]);
    expect(zip.readBigUInt64LE(extra + 4)).toBe(BigInt(start));
    const end64 = zip.indexOf(Buffer.from([0x50, 0x4b, 6, 6]));
    expect(zip.readBigUInt64LE(end64 + 48)).toBe(BigInt(start + central));
    const locator = end64 + 56;
    expect(zip.readUInt32LE(locator)).toBe(0x07064b50);
    expect(zip.readBigUInt64LE(locator + 8)).toBe(BigInt(start + end64));
    const end = locator + 20;
    expect(zip.readUInt32LE(end + 16)).toBe(0xffffffff);
    expect(zip.length).toBe(end + 22);
  });

  it.skipIf(!hasUnzip)('is read by other programs', () => {
    const path = written(
      zipOf([
        ['a/b.json', '[1]'],
        ['café/日本.json', ''],
      ]),
    );
    expect(execFileSync('unzip', ['-tq', path]).toString()).toContain('No errors');
    expect(execFileSync('unzip', ['-p', path, 'a/b.json']).toString()).toBe('[1]');
  });
});
