import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCopies } from '../../src/archive/file-store.ts';
import { readSyncState } from '../../src/archive/sync-state.ts';
import { whereaboutsIn } from '../../src/commands/whereabouts.ts';
import { parseContent } from '../../src/content/parse-content.ts';
import { splitMarkdown } from '../../src/content/split-markdown.ts';
import type { FileKind } from '../../src/model/file-kind.ts';
import type { ChannelId, FileId, TeamId } from '../../src/model/ids.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import type { FileRules } from '../../src/policy/file-rules.ts';
import { MortalDisk } from '../support/mortal-disk.ts';
import { jpeg, png } from '../support/pictures.ts';
import type { FileFault } from '../support/slack/fake-files.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { pullFrom } from '../support/slack/pulled.ts';
import { LivingChannel, LivingWorkspace, type Row, tsAt } from '../support/slack/workspace.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const team = 'T024BE7LD' as TeamId;
const general = 'C024BE91L' as ChannelId;
const start = Date.UTC(2026, 0, 5);
const minute = 60_000;
const day = 24 * 60 * minute;

const rules = (kinds: readonly FileKind[], more: Partial<FileRules> = {}): FileRules => ({
  kinds: new Set(kinds),
  bytesEach: 1_000_000,
  bytesInAll: 10_000_000,
  ...more,
});

function addressOf(id: string, name: string): string {
  return `https://files.slack.com/files-pri/${team}-${id}/${name}`;
}

/** Slack's object of a file with these bytes. */
function fileOf(id: string, name: string, mimetype: string, bytes: Uint8Array, more: object = {}) {
  const url = addressOf(id, name);
  return { id, name, mimetype, mode: 'hosted', size: bytes.length, url_private: url, ...more };
}

class Scene {
  readonly clock = new VirtualClock(start + day);
  readonly slack: FakeSlack;
  readonly archive = join(temporaryFolder(), 'archive');
  readonly channel: LivingChannel;
  #minutes = 0;

  constructor() {
    this.channel = new LivingChannel({ id: general, name: 'general' });
    this.slack = new FakeSlack(new LivingWorkspace(team, [this.channel]), this.clock);
    this.slack.scopes += ',files:read';
  }

  /** A message with files. */
  says(...files: readonly object[]): Row {
    this.#minutes += 1;
    const ts = tsAt(start + this.#minutes * minute);
    const row = { type: 'message', user: 'U1', text: 'look', ts, files: files as never };
    this.channel.put(row);
    return row;
  }

  /** A message with one image that can be had. */
  shows(id: string, bytes: Buffer = png(4, 3), more: object = {}): Row {
    this.slack.files.put(addressOf(id, 'shot.png'), bytes);
    return this.says(fileOf(id, 'shot.png', 'image/png', bytes, more));
  }

  async pull(kinds: readonly FileKind[] = ['images'], more: Partial<FileRules> & { mostMs?: number } = {}) {
    const { mostMs, ...limits } = more;
    return await pullFrom(this.slack, this.archive, {
      files: rules(kinds, limits),
      ...(mostMs === undefined ? {} : { mostMs }),
    });
  }

  async later(kinds: readonly FileKind[] = ['images'], ms = day) {
    this.clock.pass(ms);
    return await this.pull(kinds);
  }

  get copies() {
    return readCopies({ dir: this.archive });
  }

  bytesOf(id: string): Buffer {
    const name = this.copies.get(id as FileId)?.name ?? 'none';
    return readFileSync(join(this.archive, 'files', id, name));
  }

  get debts() {
    return readSyncState({ dir: this.archive }, team).files ?? {};
  }

  /** Everything below `files/`, but for the bytes. */
  get names(): readonly string[] {
    const folder = join(this.archive, 'files');
    return existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]).sort() : [];
  }
}

