import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive, teamPath } from '../../src/archive/archive.ts';
import { buildArchiveSite } from '../../src/commands/build-archive-site.ts';
import { completenessLine } from '../../src/commands/completeness-report.ts';
import { readCompleteness } from '../../src/commands/read-completeness.ts';
import type { TeamId } from '../../src/model/ids.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { importDemo, quietContext } from '../support/demo.ts';
import { siteFiles } from '../support/site.ts';
import { day, general, hour, minute, reply, Scene, says } from '../support/slack/scene.ts';
import { LivingChannel } from '../support/slack/workspace.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = says(0);
const thread = [root, reply(1, root), says(10)];

function certificates(archive: string) {
  return readCompleteness(openArchive(archive)).map(completenessLine);
}

function certificate(scene: Scene) {
  return certificates(scene.archive)[0];
}

async function check(scene: Scene, ...more: string[]) {
  const { code, out } = await runLine(['check', '--out', scene.folder, '--json', ...more], {
    folder: scene.folder,
  });
  return { code, report: JSON.parse(out) as { completeness: unknown[]; posts: object; lacking: number } };
}

async function site(archive: string) {
  const dir = join(temporaryFolder(), 'site');
  await buildArchiveSite({ archive, site: dir, language: 'en' }, quietContext());
  return siteFiles(dir);
}

describe('the certificate of a channel', () => {
  it('that was read to its end tells through when, for messages and threads', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    expect(certificate(scene)).toEqual({
      workspace: 'T024BE7LD',
      id: general,
      name: 'general',
      state: 'complete',
      completeThrough: '2026-01-06T00:00:00Z',
      threadsThrough: '2026-01-06T00:00:00Z',
      withheldBefore: null,
      debts: 0,
      unread: 0,
      disputed: 0,
    });
  });

  it('claims of threads only what a walk through the whole channel has seen', async () => {
    const scene = new Scene([...thread, says(200 * 24 * 60)]);
    await scene.later(300 * day);
    const swept = certificate(scene)?.threadsThrough;
    scene.channel.put(reply(301 * 24 * 60, root));
    await scene.later(day + hour);
    // The late reply stands outside the window: messages are complete, threads not yet.
    expect(scene.differences().missing).toHaveLength(1);
    expect(certificate(scene)).toMatchObject({
      completeThrough: '2026-11-03T01:00:00Z',
      threadsThrough: swept,
    });
    await scene.later(8 * day);
    expect(scene.differences().missing).toEqual([]);
    expect(certificate(scene)?.threadsThrough).toBe('2026-11-11T01:00:00Z');
  });

  it('dates a walk of several runs from its first one', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => says(index / 10));
    const scene = new Scene([...rows, reply(400, rows[2999]!)]);
    await scene.pull({ mostCalls: 4 });
    expect(certificate(scene)).toMatchObject({
      state: 'behind',
      completeThrough: null,
      threadsThrough: null,
    });
    await scene.later(hour);
    expect(certificate(scene)).toMatchObject({
      state: 'complete',
      completeThrough: '2026-01-06T01:00:00Z',
      threadsThrough: '2026-01-06T00:00:00Z',
    });
  });

  it('with a thread that could not be read is behind', async () => {
    const scene = new Scene(thread);
    scene.slack.fault = ({ method }) => (method === 'conversations.replies' ? { status: 500 } : undefined);
    await scene.pull();
    expect(certificate(scene)).toMatchObject({ state: 'behind', debts: 1 });
    expect((await check(scene)).code).toBe(3);
  });

  it('that a plan hides in part says from when on it is seen, until the plan shows all', async () => {
    const scene = new Scene(thread);
    scene.channel.isLimited = true;
    await scene.pull();
    expect(certificate(scene)).toMatchObject({ state: 'complete', withheldBefore: '2026-01-05T00:00:00Z' });
    scene.channel.isLimited = false;
    await scene.later(8 * day);
    expect(certificate(scene)?.withheldBefore).toBeNull();
  });

  it('that can’t be read any more is frozen, and closed where Slack archived it', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.refusal = 'not_in_channel';
    await scene.later(hour);
    expect(certificate(scene)).toMatchObject({
      state: 'frozen',
      frozen: 'not_in_channel',
      completeThrough: '2026-01-06T00:00:00Z',
    });
    expect((await check(scene)).code).toBe(3);
    scene.channel.json = { ...scene.channel.json, is_archived: true };
    await scene.later(hour);
    expect(certificate(scene)).toMatchObject({ state: 'closed', completeThrough: '2026-01-06T00:00:00Z' });
    expect((await check(scene)).code).toBe(0);
  });

  it('whose replies Slack counts otherwise than it shows them tells of the dispute', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.shown = ((shown) => (ts, now) => {
      const row = shown.call(scene.channel, ts, now);
      return row?.reply_count === undefined ? row : { ...row, reply_count: 7 };
    })(scene.channel.shown) as LivingChannel['shown'];
    await scene.later(hour);
    await scene.later(hour);
    expect(certificate(scene)).toMatchObject({ state: 'complete', debts: 0, disputed: 1 });
  });

  it('of an export claims no completeness', async () => {
    const { archive } = await importDemo(temporaryFolder());
    const lines = certificates(archive);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines)
      expect(line).toMatchObject({ state: 'exports', completeThrough: null, threadsThrough: null });
  });

  it('of a channel that is followed and was never read is behind', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    writeFileSync(
      join(scene.folder, 'unsilo.yml'),
      `channels:\n  - id: ${general}\n  - id: C0NEVER\nconsent:\n  communityWasTold: true\n`,
    );
    const { code, report } = await check(scene);
    expect([code, report.lacking]).toEqual([3, 1]);
    expect(report.completeness).toHaveLength(2);
  });
});

