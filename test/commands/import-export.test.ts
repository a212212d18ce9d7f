import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importExports } from '../../src/commands/import-export.ts';
import { ConfigError, InterruptedError, SourceError, StorageError } from '../../src/errors.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { importDemo, quietContext } from '../support/demo.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const yes = { channels: [], isAgreed: true, communityWasTold: false };

/** Every file of a folder by path. */
function filesOf(dir: string): ReadonlyMap<string, string> {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(dir, path), 'utf8')]));
}

/** A standard export of one channel. */
function small(rows: readonly object[], others: Iterable<readonly [string, string]> = []) {
  return new Map<string, string>([
    ['users.json', JSON.stringify([{ id: 'U0ADA', team_id: 'T0ACME', name: 'ada' }])],
    ['channels.json', JSON.stringify([{ id: 'C0HELP', name: 'help' }])],
    ['help/2024-03-18.json', JSON.stringify(rows)],
    ...others,
  ]);
}

const row = (second: number, more: object = {}) => ({
  type: 'message',
  user: 'U0ADA',
  text: `m${second}`,
  ts: `${1_710_786_900 + second}.000100`,
  ...more,
});

describe('the account of an import', () => {
  it('explains every row of the invented community', async () => {
    const { imported } = await importDemo(temporaryFolder());
    const skipped = Object.values(imported.skipped).reduce((sum, count) => sum + count, 0);
    expect(imported.read).toBe(imported.archived + skipped);
    expect(imported.merged.new).toBe(imported.archived);
    expect(Object.keys(imported.skipped)).toEqual([
      'canvas-comments',
      'direct-message',
      'duplicate',
      'export-artefact',
      'no-timestamp',
      'not-a-message',
      'private-channel',
      'unlisted-channel',
    ]);
  });

  it('of a second import of the same export finds nothing new and changes no byte', async () => {
    const folder = temporaryFolder();
    const demo = await importDemo(folder);
    const before = filesOf(demo.archive);
    const again = await importExports(
      { ...yes, archive: demo.archive, exports: [demo.source] },
      quietContext(),
    );
    expect(again.merged).toMatchObject({ new: 0, changed: 0, unchanged: again.archived });
    expect(filesOf(demo.archive)).toEqual(before);
  });
});

describe('exports of two windows', () => {
  it('give the same bytes in either order, and lose nothing', async () => {
    const folder = temporaryFolder();
    const cut = Date.UTC(2024, 11, 1);
    const overlap = Date.UTC(2024, 9, 1);
    const older = writeFiles(join(folder, 'older'), lanternExport({ until: cut }));
    const newer = writeFiles(join(folder, 'newer'), lanternExport({ from: overlap }));
    const whole = writeFiles(join(folder, 'whole'), lanternExport());
    const archiveOf = async (name: string, ...exports: string[]) => {
      const archive = join(folder, name);
      for (const path of exports) await importExports({ ...yes, archive, exports: [path] }, quietContext());
      return filesOf(archive);
    };
    const forwards = await archiveOf('a', older, newer);
    expect(await archiveOf('b', newer, older)).toEqual(forwards);
    const lines = (files: ReadonlyMap<string, string>) =>
      [...files]
        .filter(([path]) => path.includes('/messages/'))
        .flatMap(([, text]) => text.trim().split('\n')).length;
    expect(lines(forwards)).toBe(lines(await archiveOf('c', whole)));
  });
});

