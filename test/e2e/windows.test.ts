import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../../src/paths.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { differences } from '../support/folder-bytes.ts';
import { unsilo } from '../support/program.ts';
import { message, smallExport } from '../support/small-export.ts';
import { writeZip } from '../support/zip.ts';

/**
 * The built program with the paths and the disk of Windows (test/support/windows): `node:path/win32`, `C:\`, names that
 * Windows refuses, no difference between capitals and small letters, no renaming over an open file. CI has a real Windows
 * as well; this one can be asked everywhere. `npm run build` comes first.
 */
let disk: string;
beforeAll(async () => {
  disk = mkdtempSync(join(tmpdir(), 'unsilo-windows-'));
  for (const folder of ['work', 'temp']) mkdirSync(join(disk, folder));
  await writeZip(join(disk, 'work/export.zip'), lanternExport());
  await writeZip(join(disk, 'work/odd.zip'), oddExport());
});
afterAll(() => rmSync(disk, { recursive: true, force: true }));

/** Channels that other systems have folders for. */
const oddNames = [
  'con',
  'NUL',
  'aux.log',
  'com1',
  'lpt²',
  'ends.',
  'co:lon',
  'what?',
  'a b',
  'Help',
  'help',
  'x.json',
];

/** Packed on Windows, with backslashes. */
function oddExport(): Map<string, string> {
  const channels = oddNames.map((name, index) => ({ id: `C0000000${index}`, name }));
  const files = smallExport({
    'channels.json': JSON.stringify(channels),
    ...Object.fromEntries(
      oddNames.map((name, index) => [
        `${name}/2024-03-18.json`,
        JSON.stringify([message(`171078693${index % 10}.00010${index % 10}`, `In ${name}`)]),
      ]),
    ),
  });
  return new Map([...files].map(([path, text]) => [path.replaceAll('/', '\\'), text]));
}

function onWindows(...line: string[]): Promise<string> {
  const hooks = join(packageRoot, 'test/support/windows/register.mjs');
  const env = { ...process.env, UNSILO_DISK_C: disk, TMPDIR: 'C:\\temp', NO_COLOR: '1' };
  const program = ['--import', hooks, join(packageRoot, 'dist/cli.js'), ...line];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, program, { cwd: disk, env }, (error, out, err) =>
      error === null ? resolve(out) : reject(new Error(`${line.join(' ')}\n${err}`)),
    );
  });
}

/** But for the record of the last build, which knows when the archive's files were written. */
function differ(a: string, b: string): readonly string[] {
  const work = join(disk, 'work');
  return differences(join(work, a), join(work, b)).filter((path) => path !== 'site/.unsilo/build.json');
}

it('archive and site have the same names and bytes as elsewhere, whichever way paths are given', async () => {
  await onWindows('migrate', 'C:\\work\\export.zip', '--out', 'out', '--yes', '--quiet');
  const line = ['migrate', 'export.zip', '--out', 'elsewhere', '--yes', '--quiet'];
  expect((await unsilo(line, {}, join(disk, 'work'))).code).toBe(0);
  expect(differ('out', 'elsewhere')).toEqual([]);
  expect(await onWindows('build', '--out', 'C:/work/out')).toContain('0 files written');
  expect(await onWindows('search', 'footer', '--site', '.\\out\\site')).toContain('t/2024/02/p');
});

it('an export of the archive, as a folder and as a ZIP, gives the same archive again', async () => {
  await onWindows('export', 'leaving', '--out', 'out');
  await onWindows('export', '.\\leaving.zip', '--out', 'out');
  for (const source of ['leaving', 'leaving.zip'])
    await onWindows('migrate', source, '--out', `from-${source}`, '--yes', '--quiet');
  for (const source of ['leaving', 'leaving.zip'])
    expect(differ(`from-${source}/archive`, 'out/archive')).toEqual([]);
});

it('channels whose names Windows refuses, or takes for another’s, keep their messages', async () => {
  await onWindows('migrate', 'odd.zip', '--out', 'odd', '--yes', '--quiet');
  const slugs = readdirSync(join(disk, 'work/odd/site/c')).sort();
  expect(slugs).toHaveLength(oddNames.length);
  for (const name of ['con', 'nul', 'com1']) expect(slugs).not.toContain(name);
  await onWindows('export', 'odd-leaving', '--out', 'odd');
  const again = JSON.parse(
    await onWindows('migrate', 'odd-leaving', '-o', 'odd-again', '--yes', '--json', '-q'),
  );
  expect(again).toMatchObject({ read: oddNames.length, archived: oddNames.length });
  expect(await onWindows('build', '--out', 'odd')).toContain('0 files written');
});
