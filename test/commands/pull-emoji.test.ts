import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSyncState } from '../../src/archive/sync-state.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import type { FileRules } from '../../src/policy/file-rules.ts';
import { png } from '../support/pictures.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { noFiles, pullFrom } from '../support/slack/pulled.ts';
import { LivingChannel, LivingWorkspace, tsAt } from '../support/slack/workspace.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const team = 'T024BE7LD' as TeamId;
const start = Date.UTC(2026, 0, 5);
const day = 86_400_000;
const images: FileRules = { ...noFiles, kinds: new Set(['images'] as const) };

function addressOf(name: string): string {
  return `https://emoji.slack-edge.com/${team}/${name}/0123456789abcdef.png`;
}

class Scene {
  readonly clock = new VirtualClock(start + day);
  readonly archive = join(temporaryFolder(), 'archive');
  readonly slack: FakeSlack;

  constructor(emoji: Readonly<Record<string, string>>, text = 'well done :party: :shipit: :smile:') {
    const reactions = [{ name: 'wave-hello', count: 1, users: ['U1'] }];
    const row = { type: 'message', user: 'U1', text, reactions, ts: tsAt(start) };
    const channel = new LivingChannel({ id: 'C024BE91L' as ChannelId, name: 'general' }, [row]);
    const workspace = new LivingWorkspace(team, [channel]);
    workspace.emoji = emoji;
    this.slack = new FakeSlack(workspace, this.clock);
    this.slack.scopes += ',emoji:read,files:read';
  }

  async pull(files = images, ms = 0) {
    this.clock.pass(ms);
    this.slack.forget();
    return await pullFrom(this.slack, this.archive, { files });
  }

  get text(): string {
    return readFileSync(join(this.archive, team, 'emoji.json'), 'utf8');
  }

  get names(): readonly string[] {
    const folder = join(this.archive, team, 'emoji');
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }
}

const list = {
  squirrel: addressOf('squirrel'),
  shipit: 'alias:squirrel',
  party: addressOf('party'),
  'wave-hello': addressOf('wave'),
  unused: addressOf('unused'),
  thanks: 'alias:pray',
};

describe('the workspace’s own emoji', () => {
  it('are listed by name, once a day, in bytes that depend on nothing else', async () => {
    const scene = new Scene({ ...list, 'not a name': addressOf('x'), odd: 'javascript:alert(1)' });
    await scene.pull(noFiles);
    expect(scene.text).toBe(
      [
        '{',
        `"party":{"url":"${addressOf('party')}"},`,
        '"shipit":{"alias":"squirrel"},',
        `"squirrel":{"url":"${addressOf('squirrel')}"},`,
        '"thanks":{"alias":"pray"},',
        `"unused":{"url":"${addressOf('unused')}"},`,
        `"wave-hello":{"url":"${addressOf('wave')}"}`,
        '}',
        '',
      ].join('\n'),
    );
    await scene.pull(noFiles, day / 2);
    expect(scene.slack.count('emoji.list')).toBe(0);
    await scene.pull(noFiles, day);
    expect(scene.slack.count('emoji.list')).toBe(1);
    expect(scene.slack.files.seen).toEqual([]);
  });

  it('are copied where messages show them and images are copied, without the token', async () => {
    const scene = new Scene(list);
    for (const name of ['squirrel', 'party', 'wave', 'unused'])
      scene.slack.files.put(addressOf(name), png(32, 16 + name.length), true);
    const { files } = await scene.pull();
    expect(files).toMatchObject({ copied: 3, debts: 0 });
    expect(scene.slack.files.seen.map(({ url, token }) => [url, token])).toEqual([
      [addressOf('party'), undefined],
      [addressOf('squirrel'), undefined],
      [addressOf('wave'), undefined],
    ]);
    expect(scene.names).toHaveLength(3);
    expect(scene.text).toContain('"party":{"copy":{"bytes":');
    await scene.pull(images, day);
    expect(scene.slack.files.seen).toHaveLength(3);
    expect(scene.names).toHaveLength(3);
  });

  it('that are removed in Slack go, image and all', async () => {
    const scene = new Scene(list);
    scene.slack.files.put(addressOf('party'), png(3, 3), true);
    await scene.pull();
    scene.slack.workspace.emoji = { shipit: 'alias:squirrel' };
    await scene.pull(images, 2 * day);
    expect(scene.names).toEqual([]);
    expect(scene.text).toBe('{\n"shipit":{"alias":"squirrel"}\n}\n');
  });

  it('are a debt where no image comes', async () => {
    const scene = new Scene({ party: addressOf('party') });
    scene.slack.files.put(addressOf('party'), png(3, 3), true);
    scene.slack.files.fault = () => 'sign-in';
    expect((await scene.pull()).files).toMatchObject({ copied: 0, failed: 1, debts: 1 });
    expect(readSyncState({ dir: scene.archive }, team).files).toMatchObject({
      'emoji:party': { attempts: 1, reason: 'sign-in-page' },
    });
    scene.slack.files.fault = () => undefined;
    expect((await scene.pull(images, day)).files).toMatchObject({ copied: 1, debts: 0 });
    expect(readSyncState({ dir: scene.archive }, team).files).toBeUndefined();
  });

  it('are not asked for without the scope, and nothing fails', async () => {
    const scene = new Scene(list);
    scene.slack.scopes = 'channels:history,channels:read,users:read';
    const report = await scene.pull(noFiles);
    expect(report).toMatchObject({ hasFailed: false, diagnostics: [] });
    expect(scene.slack.count('emoji.list')).toBe(0);
  });

  it('which are to be copied, need the scope: a run says so, and a dry one as well', async () => {
    const scene = new Scene(list);
    scene.slack.scopes = 'channels:history,channels:read,users:read,files:read';
    const mend = 'the token lacks the scope emoji:read. Add it to the app under “OAuth & Permissions”';
    const { dryRun, expected } = await pullFrom(scene.slack, scene.archive, {
      files: images,
      isDryRun: true,
    });
    expect([dryRun, expected?.at(-1)]).toEqual([true, expect.stringContaining(mend)]);
    const { diagnostics, hasFailed } = await scene.pull();
    expect(diagnostics).toMatchObject([{ code: 'EMOJI_SCOPE', message: expect.stringContaining(mend) }]);
    expect(hasFailed).toBe(false);
  });

  it('are left as they are when Slack can’t say which there are', async () => {
    const scene = new Scene(list);
    await scene.pull(noFiles);
    const before = scene.text;
    scene.slack.fault = ({ method }) =>
      method === 'emoji.list' ? { error: 'unable_to_fetch_custom_emojis' } : undefined;
    const report = await scene.pull(noFiles, 2 * day);
    expect(report.hasFailed).toBe(false);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['EMOJI_FAILED']);
    expect(scene.text).toBe(before);
  });
});
