import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openExport } from '../../src/slack/open-export.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { contentsOf, generalId, message, pagesOf, smallExport } from '../support/small-export.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';
import { writeZip } from '../support/zip.ts';

const two = { general: ['Hello', 'Hello again'] };

describe('an export is recognised by looking', () => {
  it('as a folder, and as the same folder in a ZIP', async () => {
    const folder = temporaryFolder();
    const zip = await writeZip(join(folder, 'a.zip'), smallExport());
    const expected = { layout: 'slack', kinds: { general: 'public' }, texts: two };
    expect(await contentsOf(writeFiles(join(folder, 'a'), smallExport()))).toEqual(expected);
    expect(await contentsOf(zip)).toEqual(expected);
  });

  it('when it was packed again on a Mac: another folder around it, twins of every file', async () => {
    const files = [...smallExport()].flatMap(([path, text]): [string, string][] => [
      [`My export/${path}`, text],
      [`__MACOSX/My export/${path.replace(/[^/]*$/, '._$&')}`, 'Mac OS X'],
      ['My export/.DS_Store', 'x'],
    ]);
    const zip = await writeZip(join(temporaryFolder(), 'a.zip'), new Map(files));
    expect((await contentsOf(zip)).texts).toEqual(two);
  });

  it('without lists: the folders are there, and nothing says that they are public', async () => {
    const files = smallExport({ 'users.json': undefined, 'channels.json': undefined });
    const folder = writeFiles(temporaryFolder(), files);
    expect(await contentsOf(folder)).toEqual({ layout: 'slack', kinds: { general: 'unlisted' }, texts: two });
    const { diagnostics, teamId } = await openExport(folder);
    expect(diagnostics.map(({ code }) => code)).toEqual(['NO_USERS_LIST', 'NO_CHANNELS_LIST']);
    expect(diagnostics[1]?.message).toContain('--channel ID=FOLDER');
    expect(teamId).toBeUndefined();
  });

  it('with files of slackdump in __uploads or beside the channel', async () => {
    const standard = new Map([...smallExport(), ['__uploads/F024BE/a.png', 'x']]);
    const mattermost = new Map([...smallExport(), ['general/attachments/F024BE-a.png', 'x']]);
    expect((await contentsOf(writeFiles(temporaryFolder(), standard))).layout).toBe('slackdump-standard');
    expect((await contentsOf(writeFiles(temporaryFolder(), mattermost))).layout).toBe('slackdump-mattermost');
  });

  it('as slackdump’s dump, with replies inside their root', async () => {
    const root = message('1710786933.057029', 'Hello');
    const dump = {
      channel_id: generalId,
      name: 'general',
      messages: [{ ...root, slackdump_thread_replies: [root, message('1710786999.000100', 'Hi')] }, null],
    };
    const folder = writeFiles(temporaryFolder(), [[`${generalId}.json`, JSON.stringify(dump)]]);
    const { layout, texts } = await contentsOf(folder);
    expect(layout).toBe('slackdump-dump');
    expect(texts).toEqual({ [generalId]: ['Hello', 'Hi', 'undefined'] });
  });

  it('with nothing but lists', async () => {
    const files = smallExport({ 'general/2024-03-18.json': undefined, 'general/2024-03-19.json': undefined });
    expect((await contentsOf(writeFiles(temporaryFolder(), files))).texts).toEqual({});
  });
});

describe('the channels of an export', () => {
  it('are what the lists say, not what their names look like', async () => {
    const folder = writeFiles(temporaryFolder(), lanternExport());
    const { kinds } = await contentsOf(folder);
    expect(kinds).toMatchObject({
      general: 'public',
      moderators: 'private',
      'mpdm-amara--soren--yui-1': 'group-direct',
      'summer-meetup': 'unlisted',
      'FC_F0CANVAS001_Release checklist': 'canvas-comments',
    });
    expect(Object.values(kinds).filter((kind) => kind === 'direct')).toHaveLength(1);
  });

  it.each([
    [{ is_private: true }, 'private'],
    [{ is_im: true }, 'direct'],
    [{ is_mpim: true }, 'group-direct'],
    [{ is_ext_shared: true }, 'shared'],
    [{ is_pending_ext_shared: true }, 'shared'],
    [{ is_private: false, is_ext_shared: false }, 'public'],
  ])('are refused where slackdump knows better than the list: %j', async (flags, kind) => {
    const channels = JSON.stringify([{ id: generalId, name: 'general', ...flags }]);
    const folder = writeFiles(temporaryFolder(), smallExport({ 'channels.json': channels }));
    expect((await contentsOf(folder)).kinds).toEqual({ general: kind });
  });

  it.each([
    ['decomposed, as a Mac writes it', 'cafe\u0301'],
    ['read with the letters of DOS', 'caf├⌐'],
  ])('are found when the name of the folder is %s', async (_, name) => {
    const files = new Map([
      ['channels.json', JSON.stringify([{ id: generalId, name: 'café' }])],
      [`${name}/2024-03-18.json`, JSON.stringify([message('1710786933.057029', 'Bonjour')])],
    ]);
    const { kinds, texts } = await contentsOf(writeFiles(temporaryFolder(), files));
    expect(kinds).toEqual({ café: 'public' });
    expect(texts).toEqual({ café: ['Bonjour'] });
  });

  it('belong to the workspace of most users: guests of others are listed too', async () => {
    const users = ['T0HARBOR22', 'T024BE7LD', 'T024BE7LD'].map((team_id, index) => ({
      id: `U${index}`,
      team_id,
    }));
    const folder = writeFiles(temporaryFolder(), smallExport({ 'users.json': JSON.stringify(users) }));
    expect((await openExport(folder)).teamId).toBe('T024BE7LD');
  });
});

