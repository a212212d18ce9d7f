import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/archive/archive.ts';
import { keepCopy, readCopies } from '../../src/archive/file-store.ts';
import { exportToSlackLayout } from '../../src/commands/export-archive.ts';
import { importExports } from '../../src/commands/import-export.ts';
import { InterruptedError } from '../../src/errors.ts';
import type { FileId } from '../../src/model/ids.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { quietContext } from '../support/demo.ts';
import { bytesOf, differences } from '../support/folder-bytes.ts';
import { png } from '../support/pictures.ts';
import { exported, imported } from '../support/round-trip.ts';
import { generalId, message, smallExport } from '../support/small-export.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

/** `<out>/archive` with the small export in it, changed. */
async function smallArchive(changes: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
  const out = temporaryFolder();
  await imported(join(out, 'archive'), writeFiles(join(out, 'source'), smallExport(changes)));
  return out;
}

async function exportOf(out: string): Promise<string> {
  return await exported(join(out, 'archive'), join(out, 'export'));
}

function jsonAt(folder: string, path: string): readonly JsonObject[] {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
}

function day(...rows: readonly object[]): string {
  return JSON.stringify(rows);
}

describe('an export', () => {
  it('has the files of Slack’s own, and no others but the workspace’s', async () => {
    const folder = await exportOf(await smallArchive());
    expect([...bytesOf(folder).keys()]).toEqual([
      'channels.json',
      'general/2024-03-18.json',
      'general/2024-03-19.json',
      'users.json',
      'workspace.json',
    ]);
    expect(jsonAt(folder, 'general/2024-03-18.json')).toEqual([message('1710786933.057029', 'Hello')]);
    expect(jsonAt(folder, 'users.json')).toEqual([{ id: 'U1', team_id: 'T024BE7LD', name: 'yui' }]);
  });

  it('has the copies of files where other tools look for them, and an import takes none for messages', async () => {
    const names = ['chart.png', 'aux.png', '../../x.png', 'users.json', 'deleted.png'];
    const files = names.map((name, index) => ({ id: `F0000000${index}`, name, mimetype: 'image/png' }));
    const gone = { id: 'F00000004', mode: 'tombstone' };
    const shown = message('1710786933.057029', 'Look', { files: [...files.slice(0, 4), gone] });
    const out = await smallArchive({ 'general/2024-03-18.json': day(shown) });
    const archive = openArchive(join(out, 'archive'));
    for (const { id } of files) {
      const copy = { bytes: png(2, 2), extension: 'png', mimetype: 'image/png' };
      keepCopy(archive, id as FileId, copy, readCopies(archive));
    }
    const folder = await exportOf(out);
    const uploads = [...bytesOf(folder)].filter(([path]) => path.startsWith('__uploads/'));
    const [hash] = [...readCopies(archive).values()].map(({ name }) => name);
    expect(uploads.map(([path]) => path)).toEqual([
      '__uploads/F00000000/chart.png',
      `__uploads/F00000001/${hash}`,
      `__uploads/F00000002/${hash}`,
      '__uploads/F00000003/users.json',
    ]);
    for (const [, bytes] of uploads) expect(bytes.equals(png(2, 2))).toBe(true);
    const zip = await exported(archive.dir, join(out, 'export.zip'));
    for (const source of [folder, zip]) {
      const again = await imported(join(out, `again-${basename(source)}`), source);
      expect(differences(again, archive.dir).filter((path) => !path.startsWith('files/'))).toEqual([]);
    }
  });

  it('lists as members of a channel who wrote in it', async () => {
    const folder = await exportOf(await smallArchive());
    expect(jsonAt(folder, 'channels.json')).toEqual([{ id: generalId, name: 'general', members: ['U1'] }]);
  });

  it('cuts days at midnight in California and puts replies into their own day', async () => {
    const root = '1711954799.000100'; // 31 March, one second before midnight there; 1 April in UTC
    const reply = message('1714600000.000200', 'Late', { thread_ts: root });
    const out = await smallArchive({
      'general/2024-03-31.json': day(message(root, 'Anyone?', { thread_ts: root })),
      'general/2024-05-01.json': day(reply),
    });
    const folder = await exportOf(out);
    expect(readdirSync(join(folder, 'general'))).toEqual([
      '2024-03-18.json',
      '2024-03-19.json',
      '2024-03-31.json',
      '2024-05-01.json',
    ]);
    expect(jsonAt(folder, 'general/2024-05-01.json')).toEqual([reply]);
    expect(jsonAt(folder, 'general/2024-03-31.json')).toMatchObject([
      { ts: root, reply_count: 1, replies: [{ user: 'U1', ts: '1714600000.000200' }] },
    ]);
  });

  it('has the messages of a day in order of time, whatever conversation they belong to', async () => {
    const times = ['1710786933.057029', '1710786934.000000', '1710786935.000000', '1710786936.000000'];
    const [first, second, third, fourth] = times as [string, string, string, string];
    const rows = [
      message(first, 'a', { thread_ts: first }),
      message(third, 'reply to a', { thread_ts: first }),
      message(second, 'b', { thread_ts: second }),
      message(fourth, 'reply to b', { thread_ts: second }),
    ];
    const folder = await exportOf(await smallArchive({ 'general/2024-03-18.json': day(...rows) }));
    expect(jsonAt(folder, 'general/2024-03-18.json').map(({ ts }) => ts)).toEqual(times);
  });

  it('says of a version that it is older than the export, and of no other', async () => {
    const out = await smallArchive();
    const newer = smallExport({
      'general/2024-03-18.json': undefined,
      'general/2024-03-19.json': undefined,
      'general/2024-03-20.json': day(message('1710960000.000100', 'News')),
    });
    await imported(join(out, 'archive'), writeFiles(join(out, 'newer'), newer));
    const folder = await exportOf(out);
    expect(jsonAt(folder, 'general/2024-03-18.json')[0]).toHaveProperty('_asOf', '1710874000.000100');
    expect(jsonAt(folder, 'general/2024-03-20.json')[0]).not.toHaveProperty('_asOf');
  });

  it('keeps channels with one name apart', async () => {
    const out = await smallArchive();
    const other = smallExport({ 'channels.json': JSON.stringify([{ id: 'C0OTHER1', name: 'general' }]) });
    await imported(join(out, 'archive'), writeFiles(join(out, 'other'), other));
    const folder = await exportOf(out);
    expect(readdirSync(folder)).toEqual(
      ['C0OTHER1', 'channels.json', 'general', 'users.json', 'workspace.json'].sort(),
    );
    const again = await imported(join(out, 'again'), folder);
    expect(differences(again, join(out, 'archive'))).toEqual([]);
  });

  it('of an archive without messages has its lists', async () => {
    const out = await smallArchive({
      'general/2024-03-18.json': undefined,
      'general/2024-03-19.json': undefined,
    });
    const folder = await exportOf(out);
    expect(readdirSync(folder)).toEqual(['channels.json', 'users.json', 'workspace.json']);
    expect(differences(await imported(join(out, 'again'), folder), join(out, 'archive'))).toEqual([]);
  });
});

