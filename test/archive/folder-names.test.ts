import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderNames } from '../../src/archive/folder-names.ts';
import type { ChannelId } from '../../src/model/ids.ts';

function foldersOf(...names: readonly string[]): readonly (string | undefined)[] {
  const channels = names.map((name, index) => ({ id: `C0${index}` as ChannelId, name }));
  const folders = folderNames(channels);
  return channels.map(({ id }) => folders.get(id));
}

describe('the folder of a channel', () => {
  it.each(['general', 'r-contributors', '0_welcome', 'v1.2', 'café', '日本語', 'a'.repeat(80)])(
    'is its name: %s',
    (name) => {
      expect(foldersOf(name)).toEqual([name]);
    },
  );

  it.each([
    '.',
    '..',
    '.git',
    'a/b',
    'a\\b',
    '../../etc',
    'c:temp',
    'what?',
    'a b',
    'nul',
    'COM1.txt',
    'ends.',
    'ends ',
    'cafe\u0301',
    'a\u0000b',
    'a\nb',
    'a\u202eb',
    'a'.repeat(300),
    'users.json',
    '__uploads',
    '__MACOSX',
  ])('is its id where the name %j is none for every disk and tool', (name) => {
    expect(foldersOf(name)).toEqual(['C00']);
  });

  it('is the id of all but the first where several have one name, on disks that see no capitals too', () => {
    expect(foldersOf('general', 'General', 'general', 'random')).toEqual(['general', 'C01', 'C02', 'random']);
  });

  it('is never the id of another', () => {
    expect(foldersOf('c01', 'b')).toEqual(['C00', 'b']);
  });

  it('does not depend on the order of the list', () => {
    const channels = ['general', 'general'].map((name, index) => ({ id: `C0${index}` as ChannelId, name }));
    expect(new Map([...folderNames(channels)].sort())).toEqual(
      new Map([...folderNames(channels.toReversed())].sort()),
    );
  });

  it('is never that of another, and never leaves the export', () => {
    const name = fc.oneof(
      fc.constantFrom('a', 'A', 'a.', '..', 'C00', 'C01', 'c00', ''),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        const folders = foldersOf(...names);
        expect(new Set(folders.map((folder) => folder?.toLowerCase())).size).toBe(names.length);
        for (const folder of folders) expect(folder).toMatch(/^(?!\.)[^/\\:\0]+(?<!\.)$/);
      }),
    );
  });
});
