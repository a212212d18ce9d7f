import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { InitReport } from '../../src/commands/init.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const origin = (url: string) => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;

function clone(url = 'git@github.com:Acme/chat.git'): string {
  return writeFiles(temporaryFolder(), [['.git/config', origin(url)]]);
}

async function init(folder: string, ...line: string[]) {
  const { code, out, err } = await runLine(['init', '--json', ...line], { folder });
  return { code, err, report: JSON.parse(out) as InitReport };
}

const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

describe('unsilo init', () => {
  it('writes a valid configuration and a workflow for the repository of the git remote', async () => {
    const folder = clone();
    const { code, report } = await init(folder, '--yes');
    expect(code).toBe(0);
    expect(report.repository).toBe('Acme/chat');
    expect(report.files.map(({ what }) => what)).toEqual(['written', 'written']);
    const config = loadConfig({}, folder);
    expect(config.site.baseUrl).toBe('https://acme.github.io/chat/');
    expect(config).toMatchObject({
      communityWasTold: false,
      posts: { which: 'everything', kind: 'discussions' },
    });
    expect(config.channels).toBeUndefined();
    expect(config.site.templates).toBeUndefined();
  });

  it('keeps every setting of the example with its explanation, to be switched on', async () => {
    const folder = clone();
    await init(
      folder,
      '--yes',
      '--channel',
      'C024BE91L',
      '--channel',
      'C024BE92M',
      '--category',
      'Q&A: "all"',
    );
    const text = read(folder, 'unsilo.yml');
    expect(text).toContain('  #quietHours: 24\n');
    expect(text).toContain('# Hours since the last message before a conversation is posted.');
    const { channels, posts } = loadConfig({}, folder);
    expect(channels?.map(({ id }) => id)).toEqual(['C024BE91L', 'C024BE92M']);
    expect(posts.category).toBe('Q&A: "all"');
    const all = text.replaceAll(/^( *)#(?=[\w-])(?!\s)/gm, '$1').replace(/^ {2}- id: C024BE92M\n/m, '');
    expect(Object.keys(parse(all)).sort()).toEqual([
      'channels',
      'consent',
      'files',
      'notices',
      'people',
      'posts',
      'site',
    ]);
  });

  it('refuses what would not be a configuration, before anything is written', async () => {
    const folder = clone();
    const { code, err } = await init(folder, '--yes', '--channel', 'general');
    expect(code).toBe(2);
    expect(err).toContain('a channel id such as C024BE91L');
    expect(existsSync(join(folder, 'unsilo.yml'))).toBe(false);
  });

  it('gives the workflow least permissions, an odd minute of its own, and pinned actions', async () => {
    const minutes = new Set<string>();
    for (const name of ['acme/chat', 'acme/help', 'lantern/talk', 'other/one']) {
      const folder = clone(`https://github.com/${name}.git`);
      await init(folder, '--yes');
      const workflow = parse(read(folder, '.github/workflows/unsilo.yml'));
      const [{ cron }] = workflow.on.schedule;
      expect(cron).toMatch(/^[1-5]?[13579] (?:1?\d|2[0-3]) \* \* \*$/);
      minutes.add(cron);
      expect(workflow.permissions).toEqual({});
      expect(workflow.concurrency).toEqual({ group: 'unsilo', 'cancel-in-progress': false });
      expect(workflow.jobs.archive.permissions).toEqual({
        contents: 'write',
        discussions: 'write',
        issues: 'write',
      });
      expect(workflow.jobs.pages.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
      const uses = [...workflow.jobs.archive.steps, ...workflow.jobs.pages.steps].flatMap(
        (step) => step.uses ?? [],
      );
      for (const action of uses)
        expect(action).toMatch(/^(?:actions\/[a-z-]+@[0-9a-f]{40}|unsilo\/unsilo@v\d+)$/);
    }
    expect(minutes.size).toBeGreaterThan(2);
  });

  it('gives the link that makes the Slack app, without the remarks of the manifest', async () => {
    const { report } = await init(clone(), '--yes');
    const url = new URL(report.slackApp);
    expect(url.origin + url.pathname).toBe('https://api.slack.com/apps');
    const manifest = url.searchParams.get('manifest_yaml') ?? '';
    const original = parse(readFileSync('config/slack-app.yml', 'utf8'));
    expect(parse(manifest)).toEqual(original);
    expect(manifest).not.toContain('# ');
    expect(report.slackApp.length).toBeLessThan(2000);
  });

  it('tells the community where its words will stand, and a person the next three steps', async () => {
    const { out } = await runLine(['init', '--yes'], { folder: clone() });
    expect(out).toContain('  |   https://acme.github.io/chat/');
    expect(out).toContain('  |   https://github.com/Acme/chat/discussions');
    expect(out).toContain('https://github.com/Acme/chat/settings/secrets/actions/new');
    expect(out).toMatch(/\n {2}1\. .*\n {2}2\. .*\n {2}3\. .*\n$/);
  });
});

describe('files that are there', () => {
  it('stay with --yes, and are the same the second time', async () => {
    const folder = clone();
    await init(folder, '--yes');
    const again = await init(folder, '--yes');
    expect(again.report.files.map(({ what }) => what)).toEqual(['unchanged', 'unchanged']);
    writeFiles(folder, [['unsilo.yml', 'site: {}\n']]);
    const third = await init(folder, '--yes');
    expect(third.report.files.map(({ what }) => what)).toEqual(['kept', 'unchanged']);
    expect(read(folder, 'unsilo.yml')).toBe('site: {}\n');
  });

  it('are replaced only after a yes', async () => {
    const folder = writeFiles(clone(), [['unsilo.yml', 'site: {}\n']]);
    const asked: string[] = [];
    const confirm = (isYes: boolean) => async (question: string) => {
      asked.push(question);
      return isYes || !question.includes('Replace');
    };
    await runLine(['init'], { folder, confirm: confirm(false) });
    expect(read(folder, 'unsilo.yml')).toBe('site: {}\n');
    await runLine(['init'], { folder, confirm: confirm(true) });
    expect(loadConfig({}, folder).site.baseUrl).toBe('https://acme.github.io/chat/');
    expect(asked.filter((question) => question.includes('unsilo.yml is there already'))).toHaveLength(2);
  });

  it('are replaced with --force, and none is written with --dry-run', async () => {
    const folder = writeFiles(clone(), [['unsilo.yml', 'site: {}\n']]);
    const { report } = await init(folder, '--yes', '--force', '--dry-run');
    expect(report.files.map(({ what }) => what)).toEqual(['replaced', 'written']);
    expect(read(folder, 'unsilo.yml')).toBe('site: {}\n');
    expect(existsSync(join(folder, '.github'))).toBe(false);
    await init(folder, '--yes', '--force');
    expect(read(folder, 'unsilo.yml')).toContain('baseUrl');
  });
});

describe('the repository', () => {
  it.each([
    ['git@github.com:acme/chat.git', 'acme/chat', 'https://acme.github.io/chat/'],
    ['https://github.com/acme/chat', 'acme/chat', 'https://acme.github.io/chat/'],
    ['https://someone:secret@github.com/acme/chat.git', 'acme/chat', 'https://acme.github.io/chat/'],
    ['ssh://git@github.com:22/acme/chat.git', 'acme/chat', 'https://acme.github.io/chat/'],
    ['git@github.com:acme/acme.github.io.git', 'acme/acme.github.io', 'https://acme.github.io/'],
    ['git@ghe.acme.example:team/chat.git', 'team/chat', undefined],
  ])('of the remote %s is %s', async (url, repository, baseUrl) => {
    const folder = clone(url);
    const { report } = await init(folder, '--yes');
    expect(report.repository).toBe(repository);
    expect(loadConfig({}, folder).site.baseUrl).toBe(baseUrl);
    expect(JSON.stringify(report)).not.toContain('secret@');
  });

  it('is found from a folder below, and from a second working tree', async () => {
    const root = clone();
    const below = writeFiles(join(root, 'docs/notes'), [['a.md', 'a\n']]);
    const { report } = await init(below, '--yes');
    expect(report.files.map(({ path }) => path)).toEqual([
      join('..', '..', 'unsilo.yml'),
      join('..', '..', '.github', 'workflows', 'unsilo.yml'),
    ]);
    const second = writeFiles(temporaryFolder(), [['.git', `gitdir: ${root}/.git/worktrees/second\n`]]);
    writeFiles(root, [['.git/worktrees/second/commondir', '../..\n']]);
    expect((await init(second, '--yes')).report.repository).toBe('Acme/chat');
  });

  it('is asked for where no remote names it', async () => {
    const { code, err } = await init(temporaryFolder(), '--yes');
    expect(code).toBe(2);
    expect(err).toContain('say --repo OWNER/NAME');
    expect((await init(temporaryFolder(), '--yes', '--repo', 'acme/chat')).code).toBe(0);
    expect((await init(temporaryFolder(), '--yes', '--repo', 'chat')).err).toContain(
      '"chat" is no repository',
    );
  });

  it('gets no posts when a person says no', async () => {
    const folder = clone();
    await runLine(['init'], { folder, confirm: async () => false });
    expect(loadConfig({}, folder).posts.which).toBe('nothing');
  });

  it('needs --yes where nobody can be asked', async () => {
    expect((await init(clone())).err).toContain('say --yes');
  });
});
