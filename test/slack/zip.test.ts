import {
  closeSync,
  openSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/errors.ts';
import { openExport } from '../../src/slack/open-export.ts';
import { defaultLimits } from '../../src/slack/source-files.ts';
import { contentsOf, smallExport } from '../support/small-export.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';
import { type Forged, forgeParts, forgeZip, writeZip } from '../support/zip.ts';

const two = { general: ['Hello', 'Hello again'] };
const whole: readonly Forged[] = [...smallExport()].map(([name, data]) => ({ name, data }));

function zipFile(bytes: Buffer): string {
  const path = join(temporaryFolder(), 'export.zip');
  writeFileSync(path, bytes);
  return path;
}

describe('a ZIP is read', () => {
  it('when it was made by hand, as the tests below do', async () => {
    expect((await contentsOf(zipFile(forgeZip(whole)))).texts).toEqual(two);
  });

  it('without compression', async () => {
    const stored = whole.map((entry) => ({ ...entry, method: 0 }));
    expect((await contentsOf(zipFile(forgeZip(stored)))).texts).toEqual(two);
  });

  it('in ZIP64 form', async () => {
    const path = await writeZip(join(temporaryFolder(), 'a.zip'), smallExport(), { isZip64: true });
    expect((await contentsOf(path)).texts).toEqual(two);
  });

  it('beyond 4 GB: a hole of 5 GB lies between two entries', async () => {
    const path = join(temporaryFolder(), 'large.zip');
    const hole = 5 * 1024 ** 3;
    const near = forgeParts(whole.slice(0, 3));
    const far = forgeParts(whole.slice(3));
    const withOffsets = whole.map((entry, index) => (index < 3 ? entry : { ...entry, offset: hole }));
    const fd = openSync(path, 'w');
    writeSync(fd, near.entries, 0, near.entries.length, 0);
    writeSync(fd, far.entries, 0, far.entries.length, hole);
    const directoryOffset = hole + far.entries.length;
    const end = forgeParts(withOffsets).end(directoryOffset);
    writeSync(fd, end, 0, end.length, directoryOffset);
    closeSync(fd);
    expect((await contentsOf(path)).texts).toEqual(two);
  });

  it('with names in UTF-8 that does not say so', async () => {
    const files = [
      { name: Buffer.from('channels.json'), data: '[{"id": "C024BE91L", "name": "小林"}]', flags: 0 },
      { name: Buffer.from('小林/2024-03-18.json'), data: '[{"text": "a"}]', flags: 0 },
    ];
    expect((await contentsOf(zipFile(forgeZip(files)))).texts).toEqual({ 小林: ['a'] });
  });

  it('with backslashes between folders, as old packers of Windows put them', async () => {
    const entries = whole.map(({ name, data }) => ({ name: String(name).replaceAll('/', '\\'), data }));
    expect((await contentsOf(zipFile(forgeZip(entries)))).texts).toEqual(two);
  });

  it('with names of no known letters', async () => {
    const name = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('/2024-03-18.json')]);
    const files = [...whole, { name, data: '[{"text": "a"}]', flags: 0 }];
    expect((await contentsOf(zipFile(forgeZip(files)))).texts).toEqual({ ...two, ÿþ: ['a'] });
  });

  it('with a long comment and words before the first entry', async () => {
    const padded = Buffer.concat([forgeZip(whole), Buffer.alloc(0)]);
    const comment = Buffer.from('c'.repeat(60_000));
    padded.writeUInt16LE(comment.length, padded.length - 2);
    expect((await contentsOf(zipFile(Buffer.concat([padded, comment])))).texts).toEqual(two);
  });
});

describe('one damaged entry', () => {
  const damages: Record<string, Partial<Forged>> = {
    'a wrong checksum': { crc: 1 },
    'a size that is not its own': { declaredBytes: 7 },
    'bytes that are no deflate': { data: 'x'.repeat(99), method: 8, declaredBytes: 1 },
  };

  it.each(Object.entries(damages))('costs its own messages only: %s', async (_, damage) => {
    const forged = whole.map((entry) =>
      String(entry.name).endsWith('18.json') ? { ...entry, ...damage } : entry,
    );
    expect((await contentsOf(zipFile(forgeZip(forged)))).texts).toEqual({
      general: ['UNREADABLE_DAY_FILE', 'Hello again'],
    });
  });

  it('stops the run when it is a list: nobody would have a name', async () => {
    const forged = whole.map((entry) => (entry.name === 'users.json' ? { ...entry, crc: 1 } : entry));
    await expect(openExport(zipFile(forgeZip(forged)))).rejects.toThrow(
      /users\.json is damaged in this ZIP: its checksum is wrong. Download/,
    );
  });
});

