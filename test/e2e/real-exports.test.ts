import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsilo } from '../support/program.ts';
import { sharedExport } from '../support/shared-data.ts';
import { brokenLinks, siteFiles } from '../support/site.ts';

/** Communities that exist, from their ZIP to the site, by the built program. Only where the exports are present. */
const exports = {
  old: sharedExport('r-devel-2025-10.zip'),
  new: sharedExport('r-devel-2026-06.zip'),
  big: sharedExport('hubspot-dev.zip'),
};
const isHere = Object.values(exports).every((path) => path !== undefined);
if (!isHere) console.log('skipped: the real exports are not on this machine');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-real-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly read: number;
  readonly archived: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly conversations: number;
  readonly pages: number;
  readonly diagnostics: readonly unknown[];
  readonly plan: { readonly posts: number };
}

async function migrate(out: string, ...paths: (string | undefined)[]): Promise<Report> {
  const {
    code,
    out: text,
    err,
  } = await unsilo([
    'migrate',
    ...paths.map(String),
    '--out',
    join(folder, out),
    '--yes',
    '--json',
    '--quiet',
  ]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(text) as Report;
}

/** Names all bytes below a folder. */
function digest(path: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of files) {
    const full = join(path, name);
    if (!statSync(full).isFile()) continue;
    hash.update(name).update(readFileSync(full));
  }
  return hash.digest('hex');
}

function expectAccount({ read, archived, skipped, diagnostics }: Report): void {
  expect(read).toBe(archived + Object.values(skipped).reduce((sum, count) => sum + count, 0));
  expect(diagnostics).toEqual([]);
}

describe.skipIf(!isHere)('r-devel', () => {
  it('2026-06: all 12,564 messages are accounted for, those of the 13 unlisted folders by name', async () => {
    const report = await migrate('new', exports.new);
    expectAccount(report);
    expect(report).toMatchObject({ read: 12_564, archived: 11_239, skipped: { 'unlisted-channel': 1_325 } });
    const files = siteFiles(join(folder, 'new/site'));
    expect(brokenLinks(files)).toEqual([]);
    const sizes = [...files]
      .filter(([path]) => /^t\/\d{4}\/\d\d\/p/.test(path))
      .map(([, text]) => Buffer.byteLength(text))
      .sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(6_000);
    expect(sizes[Math.floor(sizes.length * 0.99)]).toBeLessThanOrEqual(60_000);
    expect(sizes.at(-1)).toBeLessThanOrEqual(500_000);
  });

  it('2025-10 and 2026-06 in either order, or at once, make the same archive', async () => {
    for (const path of [exports.old, exports.new]) expectAccount(await migrate('forwards', path));
    for (const path of [exports.new, exports.old]) expectAccount(await migrate('backwards', path));
    expectAccount(await migrate('at-once', exports.old, exports.new));
    const messages = (out: string) =>
      readdirSync(join(folder, out, 'archive')).filter((name) => name.startsWith('T'));
    const [team = ''] = messages('forwards');
    const digests = ['forwards', 'backwards', 'at-once'].map((out) =>
      digest(join(folder, out, 'archive', team)),
    );
    expect(new Set(digests).size).toBe(1);
  });
});

describe.skipIf(!isHere)('hubspot-dev', () => {
  it('all 208,908 messages are archived, and a second run writes nothing', async () => {
    const report = await migrate('big', exports.big);
    expectAccount(report);
    expect(report).toMatchObject({ read: 208_908, archived: 208_908, skipped: {} });
    const before = digest(join(folder, 'big/archive'));
    const again = await unsilo(['build', '--out', join(folder, 'big'), '--json', '--quiet']);
    expect(JSON.parse(again.out)).toMatchObject({ pages: report.pages, written: 0, removed: 0 });
    expect(digest(join(folder, 'big/archive'))).toBe(before);
  });
});
