import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/archive/archive.ts';
import { listUnits, readUnit } from '../../src/archive/units.ts';
import { StorageError } from '../../src/errors.ts';
import { differences } from '../support/folder-bytes.ts';
import { exported, imported } from '../support/round-trip.ts';
import { smallDisk } from '../support/small-disk.ts';
import { message, smallExport } from '../support/small-export.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

/** Text that no ZIP makes small. */
function noise(seed: number): string {
  const part = (index: number) => createHash('sha256').update(`${seed} ${index}`).digest('hex');
  return [0, 1, 2, 3, 4].map(part).join(' ');
}

/** Twelve months of some kilobytes each. */
function longExport(): string {
  const days = Array.from({ length: 12 }, (_, month): [string, string] => {
    const seconds = Date.UTC(2024, month, 15) / 1000;
    const rows = Array.from({ length: 20 }, (_, index) =>
      message(`${seconds + index}.000100`, noise(index + month * 20)),
    );
    return [`general/2024-${String(month + 1).padStart(2, '0')}-15.json`, JSON.stringify(rows)];
  });
  const lists = [...smallExport()].filter(([path]) => !path.startsWith('general/'));
  return writeFiles(temporaryFolder(), [...lists, ...days]);
}

function messagesIn(archive: string): number {
  return listUnits(openArchive(archive)).reduce((sum, unit) => sum + readUnit(unit).length, 0);
}

describe('a full disk', () => {
  it('in the middle of an import: what was written is whole, and the same command goes on', async (test) => {
    const disk = smallDisk(64) ?? test.skip('only root can make a small disk here');
    const archive = join(disk, 'archive');
    writeFileSync(join(disk, 'filler'), Buffer.alloc(24 * 1024));
    const source = longExport();
    const failure = await imported(archive, source).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageError);
    expect(String(failure)).toMatch(/can't be written .*ENOSPC.* The disk is full: make room\./);
    expect(String(failure)).toContain('the same command goes on from there');
    const before = messagesIn(archive);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(240);
    expect(readdirSync(archive)).not.toContain('.unsilo-lock');
  });

  it('has room again: the import completes to the same bytes', async (test) => {
    const disk = smallDisk(320) ?? test.skip('only root can make a small disk here');
    const archive = join(disk, 'archive');
    writeFileSync(join(disk, 'filler'), Buffer.alloc(280 * 1024));
    const source = longExport();
    await expect(imported(archive, source)).rejects.toThrow('ENOSPC');
    rmSync(join(disk, 'filler'));
    await imported(archive, source);
    const undisturbed = await imported(join(temporaryFolder(), 'archive'), source);
    expect(differences(archive, undisturbed)).toEqual([]);
  });

  it.each(['export', 'export.zip'])('in the middle of an export leaves nothing of it: %s', async (name) => {
    const disk = smallDisk(8);
    if (disk === undefined) return console.log('skipped: only root can make a small disk here');
    const archive = await imported(join(temporaryFolder(), 'archive'), longExport());
    writeFileSync(join(disk, 'filler'), Buffer.alloc(4096));
    await expect(exported(archive, join(disk, name))).rejects.toThrow(/ENOSPC.* The disk is full: make room/);
    expect(readdirSync(disk).filter((one) => one.startsWith('export.zip'))).toEqual([]);
    if (existsSync(join(disk, 'export'))) expect(readdirSync(join(disk, 'export'))).toEqual([]);
  });
});