describe('copies of files', () => {
  it('are not made unless somebody asks for a kind of them', async () => {
    const scene = new Scene();
    scene.shows('F0A');
    const report = await scene.pull([]);
    expect(scene.slack.files.seen).toEqual([]);
    expect(report).not.toHaveProperty('files');
    expect(existsSync(join(scene.archive, 'files'))).toBe(false);
  });

  it('are the very bytes, with their dimensions, and are fetched once', async () => {
    const scene = new Scene();
    const picture = png(40, 30);
    scene.shows('F0A', picture);
    const first = await scene.pull();
    expect(first.files).toMatchObject({ copied: 1, failed: 0, debts: 0, files: 1, bytes: picture.length });
    expect(scene.bytesOf('F0A')).toEqual(picture);
    expect(scene.copies.get('F0A' as FileId)).toMatchObject({ width: 40, height: 30, mimetype: 'image/png' });
    expect(scene.slack.files.seen).toEqual([
      { index: 0, url: addressOf('F0A', 'shot.png'), token: 'Bearer not-a-token' },
    ]);
    const second = await scene.later();
    expect(second.files).toMatchObject({ copied: 0, files: 1 });
    expect(scene.slack.files.seen).toHaveLength(1);
  });

  it('stand upright where a photo lies on its side', async () => {
    const scene = new Scene();
    const exif = Buffer.from(
      'ffe1001e457869660000' + '4d4d002a00000008000101120003000000010006000000000000',
      'hex',
    );
    exif.writeUInt16BE(exif.length - 2, 2);
    const photo = jpeg(300, 200, [exif]);
    scene.slack.files.put(addressOf('F0A', 'a.jpg'), photo);
    scene.says(fileOf('F0A', 'a.jpg', 'image/jpeg', photo));
    await scene.pull();
    expect(scene.copies.get('F0A' as FileId)).toMatchObject({ width: 200, height: 300 });
  });

  it('are what posts link to, where it is known where the site stands', async () => {
    const scene = new Scene();
    const row = scene.shows('F0A', png(4, 3), { permalink: 'https://acme.slack.com/files/U1/F0A/shot.png' });
    await scene.pull();
    const post = (baseUrl: string | undefined) => {
      const { fileUrl } = whereaboutsIn({ dir: scene.archive }, baseUrl, () => undefined);
      const names = { user: () => undefined, channel: () => undefined, userGroup: () => undefined };
      const context = { names, linkTo: () => undefined, fileUrl };
      return splitMarkdown(parseContent(parseMessage(row)!), 10_000, context).join('');
    };
    const { name } = scene.copies.get('F0A' as FileId)!;
    expect(post('https://acme.example/chat/')).toContain(`](https://acme.example/chat/files/${name})`);
    expect(post(undefined)).toContain('](https://acme.slack.com/files/U1/F0A/shot.png)');
  });

  it('of the same bytes take their place once', async () => {
    const scene = new Scene();
    scene.shows('F0A');
    scene.shows('F0B');
    await scene.pull();
    const [a, b] = ['F0A', 'F0B'].map((id) => {
      const { name } = scene.copies.get(id as FileId)!;
      return statSync(join(scene.archive, 'files', id, name));
    });
    expect(a?.ino).toBe(b?.ino);
  });

  it('of texts are redacted and served as nothing but text', async () => {
    const scene = new Scene();
    const page = Buffer.from('<html><script>alert(1)</script>bob@lantern.example</html>');
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    scene.slack.files.put(addressOf('F0A', 'a.html'), page);
    scene.slack.files.put(addressOf('F0B', 'b.svg'), drawing);
    scene.says(fileOf('F0A', 'a.html', 'text/html', page), fileOf('F0B', 'b.svg', 'image/svg+xml', drawing));
    await scene.pull(['texts']);
    expect([...scene.copies.values()].map(({ name, mimetype }) => [name.slice(-4), mimetype])).toEqual([
      ['.txt', 'text/plain'],
      ['.txt', 'text/plain'],
    ]);
    expect(scene.bytesOf('F0A').toString()).toBe('<html><script>alert(1)</script>[redacted: e-mail]</html>');
  });

  it('leave out, by reason, what is no file of this workspace any more', async () => {
    const scene = new Scene();
    const bytes = png(2, 2);
    scene.says(
      { id: 'F0A', mode: 'tombstone' },
      { id: 'F0B', mode: 'hidden_by_limit' },
      fileOf('F0C', 'c.png', 'image/png', bytes, { is_external: true, mode: 'external' }),
      fileOf('F0D', 'd', 'application/vnd.slack-docs', bytes, { mode: 'quip' }),
      fileOf('F0E', 'e.pdf', 'application/pdf', bytes),
      fileOf('F0G', 'g.png', 'image/png', bytes, { size: 2_000_000 }),
      fileOf('F0H', 'h.png', 'image/png', bytes, { url_private: null }),
    );
    const { files } = await scene.pull();
    expect(files?.skipped).toEqual({
      deleted: 1,
      external: 1,
      'hidden-by-limit': 1,
      'no-address': 1,
      'not-chosen': 1,
      'slack-document': 1,
      'too-large': 1,
    });
    expect(files).toMatchObject({ copied: 0, debts: 0 });
    expect(scene.slack.files.seen).toEqual([]);
  });

  it('stay within the space that they may take', async () => {
    const scene = new Scene();
    for (const id of ['F0A', 'F0B', 'F0C']) scene.shows(id, png(50, 50));
    const size = png(50, 50).length;
    const { files } = await scene.pull(['images'], { bytesInAll: size * 2 });
    expect(files).toMatchObject({ copied: 2, bytes: size * 2, skipped: { 'no-room': 1 }, debts: 0 });
  });

  it('go when the file is deleted in Slack, and stay when a plan only hides it', async () => {
    const scene = new Scene();
    const [kept, gone] = [scene.shows('F0A'), scene.shows('F0B', png(5, 5))];
    await scene.pull();
    scene.channel.put({ ...kept, files: [{ id: 'F0A', mode: 'hidden_by_limit' }] });
    scene.channel.put({ ...gone, files: [{ id: 'F0B', mode: 'tombstone' }] });
    const { files } = await scene.later([]);
    expect(files).toMatchObject({ removed: 1, files: 1 });
    expect([...scene.copies.keys()]).toEqual(['F0A']);
    expect(scene.names.filter((name) => name.startsWith('F0B'))).toEqual([]);
  });

  it('are asked for only in channels that are read', async () => {
    const scene = new Scene();
    scene.shows('F0A');
    await scene.pull([]);
    scene.channel.json = { ...scene.channel.json, is_private: true };
    const { files } = await scene.later();
    expect(files).toMatchObject({ copied: 0 });
    expect(scene.slack.files.seen).toEqual([]);
  });

  it('need the scope; without it that is said, and nothing is asked', async () => {
    const scene = new Scene();
    scene.slack.scopes = 'channels:history';
    scene.shows('F0A');
    const report = await scene.pull();
    expect(report.files).toMatchObject({ copied: 0, debts: 0, skipped: { 'missing-scope': 1 } });
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['FILES_SCOPE', 'EMOJI_SCOPE']);
    expect(report.diagnostics[0]?.message).toContain('the scope files:read. Add it to the app');
    expect(scene.slack.files.seen).toEqual([]);
  });
});

