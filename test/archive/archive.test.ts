import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive, openOrCreateArchive, teamsOf } from '../../src/archive/archive.ts';
import { writeAtomically } from '../../src/archive/atomic-write.ts';
import { lockFolder } from '../../src/archive/lock.ts';
import { listUnits, readUnit } from '../../src/archive/units.ts';
import { StorageError } from '../../src/errors.ts';
import { bytesOf } from '../support/folder-bytes.ts';
import { exported, imported } from '../support/round-trip.ts';
import { generalId, smallExport } from '../support/small-export.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

function source(): string {
  return writeFiles(join(temporaryFolder(), 'source'), smallExport());
}

describe('an archive', () => {
  it('is made in an empty folder, and says which format it has', () => {
    const { dir } = openOrCreateArchive(join(temporaryFolder(), 'a/b'));
    expect(readFileSync(join(dir, 'unsilo.json'), 'utf8')).toBe('{"format":"unsilo-archive","version":1}\n');
    expect(openArchive(dir)).toEqual({ dir });
    expect(teamsOf({ dir })).toEqual([]);
  });

  it('is not made among other things, but beside what is hidden', () => {
    const dir = writeFiles(temporaryFolder(), [['.git/config', '']]);
    openOrCreateArchive(dir);
    const other = writeFiles(temporaryFolder(), [['letter.txt', '']]);
    expect(() => openOrCreateArchive(other)).toThrow(/holds other things \(letter\.txt\) and no archive/);
    expect([...bytesOf(other).keys()]).toEqual(['letter.txt']);
  });

  it('that is not there is said to be made by migrate', () => {
    expect(() => openArchive(temporaryFolder())).toThrow(/there is no archive here.*unsilo migrate/);
  });

  it('of a newer format is refused, to read and to write, and stays as it is', async () => {
    const dir = writeFiles(temporaryFolder(), [['unsilo.json', '{"format":"unsilo-archive","version":2}']]);
    const words = /has format 2; this unsilo knows up to 1\. Take a newer one/;
    expect(() => openArchive(dir)).toThrow(words);
    expect(() => openOrCreateArchive(dir)).toThrow(words);
    await expect(imported(dir, source())).rejects.toThrow(words);
    expect([...bytesOf(dir).keys()]).toEqual(['unsilo.json']);
  });

  it.each(['', '{', '[]', '{"version":"new"}'])('whose format is damaged is refused: %j', (text) => {
    const dir = writeFiles(temporaryFolder(), [['unsilo.json', text]]);
    expect(() => openArchive(dir)).toThrow(/unsilo\.json: this file is damaged/);
  });
});

describe('a damaged file', () => {
  async function damaged(name: string, change: (text: string) => string) {
    const archive = await imported(join(temporaryFolder(), 'archive'), source());
    const path = join(archive, 'T024BE7LD', name);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    const before = bytesOf(archive);
    return { archive, path, before };
  }

  it('of messages stops the import before it loses a line', async () => {
    const name = `messages/${generalId}/2024-03.jsonl`;
    const { archive, path, before } = await damaged(name, (text) => text.slice(0, -10));
    await expect(imported(archive, source())).rejects.toThrow(
      `${path}: line 2 is damaged. Take this file back from a copy, or delete it and import again.`,
    );
    expect(bytesOf(archive)).toEqual(before);
    const [unit] = listUnits(openArchive(archive));
    expect(() => readUnit(unit!)).toThrow(StorageError);
  });

  it.each(['users.json', 'channels.json'])('of people or channels as well: %s', async (name) => {
    const { archive, path, before } = await damaged(name, () => '{"not": "a list"}');
    await expect(imported(archive, source())).rejects.toThrow(`${path}: this list is damaged.`);
    expect(bytesOf(archive)).toEqual(before);
  });
});

describe('a place that can’t be written', () => {
  it('is named, with what to do: a file stands in the way', async () => {
    const folder = writeFiles(temporaryFolder(), [['file', 'mine']]);
    await expect(imported(join(folder, 'file/archive'), source())).rejects.toThrow(
      /file\/archive: can't be listed .* A file stands where a folder is needed: name another place\./,
    );
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine');
  });

  it('is named, with what to do: no permission', async (test) => {
    if (process.getuid?.() === 0) test.skip('root may write anywhere');
    const folder = temporaryFolder();
    chmodSync(folder, 0o500);
    await expect(imported(join(folder, 'archive'), source())).rejects.toThrow(
      /The place is not writable: choose another with --out/,
    );
  });

  it.skipIf(process.platform !== 'linux')(
    'is named, with what to do: nothing can be made there',
    async () => {
      await expect(imported('/proc/unsilo/archive', source())).rejects.toThrow(
        /^\/proc\/unsilo\/.*can't be written/,
      );
      const archive = await imported(join(temporaryFolder(), 'archive'), source());
      for (const target of ['/proc/unsilo', '/proc/unsilo/a.zip'])
        await expect(exported(archive, target)).rejects.toThrow(/can't be written/);
    },
  );

  it('leaves no temporary file behind', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a.json/inside'), { recursive: true });
    expect(() => writeAtomically(join(folder, 'a.json'), 'x')).toThrow(StorageError);
    expect([...bytesOf(folder).keys()]).toEqual([]);
  });
});

describe('a file', () => {
  it('is written only when its bytes change', () => {
    const path = join(temporaryFolder(), 'a/b.json');
    expect(writeAtomically(path, 'ü')).toBe(true);
    expect(writeAtomically(path, Buffer.from('ü'))).toBe(false);
    expect(writeAtomically(path, '')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('');
  });
});

describe('a lock', () => {
  const lockOf = (dir: string) => join(dir, '.unsilo-lock');

  function leave(dir: string, owner: string): void {
    writeFiles(dir, [['.unsilo-lock', owner]]);
  }

  /** A process that was there, and is no more. */
  function deadProcess(): number {
    return spawnSync(process.execPath, ['-e', '']).pid;
  }

  it('is there while it is held', () => {
    const dir = join(temporaryFolder(), 'new');
    const unlock = lockFolder(dir);
    expect(existsSync(lockOf(dir))).toBe(true);
    unlock();
    expect(existsSync(lockOf(dir))).toBe(false);
    lockFolder(dir)();
  });

  it.each([
    ['of a running process', { pid: process.ppid, host: hostname() }],
    ['of another machine', { pid: 1, host: 'elsewhere.example' }],
  ])('keeps a second run out: %s', async (_, owner) => {
    const archive = await imported(join(temporaryFolder(), 'archive'), source());
    leave(archive, JSON.stringify(owner));
    const before = bytesOf(archive);
    await expect(imported(archive, source())).rejects.toThrow(
      `${archive}: another unsilo is writing here. Wait for it; if there is none, delete ${lockOf(archive)}.`,
    );
    expect(bytesOf(archive)).toEqual(before);
  });

  it.each([
    ['of a process that was killed', () => JSON.stringify({ pid: deadProcess(), host: hostname() })],
    [
      'of this very process, which a restarted container can have again',
      () => JSON.stringify({ pid: process.pid, host: hostname() }),
    ],
    ['that was torn while it was written', () => '{"pid": 1'],
    ['that is empty', () => ''],
  ])('is taken over: %s', async (_, owner) => {
    const archive = await imported(join(temporaryFolder(), 'archive'), source());
    leave(archive, owner());
    await imported(archive, source());
    expect(existsSync(lockOf(archive))).toBe(false);
  });
});