describe('a ZIP is refused, with what to do,', () => {
  const extra = (entry: Forged) => forgeZip([...whole, entry]);
  const refusals: Record<string, [Buffer, RegExp]> = {
    'when it is none': [
      Buffer.from('<html>Sign in to Slack</html>'.repeat(9)),
      /not a ZIP file. Give the ZIP that Slack made/,
    ],
    'when it is empty': [Buffer.alloc(0), /not a ZIP file/],
    'when its end is missing': [
      forgeZip(whole).subarray(0, -30),
      /cut off: its end is missing.*Download or copy it again/,
    ],
    'when it climbs out of its folder': [
      extra({ name: '../../etc/2024-03-18.json', data: '[]' }),
      /outside its folder/,
    ],
    'when it names a place on the machine': [
      extra({ name: '/etc/2024-03-18.json', data: '[]' }),
      /outside its folder/,
    ],
    'when it climbs out as on Windows': [
      extra({ name: 'a\\..\\..\\2024-03-18.json', data: '[]' }),
      /outside its folder/,
    ],
    'when it names a disk of Windows': [
      extra({ name: 'C:\\temp\\2024-03-18.json', data: '[]' }),
      /outside its folder/,
    ],
    'when it names a computer in the network': [
      extra({ name: '\\\\host\\share\\2024-03-18.json', data: '[]' }),
      /outside its folder/,
    ],
    'when a name is there twice, with one slash and the other': [
      extra({ name: 'general\\2024-03-18.json', data: '[]' }),
      /twice/,
    ],
    'when it holds a link': [
      extra({ name: 'a/2024-03-18.json', data: '/etc/passwd', unixMode: 0o120777 }),
      /symbolic link/,
    ],
    'when it is encrypted': [
      extra({ name: 'a/2024-03-18.json', data: '[]', flags: 0x801 }),
      /encrypted. Unpack it yourself/,
    ],
    'when it is packed in a foreign way': [
      extra({ name: 'a/2024-03-18.json', data: '[]', method: 93 }),
      /packed in a way \(93\)/,
    ],
    'when a name is there twice': [extra({ name: 'general/2024-03-18.json', data: '[]' }), /twice/],
    'when one entry is a bomb': [
      extra({ name: 'a/2024-03-18.json', data: Buffer.alloc(40 * 1024 * 1024) }),
      /ZIP bomb/,
    ],
    'when one entry is larger than any day': [
      extra({ name: 'a/2024-03-18.json', data: '[]', declaredBytes: 0xf0000000 }),
      /the limit is/,
    ],
  };

  it.each(Object.entries(refusals))('%s', async (_, [bytes, words]) => {
    const path = zipFile(bytes);
    const error = await openExport(path).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SourceError);
    expect((error as Error).message).toMatch(words);
    expect((error as Error).message).toContain(path);
  });

  it('when many entries share the same bytes', async () => {
    const shared = { data: Buffer.alloc(200_000), offset: 0 };
    const bomb = Array.from({ length: 300 }, (_, index) => ({
      name: `a${index}/2024-03-18.json`,
      ...shared,
    }));
    const { end } = forgeParts([...whole, ...bomb]);
    const { entries } = forgeParts(whole);
    await expect(openExport(zipFile(Buffer.concat([entries, end(entries.length)])))).rejects.toThrow(
      /ZIP bomb/,
    );
  });

  it('when it holds more files than any export', async () => {
    await expect(openExport(zipFile(forgeZip(whole)), { ...defaultLimits, files: 3 })).rejects.toThrow(
      /more than 3 files/,
    );
  });

  it('at whatever byte it is cut off: a message, never a crash', async () => {
    const bytes = forgeZip(whole);
    for (let length = 0; length < bytes.length; length += 7) {
      const path = zipFile(bytes);
      truncateSync(path, length);
      await expect(openExport(path)).rejects.toBeInstanceOf(SourceError);
    }
  });

  it('or read, whatever byte is changed', async () => {
    const bytes = readFileSync(zipFile(forgeZip(whole)));
    for (let at = 0; at < bytes.length; at += 5) {
      const changed = Buffer.from(bytes);
      changed[at] = 0xff - (changed[at] ?? 0);
      const outcome = await contentsOf(zipFile(changed)).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(SourceError);
    }
  });
});

describe('a folder is refused', () => {
  it('when it holds a link', async () => {
    const folder = writeFiles(temporaryFolder(), smallExport());
    symlinkSync('/etc/passwd', join(folder, 'general/2024-03-20.json'));
    await expect(openExport(folder)).rejects.toThrow(/general\/2024-03-20\.json is a symbolic link/);
  });

  it('when it holds more files than any export', async () => {
    const folder = writeFiles(temporaryFolder(), smallExport());
    await expect(openExport(folder, { ...defaultLimits, files: 3 })).rejects.toThrow(/more than 3 files/);
  });

  it('in part, when one file is too large', async () => {
    const long = JSON.stringify([{ text: 'x'.repeat(5000) }]);
    const folder = writeFiles(temporaryFolder(), smallExport({ 'general/2024-03-18.json': long }));
    const source = await openExport(folder, { ...defaultLimits, fileBytes: 4000 });
    const codes: (string | undefined)[] = [];
    for await (const { problem } of source.messages(source.channels[0]!)) codes.push(problem?.code);
    expect(codes).toEqual(['UNREADABLE_DAY_FILE', undefined]);
  });
});