describe('a download that fails', () => {
  const passing: readonly (readonly [string, FileFault, string])[] = [
    ['a sign-in page with status 200', 'sign-in', 'sign-in-page'],
    ['fewer bytes than announced', 'cut-off', 'cut-off'],
    ['fewer bytes than Slack says', 'short', 'wrong-length'],
    ['bytes of another kind', 'garbage', 'wrong-type'],
    ['no answer', 'drop', 'unavailable'],
    ['an answer that breaks off', 'drop-midway', 'unavailable'],
    ['a broken server', { status: 503 }, 'unavailable'],
    ['too many requests', { status: 429, retryAfter: 7 }, 'unavailable'],
    ['a refusal', { status: 403 }, 'forbidden'],
    ['a file that is not found', { status: 404 }, 'gone'],
    ['a redirect to the sign-in page', { redirect: 'https://acme.slack.com/?redir=x' }, 'sign-in-page'],
  ];

  it.each(passing)('by %s is a debt, leaves nothing, and is paid later', async (_, fault, reason) => {
    const scene = new Scene();
    scene.shows('F0A');
    scene.slack.files.fault = () => fault;
    const report = await scene.pull();
    expect(report.files).toMatchObject({ copied: 0, failed: 1, debts: 1, files: 0 });
    expect(report.hasFailed).toBe(true);
    expect(scene.debts).toMatchObject({ F0A: { attempts: 1, reason } });
    expect(scene.names).toEqual([]);
    const asked = scene.slack.files.seen.length;
    const early = await scene.later(['images'], minute);
    expect(early.files).toMatchObject({ failed: 0, debts: 1 });
    expect(early.hasFailed).toBe(false);
    expect(scene.slack.files.seen).toHaveLength(asked);
    scene.slack.files.fault = () => undefined;
    const paid = await scene.later();
    expect(paid.files).toMatchObject({ copied: 1, debts: 0 });
    expect(scene.debts).toEqual({});
    expect(scene.bytesOf('F0A')).toEqual(png(4, 3));
  });

  it('is tried again at once where that may help, after what Slack asks to wait', async () => {
    const scene = new Scene();
    scene.shows('F0A');
    scene.slack.files.fault = ({ index }) => (index === 0 ? { status: 429, retryAfter: 7 } : undefined);
    const before = scene.clock.waits.length;
    expect((await scene.pull()).files).toMatchObject({ copied: 1, failed: 0 });
    expect(scene.clock.waits.slice(before)).toContain(7000);
  });

  it('never sends the token elsewhere, whatever leads there', async () => {
    const scene = new Scene();
    const bytes = png(4, 3);
    scene.slack.files.put('https://evil.example/shot.png', bytes, true);
    scene.slack.files.put('http://files.slack.com/shot.png', bytes);
    scene.shows('F0A', bytes);
    for (const [index, url] of [
      'https://evil.example/shot.png',
      'http://files.slack.com/shot.png',
      'https://files.slack.com.evil.example/shot.png',
      'https://files.slack.com@evil.example/shot.png',
      'https://evil.example/files.slack.com',
    ].entries())
      scene.says(fileOf(`F0X${index}`, 'shot.png', 'image/png', bytes, { url_private: url }));
    scene.slack.files.fault = ({ url }) =>
      url.startsWith('https://files.slack.com/') ? { redirect: 'https://evil.example/shot.png' } : undefined;
    const { files } = await scene.pull();
    expect(files).toMatchObject({ copied: 0, skipped: { 'foreign-address': 6 }, debts: 0 });
    expect(scene.slack.files.seen.map(({ url }) => url)).toEqual([addressOf('F0A', 'shot.png')]);
  });

  it('follows Slack to its own delivery network without the token', async () => {
    const scene = new Scene();
    const elsewhere = 'https://downloads.slack-edge.com/shot.png';
    scene.slack.files.put(elsewhere, png(4, 3), true);
    scene.shows('F0A');
    scene.slack.files.fault = ({ index }) => (index === 0 ? { redirect: elsewhere } : undefined);
    expect((await scene.pull()).files).toMatchObject({ copied: 1 });
    expect(scene.slack.files.seen[1]).toEqual({ index: 1, url: elsewhere, token: undefined });
  });

  it('ends after some redirects in a circle', async () => {
    const scene = new Scene();
    scene.shows('F0A');
    scene.slack.files.fault = () => ({ redirect: addressOf('F0A', 'shot.png') });
    expect((await scene.pull()).files).toMatchObject({ copied: 0, failed: 1 });
    expect(scene.slack.files.seen.length).toBeLessThan(10);
  });

  it('is given up where nothing will come, and is no debt then', async () => {
    const scene = new Scene();
    scene.shows('F0A');
    scene.slack.files.fault = () => ({ status: 404 });
    await scene.pull();
    await scene.later();
    const third = await scene.later();
    expect(third.files).toMatchObject({ debts: 0, skipped: { gone: 1 } });
    const asked = scene.slack.files.seen.length;
    await scene.later();
    expect(scene.slack.files.seen).toHaveLength(asked);
  });

  it('stops the copying of this run when it is not about the file', async () => {
    const scene = new Scene();
    for (let index = 0; index < 20; index += 1) scene.shows(`F0${index}X`);
    scene.slack.files.fault = () => 'sign-in';
    const { files } = await scene.pull();
    expect(files).toMatchObject({ failed: 5, debts: 20 });
    expect(scene.slack.files.seen).toHaveLength(5);
  });

  it('costs no message, and never the copy that is there', async () => {
    const scene = new Scene();
    const row = scene.shows('F0A');
    await scene.pull();
    scene.slack.files.fault = () => 'sign-in';
    scene.channel.put({ ...row, text: 'edited', edited: { user: 'U1', ts: tsAt(start + day) } });
    const report = await scene.later();
    expect(report.messages.changed).toBe(1);
    expect(scene.bytesOf('F0A')).toEqual(png(4, 3));
  });

  it('makes good a copy that was damaged on the disk', async () => {
    const scene = new Scene();
    scene.shows('F0A');
    await scene.pull();
    rmSync(join(scene.archive, 'files', 'F0A', scene.copies.get('F0A' as FileId)!.name));
    expect((await scene.later()).files).toMatchObject({ copied: 1, files: 1 });
  });
});