describe('before anything is written', () => {
  it('the channels are shown and a person is asked', async () => {
    const folder = temporaryFolder();
    const source = writeFiles(join(folder, 'export'), small([row(1)]));
    const archive = join(folder, 'archive');
    const lines: string[] = [];
    const questions: string[] = [];
    const context = quietContext({
      logger: { ...quietContext().logger, info: (line) => void lines.push(line) },
      confirm: async (question) => {
        questions.push(question);
        return false;
      },
    });
    const refused = importExports({ ...yes, isAgreed: false, archive, exports: [source] }, context);
    await expect(refused).rejects.toThrow(/Nothing was read and nothing written/);
    expect(questions).toEqual(['Make this channel public? Do their members know?']);
    expect(lines.join('\n')).toContain('C0HELP       #help');
    expect(existsSync(archive)).toBe(false);
  });

  it('asks nothing when channels were named and the configuration says that their members know', async () => {
    const folder = temporaryFolder();
    const source = writeFiles(join(folder, 'export'), small([row(1)]));
    const told = { ...yes, isAgreed: false, communityWasTold: true };
    const named = { ...told, archive: join(folder, 'a'), exports: [source], channels: ['help'] };
    expect((await importExports(named, quietContext())).archived).toBe(1);
    const all = importExports({ ...named, archive: join(folder, 'b'), channels: [] }, quietContext());
    await expect(all).rejects.toThrow('This channel would become public, and nobody can be asked here.');
  });

  it.each([
    ['nobody can be asked', { isAgreed: false }, ConfigError, 'Say --yes'],
    ['a channel does not exist', { channels: ['halp'] }, ConfigError, 'there is no such channel'],
    ['a channel is private', { channels: ['secret'] }, ConfigError, 'refused (private-channel)'],
    ['an export does not exist', { exports: ['/nowhere.zip'] }, SourceError, 'there is no such file'],
  ])('it stops when %s', async (_, options, kind, message) => {
    const folder = temporaryFolder();
    const groups = [['groups.json', JSON.stringify([{ id: 'G0SECRET1', name: 'secret' }])]] as const;
    const source = writeFiles(join(folder, 'export'), small([row(1)], groups));
    const archive = join(folder, 'archive');
    const run = importExports({ ...yes, archive, exports: [source], ...options }, quietContext());
    await expect(run).rejects.toThrow(kind);
    await expect(run).rejects.toThrow(message);
    expect(existsSync(archive)).toBe(false);
  });

  it('an export without public channels is refused with the way out', async () => {
    const folder = temporaryFolder();
    const files = small([row(1)]);
    files.delete('channels.json');
    const source = writeFiles(join(folder, 'export'), files);
    const run = importExports({ ...yes, archive: join(folder, 'a'), exports: [source] }, quietContext());
    await expect(run).rejects.toThrow('--channel ID=help');
  });
});

describe('damage costs only what is damaged', () => {
  it.each([
    ['not valid JSON', '[{"ts": "1710786'],
    ['an object', '{"messages": []}'],
  ])('a day file that is %s', async (_, text) => {
    const folder = temporaryFolder();
    const source = writeFiles(join(folder, 'export'), small([row(1)], [['help/2024-03-19.json', text]]));
    const archive = join(folder, 'archive');
    const report = await importExports({ ...yes, archive, exports: [source] }, quietContext());
    expect(report).toMatchObject({ read: 1, archived: 1 });
    expect(report.diagnostics).toMatchObject([
      { code: 'UNREADABLE_DAY_FILE', where: 'help/2024-03-19.json' },
    ]);
  });

  it('a missing list of users: their own messages name them', async () => {
    const folder = temporaryFolder();
    const files = small([row(1, { user_profile: { display_name: 'Ada' } })]);
    files.delete('users.json');
    const source = writeFiles(join(folder, 'export'), files);
    const archive = join(folder, 'archive');
    const report = await importExports({ ...yes, archive, exports: [source] }, quietContext());
    expect(report.archived).toBe(1);
    expect(readFileSync(join(archive, 'T00000000/users.json'), 'utf8')).toContain('"display_name":"Ada"');
  });
});

describe('an import that is stopped', () => {
  it('by Ctrl-C leaves whole files, and the next run completes it', async () => {
    const folder = temporaryFolder();
    const whole = filesOf((await importDemo(join(folder, 'whole'))).archive);
    const source = writeFiles(join(folder, 'export'), lanternExport());
    const archive = join(folder, 'archive');
    for (const after of [1, 200, 500, 900]) {
      const controller = new AbortController();
      const logger = {
        ...quietContext().logger,
        progress: ({ done }: { done: number }) =>
          done >= after && controller.abort(new InterruptedError('Stopped.')),
      };
      const context = quietContext({ signal: controller.signal, logger });
      await expect(importExports({ ...yes, archive, exports: [source] }, context)).rejects.toThrow(
        'Stopped.',
      );
      for (const [path, text] of filesOf(archive))
        if (path.endsWith('.jsonl')) expect(whole.get(path), path).toBe(text);
      expect(
        [...filesOf(archive).keys()].filter((path) => path.includes('tmp') || path.includes('lock')),
      ).toEqual([]);
    }
    await importExports({ ...yes, archive, exports: [source] }, quietContext());
    expect(filesOf(archive)).toEqual(whole);
  });
});

describe('a place that can’t be used', () => {
  it('because something else is there', async () => {
    const folder = temporaryFolder();
    const source = writeFiles(join(folder, 'export'), small([row(1)]));
    writeFiles(join(folder, 'mine'), [['thesis.txt', 'x']]);
    const run = importExports({ ...yes, archive: join(folder, 'mine'), exports: [source] }, quietContext());
    await expect(run).rejects.toThrow(/holds other things \(thesis\.txt\)/);
  });

  it('because a file stands there', async () => {
    const folder = temporaryFolder();
    const source = writeFiles(join(folder, 'export'), small([row(1)]));
    writeFileSync(join(folder, 'file'), '');
    const run = importExports(
      { ...yes, archive: join(folder, 'file/archive'), exports: [source] },
      quietContext(),
    );
    await expect(run).rejects.toThrow(StorageError);
  });
});