describe('an export as ZIP', () => {
  it('holds the same, and can be imported as it is', async () => {
    const out = temporaryFolder();
    const archive = join(out, 'archive');
    await imported(archive, writeFiles(join(out, 'source'), lanternExport()));
    const zip = await exported(archive, join(out, 'new/folder/Export.ZIP'));
    expect(readdirSync(join(out, 'new/folder'))).toEqual(['Export.ZIP']);
    expect(differences(await imported(join(out, 'again'), zip), archive)).toEqual([]);
    const twin = await exported(archive, join(out, 'twin.zip'));
    expect(readFileSync(twin).equals(readFileSync(zip))).toBe(true);
  });

  it('replaces nothing', async () => {
    const out = await smallArchive();
    writeFileSync(join(out, 'a.zip'), 'mine');
    const { code, err } = await runLine(['export', join(out, 'a.zip'), '--out', out]);
    expect(code).toBe(1);
    expect(err).toContain('a.zip: there is something already, and nothing is replaced.');
    expect(readFileSync(join(out, 'a.zip'), 'utf8')).toBe('mine');
  });
});

describe('unsilo export', () => {
  it('reports to people', async () => {
    const out = await smallArchive();
    const target = join(temporaryFolder(), 'made/for/it');
    expect(await runLine(['export', target, '--out', out])).toEqual({
      code: 0,
      out: `${target}: 2 messages of 1 channel in 5 files\n`,
      err: '',
    });
  });

  it('reports to machines', async () => {
    const out = await smallArchive();
    const target = temporaryFolder();
    const { code, out: json } = await runLine(['export', target, '--out', out, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(json)).toEqual({ channels: 1, messages: 2, files: 5, copies: 0, seconds: 0 });
  });

  it('needs a name: an empty one is no wish to fill the current folder', async () => {
    const folder = temporaryFolder();
    const { code, err } = await runLine(['export', '', '--out', await smallArchive()], { folder });
    expect(code).toBe(2);
    expect(err).toContain('the name of the folder is empty');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes a folder of the current one', async () => {
    const out = await smallArchive();
    const folder = temporaryFolder();
    await runLine(['export', 'here', '--out', out], { folder });
    expect(existsSync(join(folder, 'here/channels.json'))).toBe(true);
  });

  it('refuses a folder that holds anything, and leaves it alone', async () => {
    const out = await smallArchive();
    const target = writeFiles(temporaryFolder(), [['mine.txt', 'mine']]);
    const { code, err } = await runLine(['export', target, '--out', out]);
    expect(code).toBe(1);
    expect(err).toContain(`${target}: this folder is not empty (mine.txt).`);
    expect(readdirSync(target)).toEqual(['mine.txt']);
  });

  it('refuses a file', async () => {
    const out = await smallArchive();
    const target = join(writeFiles(temporaryFolder(), [['mine.txt', 'mine']]), 'mine.txt');
    const { code, err } = await runLine(['export', target, '--out', out]);
    expect(code).toBe(1);
    expect(err).toContain(`${target}: `);
    expect(readFileSync(target, 'utf8')).toBe('mine');
  });

  it('refuses a place inside the archive', async () => {
    const out = await smallArchive();
    for (const place of ['archive', 'archive/T024BE7LD', 'archive/../archive/x.zip']) {
      const { code, err } = await runLine(['export', join(out, place), '--out', out]);
      expect(code).toBe(2);
      expect(err).toContain('this is inside the archive');
    }
    const beside = join(out, 'archive-export');
    expect((await runLine(['export', beside, '--out', out])).code).toBe(0);
  });

  it('says what to do where there is no archive, and makes nothing', async () => {
    const folder = temporaryFolder();
    const { code, err } = await runLine(['export', 'x', '--out', folder], { folder });
    expect(code).toBe(2);
    expect(err).toContain(
      'there is no archive here. Say where it is with --out, or make one: unsilo migrate',
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an export that can’t be finished leaves nothing behind', () => {
  it.each(['export', 'export.zip'])('when a line of the archive is damaged: %s', async (name) => {
    const out = await smallArchive();
    const path = join(out, 'archive/T024BE7LD/messages', generalId, '2024-03.jsonl');
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"_asOf":"1.000000","ts":\n`);
    const { code, err } = await runLine(['export', join(out, name), '--out', out]);
    expect(code).toBe(1);
    expect(err).toContain(`${path}: line 3 is damaged.`);
    expect(readdirSync(out).sort()).toEqual(
      name === 'export' ? ['archive', 'export', 'source'] : ['archive', 'source'],
    );
    if (name === 'export') expect(readdirSync(join(out, name))).toEqual([]);
  });

  it.each(['export', 'export.zip'])('when it is stopped in the middle: %s', async (name) => {
    const out = temporaryFolder();
    const archive = join(out, 'archive');
    const source = writeFiles(join(out, 'source'), lanternExport());
    await importExports(
      { archive, exports: [source], channels: [], isAgreed: true, communityWasTold: true },
      quietContext(),
    );
    const controller = new AbortController();
    let updates = 0;
    const context = quietContext({ signal: controller.signal });
    const logger = {
      ...context.logger,
      progress: () => {
        updates += 1;
        if (updates === 20) controller.abort(new InterruptedError('Stopped.'));
      },
    };
    const target = join(out, name);
    await expect(exportToSlackLayout({ archive, target }, { ...context, logger })).rejects.toThrow(
      'Stopped.',
    );
    expect(updates).toBe(20);
    expect(readdirSync(out).filter((one) => one.startsWith('export.zip'))).toEqual([]);
    if (name === 'export') expect(readdirSync(target)).toEqual([]);
    await exported(archive, target);
  });

  it('and the folder can be one that was there, empty', async () => {
    const out = await smallArchive();
    mkdirSync(join(out, 'export'));
    expect(readdirSync(await exportOf(out))).toHaveLength(4);
  });
});
