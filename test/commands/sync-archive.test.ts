import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import type { TeamId } from '../../src/model/ids.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { FakeGitHub } from '../support/github/server.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { LivingChannel, LivingWorkspace, tsAt } from '../support/slack/workspace.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const general = 'C0GENERAL';
const start = Date.UTC(2026, 0, 1, 9);
const said = (minute: number, text: string, more: object = {}) => ({
  type: 'message',
  user: 'U1',
  ts: tsAt(start + minute * 60_000),
  text,
  ...more,
});

let clock: VirtualClock;
let slack: FakeSlack;
let github: FakeGitHub;
let channel: LivingChannel;
let folder: string;

beforeEach(async () => {
  clock = new VirtualClock();
  folder = temporaryFolder();
  const thread_ts = tsAt(start);
  channel = new LivingChannel({ id: general, name: 'general', creator: 'U1' }, [
    said(0, 'How do I trim the lamp?', { thread_ts }),
    said(1, 'With the small key.', { thread_ts }),
  ]);
  const users = [{ id: 'U1', team_id: 'T0LAMP', name: 'yui' }];
  slack = await new FakeSlack(new LivingWorkspace('T0LAMP' as TeamId, [channel], users), clock).listen();
  github = await new FakeGitHub().listen();
  github.clock = clock;
});
afterEach(async () => {
  await slack.close();
  await github.close();
});

async function sync(variables: Record<string, string> = {}, ...line: string[]) {
  const environment = readEnvironment({
    SLACK_TOKEN: 'not-a-token',
    SLACK_API_URL: slack.url,
    GITHUB_TOKEN: 'a-token',
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/chat',
    ...variables,
  });
  const words = ['sync', '--channel', general, '--yes', '--json', '--out', join(folder, 'out'), ...line];
  const { code, out, err } = await runLine(words, { folder, clock, environment });
  return { code, err, report: JSON.parse(out) };
}

describe('unsilo sync', () => {
  it('takes what is new from Slack to the site and to GitHub, and the second time finds nothing to do', async () => {
    const first = await sync();
    expect(first.code, first.err).toBe(0);
    expect(first.report).toMatchObject({
      pulled: { messages: { new: 2 } },
      site: { conversations: 1 },
      published: { created: 1, failed: 0 },
      problems: [],
    });
    const again = await sync();
    expect(again.report).toMatchObject({
      pulled: { messages: { new: 0, changed: 0, deleted: 0 } },
      site: { written: 0, removed: 0 },
      published: { created: 0, updated: 0, requests: { write: 0 } },
    });
    expect(github.repository.posts).toHaveLength(1);
  });

  it('brings a late reply to the post that is there', async () => {
    await sync();
    clock.pass(3 * 24 * 3_600_000);
    channel.put({ ...said(2000, 'It worked, thanks!', { thread_ts: tsAt(start) }) });
    const { report } = await sync();
    expect(report).toMatchObject({ pulled: { messages: { new: 1 } }, published: { created: 0, updated: 1 } });
    expect(github.repository.posts[0]?.body).toContain('It worked, thanks!');
  });

  it('brings what people answered on GitHub to the page of the conversation and to its search', async () => {
    await sync();
    const [post] = github.repository.posts;
    const body = 'Mind the **blue** one: ![map](https://a.example/m.png)\n\n<b onclick="x()">quixotic</b>';
    const by = { author: 'octocat', association: 'NONE', createdAt: '2026-02-01T10:00:00Z' };
    github.repository.addComment(post!, body, by);
    const { report } = await sync();
    expect(report).toMatchObject({
      comments: { comments: { new: 1, total: 1 } },
      site: { conversations: 1 },
    });
    const site = join(folder, 'out', 'site');
    const found = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /p\d+.*\.html$/.test(path),
    );
    const page = readFileSync(join(site, found[0]!), 'utf8');
    expect(page).toContain('<h2>Answers on GitHub</h2>');
    expect(page).toMatch(/<b>octocat<\/b> <a href="http[^"]*#discussioncomment-1001" rel="nofollow ugc">/);
    expect(page).toContain('<time datetime="2026-02-01T10:00:00Z">1 Feb 2026, 10:00 UTC</time>');
    expect(page).toContain('<p>Mind the <strong>blue</strong> one: <a href="https://a.example/m.png"');
    expect(page).toContain('<p>quixotic</p>');
    expect(page).not.toMatch(/<img|onclick/);
    const query = await runLine(['search', 'quixotic', '--site', site, '--json'], { folder, clock });
    expect(JSON.parse(query.out)).toMatchObject({ total: 1 });
    github.repository.posts[0]!.comments = [];
    await sync();
    expect(readFileSync(join(site, found[0]!), 'utf8')).not.toContain('Answers on GitHub');
  });

  it('goes on with the other stages when one can’t, and says which', async () => {
    github.repository.hasDiscussions = false;
    const { code, err, report } = await sync();
    expect(code).toBe(2);
    expect(err).toContain('acme/chat has no Discussions');
    expect(report).toMatchObject({
      site: { conversations: 1 },
      problems: [{ name: 'ConfigError', exitCode: 2 }],
    });
    github.repository.hasDiscussions = true;
    slack.fault = ({ method }) => (method === 'auth.test' ? { error: 'token_revoked' } : undefined);
    const second = await sync();
    expect(second.code).toBe(4);
    expect(second.report).toMatchObject({ published: { created: 1 }, problems: [{ name: 'AuthError' }] });
  });

  it('names the reason when there is no archive because nothing could be read', async () => {
    slack.fault = () => ({ error: 'token_revoked' });
    const { code, report } = await sync();
    expect(code).toBe(4);
    expect(report).toMatchObject({ error: { name: 'AuthError' } });
  });

  it('without tokens builds the site of what is there, and says what it left out', async () => {
    await sync();
    const { code, err, report } = await sync({ SLACK_TOKEN: '', GITHUB_REPOSITORY: '' });
    expect(code).toBe(0);
    expect(err).toContain('Slack is not read');
    expect(err).toContain('Nothing is posted');
    expect(Object.keys(report).sort()).toEqual(['problems', 'seconds', 'site']);
  });

  it('with --dry-run calls nobody', async () => {
    await sync();
    const calls = slack.seen.length + github.seen.length;
    const { code, report } = await sync({}, '--dry-run');
    expect(code).toBe(0);
    expect(report).toMatchObject({ posts: 0, unchanged: 1 });
    expect(slack.seen.length + github.seen.length).toBe(calls);
  });
});
