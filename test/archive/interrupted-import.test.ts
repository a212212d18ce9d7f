import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/archive/archive.ts';
import { listUnits, readUnit } from '../../src/archive/units.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { bundle } from '../support/bundle.ts';
import { differences } from '../support/folder-bytes.ts';
import { imported } from '../support/round-trip.ts';
import { message, smallExport } from '../support/small-export.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const second = 1_710_786_933;
const lists = {
  'channels.json': JSON.stringify([
    { id: 'C024BE91L', name: 'general' },
    { id: 'C024BE92M', name: 'random' },
  ]),
};
const at = (index: number) => `${second + index * 1_000_000}.000100`;

/** Two channels over some months; the newer one edits, adds, and has a new month. */
const older = smallExport({
  ...lists,
  'general/2024-03-18.json': JSON.stringify([0, 1, 2, 3].map((index) => message(at(index), `old ${index}`))),
  'random/2024-03-18.json': JSON.stringify([message(at(0), 'old')]),
});
const newer = smallExport({
  ...lists,
  'users.json': JSON.stringify([{ id: 'U1', team_id: 'T024BE7LD', name: 'yui', updated: 7 }]),
  'general/2024-03-18.json': JSON.stringify([1, 3, 9].map((index) => message(at(index), `new ${index}`))),
  'random/2024-03-18.json': JSON.stringify([message(at(0), 'new', { user_profile: { name: 'yui' } })]),
});

interface Place {
  readonly folder: string;
  readonly program: string;
  /** An archive before the import, the export, and what the archive must be in the end. */
  readonly before: string;
  readonly source: string;
  readonly whole: string;
}

async function place(): Promise<Place> {
  const folder = temporaryFolder();
  const before = await imported(join(folder, 'before'), writeFiles(join(folder, 'older'), older));
  const source = writeFiles(join(folder, 'newer'), newer);
  cpSync(before, join(folder, 'whole'), { recursive: true });
  const whole = await imported(join(folder, 'whole'), source);
  const program = await bundle(join(import.meta.dirname, '../support/killed-import.ts'), folder);
  return { folder, program, before, source, whole };
}

interface End {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param killAfter milliseconds; undefined to let it run to its end */
function run(args: readonly string[], killAfter?: number): Promise<End> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args);
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, out, err });
    });
  });
}

/** What was there before is still there, in the old version or the new one. */
function expectWhole(archive: string): void {
  const texts = listUnits(openArchive(archive)).flatMap((unit) => readUnit(unit).map(({ text }) => text));
  for (const index of [0, 1, 2, 3]) expect(texts.some((text) => text.endsWith(` ${index}`))).toBe(true);
}

describe('an import that is killed', () => {
  it('at any change of the disk leaves a whole archive, and the same command completes it', {
    timeout: 120_000,
  }, async () => {
    const { folder, program, before, source, whole } = await place();
    let killed = 0;
    for (let step = 1; ; step++) {
      const archive = join(folder, `${step}`);
      cpSync(before, archive, { recursive: true });
      const end = await run([program, archive, source, String(step)]);
      if (end.signal === null) {
        expect(end).toEqual({ code: 0, signal: null, out: String(step - 1), err: '' });
        expect(differences(archive, whole)).toEqual([]);
        break;
      }
      expect(end.signal).toBe('SIGKILL');
      killed += 1;
      expectWhole(archive);
      expect(differences(await imported(archive, source), whole)).toEqual([]);
    }
    expect(killed).toBeGreaterThan(30);
  });

  it('at any moment by somebody else is completed as well', { timeout: 120_000 }, async () => {
    const { folder, program } = await place();
    const source = writeFiles(join(folder, 'lantern'), lanternExport());
    const whole = await imported(join(folder, 'lantern-archive'), source);
    // How long a run takes depends on the machine: the moments are shares of a run that nobody kills.
    const start = performance.now();
    await run([program, join(folder, 'unhurt'), source]);
    const duration = performance.now() - start;
    let killed = 0;
    for (let attempt = 1; killed < 4; attempt++) {
      expect(attempt, 'runs that ended before they were killed').toBeLessThan(30);
      const archive = join(folder, `attempt-${attempt}`);
      const delay = duration * (0.2 + 0.7 * Math.random());
      const { signal } = await run([program, archive, source], delay);
      if (signal === 'SIGKILL') killed += 1;
      expect(differences(await imported(archive, source), whole), `killed after ${delay} ms`).toEqual([]);
    }
  });
});
