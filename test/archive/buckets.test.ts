import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Buckets } from '../../src/archive/buckets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folderName = 'buckets.unsilo-tmp';

describe('buckets', () => {
  it('give every line back in its order, whatever the limit', () => {
    const name = fc.constantFrom('2024-03', '2024-04', '2025-01', '1969-12');
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'));
    const parent = temporaryFolder();
    fc.assert(
      fc.property(fc.array(fc.tuple(name, line), { maxLength: 40 }), fc.nat({ max: 60 }), (lines, limit) => {
        const buckets = new Buckets(parent, limit);
        const expected = new Map<string, string[]>();
        for (const [bucket, text] of lines) {
          buckets.add(bucket, text);
          expected.set(bucket, [...(expected.get(bucket) ?? []), text]);
        }
        expect(buckets.names()).toEqual([...expected.keys()].sort());
        for (const [bucket, texts] of expected) expect(buckets.lines(bucket)).toEqual(texts);
        buckets.clear();
        expect(readdirSync(parent)).toEqual([]);
      }),
    );
  });

  it('hold no more than the limit in memory', () => {
    const parent = temporaryFolder();
    const buckets = new Buckets(parent, 1000);
    for (let index = 0; index < 10; index++) buckets.add('2024-03', 'x'.repeat(100));
    expect(existsSync(join(parent, folderName))).toBe(false);
    buckets.add('2024-04', 'y');
    expect(readdirSync(join(parent, folderName))).toEqual(['2024-03', '2024-04']);
    buckets.add('2024-03', 'z');
    expect(buckets.lines('2024-03')).toEqual([...Array(10).fill('x'.repeat(100)), 'z']);
    expect(buckets.lines('2024-05')).toEqual([]);
  });

  it('begin empty, also where a killed run left some', () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, folderName));
    writeFileSync(join(parent, folderName, '2024-03'), 'old\n');
    const buckets = new Buckets(parent, 0);
    buckets.add('2024-03', 'new');
    expect(buckets.lines('2024-03')).toEqual(['new']);
  });

  it('that can’t be written say where and what to do', () => {
    const parent = join(temporaryFolder(), 'folder');
    mkdirSync(parent);
    const buckets = new Buckets(parent, 0);
    rmdirSync(parent);
    writeFileSync(parent, '');
    expect(() => buckets.add('2024-03', 'x')).toThrow(/can't be written .*--out/);
  });
});
