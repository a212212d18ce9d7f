import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { capacityOf } from '../../src/commands/capacity.ts';
import type { DoctorReport } from '../../src/commands/doctor.ts';
import { lookAtNode, lookAtSize } from '../../src/commands/doctor-local.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import type { Ts } from '../../src/model/ts.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { buildDemo, importDemo } from '../support/demo.ts';
import { FakeGitHub } from '../support/github/server.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { pullFrom } from '../support/slack/pulled.ts';
import { LivingChannel, LivingWorkspace } from '../support/slack/workspace.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const settings = `channels: [{ id: C024BE91L }]
consent: { communityWasTold: true }
posts: { category: Slack Archive }
`;

let github: FakeGitHub;
let folder: string;
let slack: FakeSlack;
beforeEach(async () => {
  const channel = new LivingChannel({ id: 'C024BE91L', name: 'general' }, []);
  const workspace = new LivingWorkspace('T024BE7LD' as TeamId, [channel]);
  slack = await new FakeSlack(workspace, new VirtualClock()).listen();
  github = await new FakeGitHub().listen();
  folder = writeFiles(temporaryFolder(), [['unsilo.yml', settings]]);
});
afterEach(async () => {
  expect(github.complaints).toEqual([]);
  await github.close();
  await slack.close();
});

/** Everything in order, but for what a test changes. */
async function doctor(variables: Record<string, string | undefined> = {}, ...line: string[]) {
  const environment = readEnvironment({
    GITHUB_TOKEN: 'a-token',
    GITHUB_REPOSITORY: 'acme/chat',
    GITHUB_API_URL: github.url,
    SLACK_TOKEN: 'xoxb-invented',
    SLACK_API_URL: slack.url,
    ...variables,
  });
  const { code, out, err } = await runLine(['doctor', '--json', ...line], {
    folder,
    environment,
    clock: new VirtualClock(),
  });
  const report = JSON.parse(out) as DoctorReport;
  const of = (what: string) => report.findings.find((finding) => finding.what === what);
  const toMend = () => report.findings.filter(({ state }) => state === 'mend').map(({ what }) => what);
  return { code, err, report, of, toMend };
}

describe('unsilo doctor', () => {
  it('finds all well where all is well, and writes nothing', async () => {
    const demo = await importDemo(folder);
    await buildDemo(demo);
    const { code, report, toMend } = await doctor();
    expect(toMend()).toEqual([]);
    expect(report.findings.map(({ state }) => state)).not.toContain('unseen');
    expect(report.isWell).toBe(true);
    expect(code).toBe(0);
    expect(github.count('isWrite')).toBe(0);
  });

  it('says of each thing that is wrong what was found and how to mend it', async () => {
    const { code, report, of } = await doctor();
    expect(code).toBe(3);
    expect(report.isWell).toBe(false);
    expect(of('archive')).toMatchObject({ state: 'mend', mend: expect.stringContaining('unsilo migrate') });
    expect(of('site')).toMatchObject({ state: 'mend', mend: 'Build it: `unsilo build`.' });
    for (const { state, mend } of report.findings) expect(mend === undefined).toBe(state === 'ok');
  });

  it('tells a person the same in lines', async () => {
    const { code, out } = await runLine(['doctor'], { folder: temporaryFolder() });
    expect(code).toBe(3);
    expect(out).toContain('MEND channels: none chosen\n     → List the public channels');
    expect(out).toMatch(/\n\d things need you\.\n$/);
    expect(out).not.toContain('\x1b');
  });

  it('on a terminal in colours, and within its width', async () => {
    const page = { columns: 50, hasColours: true };
    const { out } = await runLine(['doctor'], { folder: temporaryFolder(), page });
    expect(out).toContain('\x1b[31mMEND \x1b[39mchannels: none chosen\n     → List the public channels');
    const lines = stripVTControlCharacters(out).split('\n');
    expect(lines.filter((line) => line.length > 50 && / \S+ \S/.test(line.trim()))).toEqual([]);
  });
});

describe('on this side', () => {
  it('a wrong configuration is one finding, with its lines, and the rest is looked at', async () => {
    writeFiles(folder, [['unsilo.yml', 'posts:\n  kind: discusions\n']]);
    const { of } = await doctor();
    expect(of('configuration')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining('unsilo.yml:2: posts.kind'),
    });
    expect(of('repository on GitHub')).toMatchObject({ state: 'ok', found: 'acme/chat' });
  });

  it.each([
    ['channels', 'consent: { communityWasTold: true }\n'],
    ['consent', 'channels: [{ id: C024BE91L }]\n'],
  ])('%s are missing', async (what, text) => {
    writeFiles(folder, [['unsilo.yml', text]]);
    expect((await doctor()).of(what)?.state).toBe('mend');
    writeFiles(folder, [['unsilo.yml', settings]]);
    expect((await doctor()).of(what)?.state).toBe('ok');
  });

  it.each([
    ['{"format":"unsilo-archive","version":99}', 'has format 99'],
    ['damaged', 'this file is damaged'],
  ])('an archive that can’t be read: %s', async (text, found) => {
    writeFiles(folder, [['archive/unsilo.json', text]]);
    expect((await doctor()).of('archive')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining(found),
    });
  });

  it.each([
    [1, 'ok', '1 of 1,000 MB'],
    [790_000_000, 'ok', '790 of 1,000 MB'],
    [810_000_000, 'mend', '810 of 1,000 MB'],
    [1_200_000_000, 'mend', '1,200 of 1,000 MB'],
  ])('a site of %i bytes: %s', (bytes, state, found) => {
    expect(lookAtSize(capacityOf(bytes, [], 0))).toMatchObject({ state, found });
  });

  it.each([
    ['20.18.3', 'mend'],
    ['18.20.0', 'mend'],
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
  ])('Node %s: %s', (version, state) => {
    expect(lookAtNode(version).state).toBe(state);
  });

  it('a Slack token is never shown, missing or strange', async () => {
    expect((await doctor({ SLACK_TOKEN: undefined })).of('Slack token')?.state).toBe('unseen');
    const { report, of } = await doctor({ SLACK_TOKEN: 'something-else' });
    expect(of('Slack token')?.state).toBe('mend');
    expect(JSON.stringify(report)).not.toContain('something-else');
    expect(JSON.stringify((await doctor()).report)).not.toMatch(/xoxb-invented|a-token/);
  });
});

describe('in Slack', () => {
  const general = () => slack.workspace.channel('C024BE91L');

  it('tells the kind of token, workspace, scopes, channels, limits, history and the work', async () => {
    const { of } = await doctor();
    expect(of('Slack token')).toMatchObject({ state: 'ok', found: 'a bot token' });
    expect(of('Slack workspace')?.found).toBe('Lantern (T024BE7LD)');
    expect(of('Slack scopes')?.found).toBe('channels:history, channels:read, users:read');
    expect(of('channels in Slack')?.found).toBe('1 public, and the app can read them');
    expect(of('Slack limits')?.found).toContain('about 50 calls a minute');
    expect(of('history')?.found).toContain('take an export before');
    expect(of('work for a first pull')?.found).toContain('Never read: 1 channel;');
    expect(slack.count('conversations.history') + slack.count('conversations.replies')).toBe(0);
  });

  it.each([
    ['xoxp-invented', 'the token of a person'],
    ['xoxe.xoxb-invented', 'expires after 12 hours'],
    ['xoxc-invented', 'does not look like a bot token'],
  ])('a token like %s is not asked with', async (token, found) => {
    const { of } = await doctor({ SLACK_TOKEN: token });
    expect(of('Slack token')).toMatchObject({ state: 'mend', found: expect.stringContaining(found) });
    expect(slack.count()).toBe(0);
  });

  it.each([
    ['channels:history,channels:read', 'missing: users:read'],
    ['channels:history,channels:read,users:read,im:history', 'private data: im:history'],
  ])('scopes %s are to be mended', async (scopes, found) => {
    slack.scopes = scopes;
    expect((await doctor()).of('Slack scopes')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining(found),
    });
  });

  it('notices need a scope of their own', async () => {
    writeFiles(folder, [['unsilo.yml', `${settings}notices: { posted: true }\n`]]);
    expect((await doctor()).of('Slack scopes')?.found).toBe('missing: chat:write');
    slack.scopes += ',chat:write';
    expect((await doctor()).of('Slack scopes')?.state).toBe('ok');
  });

  it.each([
    [{ is_private: true }, 'it is private'],
    [{ is_ext_shared: true }, 'shared with another organisation'],
    [{ is_archived: true }, 'it is archived'],
    [{ is_member: false }, 'the app is no member'],
  ])('a channel that is %j is named', async (json, found) => {
    general().json = { ...general().json, ...json };
    expect((await doctor()).of('channels in Slack')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining(found),
    });
  });

  it('the throttled class and the limit of a plan are told after a pull', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => ({
      type: 'message',
      user: 'U1',
      text: 'm',
      ts: `17675712${10 + at}.000000` as Ts,
    }));
    slack.workspace.channels.set(
      'C024BE91L' as ChannelId,
      new LivingChannel({ id: 'C024BE91L', name: 'general' }, rows),
    );
    general().isLimited = true;
    slack.isThrottled = true;
    await pullFrom(slack, `${folder}/archive`);
    const { of } = await doctor();
    expect(of('Slack limits')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining('one call a minute'),
    });
    expect(of('history')?.found).toContain('C024BE91L before 2026-01-05');
    expect(of('work for a first pull')?.found).toBe(
      'Archived: 1 channel; about 2 calls to read it again, 3 minutes.',
    );
  });

  it('a token that Slack refuses is said with what to do', async () => {
    slack.fault = () => ({ error: 'token_revoked' });
    expect((await doctor()).of('Slack token')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining('it was revoked'),
    });
  });

  it('without a network nothing is claimed', async () => {
    await slack.close();
    const { of } = await doctor();
    expect(of('Slack')).toMatchObject({ state: 'unseen', found: expect.stringContaining('reached') });
  });
});

describe('on GitHub', () => {
  it.each<[string, (github: FakeGitHub) => void, string, string]>([
    [
      'an archived repository',
      ({ repository }) => {
        repository.isArchived = true;
      },
      'repository on GitHub',
      'Unarchive it',
    ],
    [
      'no Discussions',
      ({ repository }) => {
        repository.hasDiscussions = false;
      },
      'Discussions',
      'Switch them on',
    ],
    [
      'a missing category',
      ({ repository }) => {
        repository.categories.splice(2, 1);
      },
      'category Slack Archive',
      '/discussions/categories',
    ],
    [
      'a token that only reads',
      ({ repository }) => {
        repository.permissions = { admin: false, push: false };
      },
      'write access',
      'may write',
    ],
  ])('%s', async (_, change, what, help) => {
    expect((await doctor()).of(what)?.state).toBe('ok');
    change(github);
    const { of, code } = await doctor();
    const asked = of(what);
    expect(asked).toMatchObject({ state: 'mend' });
    expect(`${asked?.found} ${asked?.mend}`).toContain(help);
    expect(code).toBe(3);
  });

  it('issues that are switched off', async () => {
    expect((await doctor({}, '--kind', 'issues')).of('Issues')?.state).toBe('ok');
    github.repository.hasIssues = false;
    const { of } = await doctor({}, '--kind', 'issues');
    expect(of('Issues')?.state).toBe('mend');
    expect(of('Discussions')).toBeUndefined();
  });

  it('a repository that was renamed', async () => {
    const { of } = await doctor({}, '--repo', 'acme/old');
    expect(of('repository on GitHub')).toMatchObject({
      state: 'mend',
      found: 'it is called acme/chat now',
    });
  });

  it('a repository that is not there', async () => {
    const { of } = await doctor({}, '--repo', 'acme/other');
    expect(of('repository on GitHub')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining('acme/other is not there'),
    });
  });

  it('a token that GitHub refuses', async () => {
    github.fault = () => ({ refuse: { status: 401, data: { message: 'Bad credentials' } } });
    const { of } = await doctor();
    expect(of('GitHub token')).toMatchObject({ state: 'mend', found: expect.stringContaining('401') });
    expect(of('repository on GitHub')?.state).toBe('unseen');
  });

  it('a token that was not copied whole', async () => {
    for (const wrong of ['ghp_abc…', 'two words', '“quoted”']) {
      const { of, err } = await doctor({ GITHUB_TOKEN: wrong, SLACK_TOKEN: `xoxb-${wrong}` });
      expect(of('GitHub token')).toMatchObject({ state: 'mend', mend: 'Copy the whole token again.' });
      expect(of('Slack token')?.state).toBe('mend');
      expect(err).not.toContain(wrong);
    }
    const { of } = await doctor({ GITHUB_TOKEN: 'a-token\n' });
    expect(of('GitHub token')?.state).toBe('ok');
  });

  it('a repository that search engines will not see', async () => {
    const { of } = await doctor({ GITHUB_REPOSITORY: 'acme/Archive' });
    expect(of('name of the repository')).toMatchObject({
      state: 'mend',
      found: expect.stringContaining('robots.txt'),
    });
  });

  it('can’t be looked at without a token or a network, and that is said', async () => {
    const without = await doctor({ GITHUB_TOKEN: undefined });
    expect(without.of('GitHub token')?.state).toBe('mend');
    expect(without.of('repository on GitHub')?.state).toBe('unseen');
    const gone = await new FakeGitHub().listen();
    const { url } = gone;
    await gone.close();
    const offline = await doctor({ GITHUB_API_URL: url });
    expect(offline.of('repository on GitHub')).toMatchObject({
      state: 'unseen',
      found: expect.stringContaining("can't be reached"),
    });
    expect(offline.of('configuration')?.state).toBe('ok');
  });

  it('is the repository of the git remote where nothing else names one', async () => {
    writeFiles(folder, [['.git/config', '[remote "origin"]\n\turl = https://github.com/acme/chat.git\n']]);
    const { of } = await doctor({ GITHUB_REPOSITORY: undefined });
    expect(of('repository on GitHub')?.found).toBe('acme/chat');
    expect(
      (await doctor({ GITHUB_REPOSITORY: undefined }, '--out', join(folder, 'x'))).of('archive')?.state,
    ).toBe('mend');
  });
});

describe('the scopes of the Slack token', () => {
  it('say how custom emoji are shown', async () => {
    expect((await doctor()).of('custom emoji')?.state).toBe('ok');
    slack.scopes += ',emoji:read';
    expect((await doctor()).of('custom emoji')).toBeUndefined();
  });

  it('must let files be read where files are copied', async () => {
    folder = writeFiles(temporaryFolder(), [['unsilo.yml', `${settings}files: { kinds: [images] }\n`]]);
    expect((await doctor()).of('Slack scopes')).toMatchObject({
      state: 'mend',
      found: 'missing: files:read',
    });
    slack.scopes += ',files:read';
    expect((await doctor()).of('Slack scopes')?.state).toBe('ok');
  });
});