describe('a day file that can’t be used', () => {
  it.each([
    ['broken JSON', '[{"type": "message", '],
    ['an object', '{"messages": []}'],
    ['empty', ''],
    ['no JSON at all', '<html>Sign in to Slack</html>'],
  ])('costs its own messages only: %s', async (_, text) => {
    const folder = writeFiles(temporaryFolder(), smallExport({ 'general/2024-03-18.json': text }));
    expect((await contentsOf(folder)).texts).toEqual({ general: ['UNREADABLE_DAY_FILE', 'Hello again'] });
  });

  it('may begin with a byte order mark', async () => {
    const text = `\uFEFF${JSON.stringify([message('1710786933.057029', 'Hello')])}`;
    const folder = writeFiles(temporaryFolder(), smallExport({ 'general/2024-03-18.json': text }));
    expect((await contentsOf(folder)).texts).toEqual(two);
  });

  it('gives its items as they are, null and all', async () => {
    const folder = writeFiles(temporaryFolder(), smallExport({ 'general/2024-03-18.json': '[null, 7]' }));
    expect((await contentsOf(folder)).texts.general).toEqual(['undefined', 'undefined', 'Hello again']);
  });

  it('says which one, and that the same command can be run again', async () => {
    const folder = writeFiles(temporaryFolder(), smallExport({ 'general/2024-03-18.json': '{' }));
    const source = await openExport(folder);
    const [page] = await pagesOf(source);
    expect(page?.problem?.message).toBe(
      'general/2024-03-18.json was left out: it is not valid JSON. Mend it and run the same command again: only its messages will be added.',
    );
  });

  it('that vanishes while the export is read is left out as well', async () => {
    const folder = writeFiles(temporaryFolder(), smallExport());
    const source = await openExport(folder);
    rmSync(join(folder, 'general/2024-03-18.json'));
    const pages = await pagesOf(source);
    expect(pages.map(({ problem }) => problem?.code)).toEqual(['UNREADABLE_DAY_FILE', undefined]);
  });
});

describe('how recent an export is', () => {
  it('is the time of its newest message in the chosen channels, whatever the names of the files say', async () => {
    const source = await openExport(writeFiles(temporaryFolder(), smallExport()));
    expect(source.asOf(source.channels)).toBe('1710874000.000100');
  });

  it('is found before a newest day that can’t be read', async () => {
    const folder = writeFiles(temporaryFolder(), smallExport({ 'general/2024-03-19.json': '{' }));
    const source = await openExport(folder);
    expect(source.asOf(source.channels)).toBe('1710786933.057029');
  });

  it('is unknown without messages', async () => {
    const source = await openExport(writeFiles(temporaryFolder(), smallExport()));
    expect(source.asOf([])).toBeUndefined();
  });
});

describe('what is no export is refused with what to do instead', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['anything', { 'a/b.json': '{}', 'c.txt': '' }, /no Slack export was recognised.*a\/b\.json/],
    ['an empty folder', {}, /it is empty.*channels\.json/s],
    ['slackdump’s database', { 'slackdump.sqlite': '' }, /slackdump convert -f export/],
    ['slackdump’s chunks', { 'C1.json.gz': '' }, /slackdump convert -f export/],
    ['a ZIP in a ZIP', { 'inner/export.zip': 'PK' }, /a ZIP is inside \(inner\/export\.zip\). Unpack it/],
    ['a text export', { 'a.txt': '', 'b.txt': '' }, /Ask Slack for the JSON export/],
    [
      'an organisation',
      { 'teams/acme/channels.json': '[]', 'teams/zoo/channels.json': '[]', 'org_users.json': '[]' },
      /2 workspaces.*teams\/acme/,
    ],
    [
      'a list that is none',
      { 'channels.json': '{"ok": false}', 'users.json': '[]' },
      /channels\.json is not the list/,
    ],
    [
      'a list that is broken',
      { 'channels.json': '[', 'users.json': '[]' },
      /channels\.json is not the list.*broken JSON/,
    ],
  ])('%s', async (_, files, words) => {
    const folder = writeFiles(temporaryFolder(), Object.entries(files));
    await expect(openExport(folder)).rejects.toThrow(words);
    if (Object.keys(files).length === 0) return;
    const zip = await writeZip(join(temporaryFolder(), 'a.zip'), Object.entries(files));
    await expect(openExport(zip)).rejects.toThrow(words);
  });

  it('a path that is not there', async () => {
    await expect(openExport(join(temporaryFolder(), 'no.zip'))).rejects.toThrow(
      /no such file or folder. Give the ZIP/,
    );
  });

  it('a channel folder taken for the whole', async () => {
    const folder = writeFiles(temporaryFolder(), smallExport());
    const outside = join(temporaryFolder(), 'general');
    renameSync(join(folder, 'general'), outside);
    await expect(openExport(outside)).rejects.toThrow(/Give the folder above it/);
  });

  it('a device', async () => {
    await expect(openExport('/dev/null')).rejects.toThrow(/neither a file nor a folder/);
  });
});

it('other JSON beside day files is never taken for messages', async () => {
  const folder = writeFiles(temporaryFolder(), smallExport());
  writeFileSync(join(folder, 'general/canvas_in_the_conversation.json'), '[{"ts": "1710786933.057029"}]');
  mkdirSync(join(folder, 'general/deeper'));
  writeFileSync(join(folder, 'general/deeper/2024-03-18.json'), '[{"ts": "1710786933.057029"}]');
  expect((await contentsOf(folder)).texts).toEqual(two);
});