describe('check without a token', () => {
  it('certifies, and says of the posts only what the archive knows', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    const { code, report } = await check(scene);
    expect(code).toBe(0);
    expect(report.completeness).toHaveLength(1);
    expect(report.posts).toEqual({
      expected: 0,
      found: null,
      missing: null,
      duplicate: null,
      changedByHand: null,
    });
    const { out } = await runLine(['check', '--out', scene.folder], { folder: scene.folder });
    expect(out).toBe(
      '  #general: complete through 2026-01-06T00:00:00Z, threads verified through 2026-01-06T00:00:00Z\n\n0 posts in the ledger. They were not looked at: that takes GITHUB_TOKEN and --repo.\n',
    );
  });

  it('does not rebuild the ledger in silence', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    const { code } = await runLine(['check', '--out', scene.folder, '--rebuild'], { folder: scene.folder });
    expect(code).toBe(2);
  });
});

describe('the certificate on the site', () => {
  it('is a page and two badges, and names no moment of a run', async () => {
    const scene = new Scene(thread, [new LivingChannel({ id: 'C0AAA', name: 'aside' }, [says(5)])]);
    await scene.pull();
    const files = await site(scene.archive);
    expect(files.get('completeness.html')).toContain('complete to 2026-01-05');
    expect(files.get('completeness.html')).not.toContain('2026-01-06');
    expect(JSON.parse(files.get('badge.json') ?? '')).toEqual({
      schemaVersion: 1,
      label: 'archive',
      message: 'complete to 2026-01-05',
      color: 'brightgreen',
    });
    expect(files.get('badge.svg')).toMatch(
      /^<svg .*<title>archive: complete to 2026-01-05<\/title>.*<\/svg>\n$/,
    );
    expect(files.get('about.html')).toContain('href="completeness.html"');
  });

  it('stays byte for byte the same after runs that find nothing new', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    const dir = join(temporaryFolder(), 'site');
    const build = () =>
      buildArchiveSite({ archive: scene.archive, site: dir, language: 'en' }, quietContext());
    await build();
    for (const wait of [minute, 3 * day, 9 * day]) {
      await scene.later(wait);
      expect(await build()).toMatchObject({ written: 0, removed: 0 });
    }
    // The page is as one that is made anew.
    expect((await site(scene.archive)).get('completeness.html')).toBe(
      siteFiles(dir).get('completeness.html'),
    );
  });

  it('changes when a channel can’t be read any more', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    const dir = join(temporaryFolder(), 'site');
    const build = () =>
      buildArchiveSite({ archive: scene.archive, site: dir, language: 'en' }, quietContext());
    await build();
    scene.channel.refusal = 'not_in_channel';
    await scene.later(hour);
    expect((await build()).written).toBeGreaterThan(0);
    expect(JSON.parse(siteFiles(dir).get('badge.json') ?? '')).toMatchObject({
      message: '0 of 1 channel complete',
      color: 'orange',
    });
  });

  it('of exports says so', async () => {
    const { archive } = await importDemo(temporaryFolder());
    const badge = JSON.parse((await site(archive)).get('badge.json') ?? '') as { message: string };
    expect(badge.message).toMatch(/^from exports to \d{4}-\d\d-\d\d$/);
  });

  it('can be done without where the state is damaged', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    writeFileSync(teamPath(openArchive(scene.archive), 'T024BE7LD' as TeamId, 'sync.json'), '{');
    expect((await site(scene.archive)).get('completeness.html')).toContain('<table>');
    expect(existsSync(scene.archive)).toBe(true);
    expect((await runLine(['check', '--out', scene.folder], { folder: scene.folder })).code).toBe(1);
  });
});