describe('a run that ends in the middle of copying', () => {
  it('goes on in the next one when its time is over', async () => {
    const scene = new Scene();
    for (let index = 0; index < 6; index += 1) scene.shows(`F0${index}X`, png(2, 2 + index));
    scene.slack.files.fault = () => {
      scene.clock.pass(10_000);
      return undefined;
    };
    const first = await scene.pull(['images'], { mostMs: 35_000 });
    expect(first.stopped).toContain('time');
    expect(first.files?.copied).toBeGreaterThan(0);
    expect(first.files?.debts).toBe(6 - first.files!.copied);
    const second = await scene.later();
    expect(second.files).toMatchObject({ copied: 6 - first.files!.copied, debts: 0, files: 6 });
    expect(scene.slack.files.seen).toHaveLength(6);
  });

  it('leaves nothing half at any death, and ends the same', async () => {
    const whole = new Scene();
    fill(whole);
    await whole.pull();
    const disk = new MortalDisk('/');
    onTestFinished(() => disk.restore());
    for (let death = 1; ; death += 1) {
      const scene = new Scene();
      fill(scene);
      disk.live();
      await scene.pull([]);
      disk.dieAt(death, death % 2 === 0);
      const error = await scene.pull().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const isOver = !disk.isDead;
      disk.live();
      if (isOver) {
        expect(death).toBeGreaterThan(10);
        break;
      }
      expect(String(error)).toMatch(/dead|killed/);
      rmSync(join(scene.archive, '.unsilo-lock'), { force: true, recursive: true });
      for (const [id, { name, bytes }] of scene.copies)
        expect(statSync(join(scene.archive, 'files', id, name)).size).toBe(bytes);
      await scene.later();
      expect(scene.names).toEqual(whole.names);
    }
  });
});

function fill(scene: Scene): void {
  scene.shows('F0A');
  scene.shows('F0B');
}
