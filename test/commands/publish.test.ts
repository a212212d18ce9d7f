import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { buildDemo, type Demo, importDemo } from '../support/demo.ts';
import { FakeGitHub } from '../support/github/server.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** The invented community, published by the command line to a stand-in for GitHub, one run after the other. */
const baseUrl = 'https://lantern.example/chat/';
let folder: string;
let demo: Demo;
let github: FakeGitHub;
const clock = new VirtualClock();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-publish-demo-'));
  demo = await importDemo(folder);
  await buildDemo(demo, { baseUrl });
  github = await new FakeGitHub().listen();
  github.clock = clock;
});
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

async function unsilo(...line: string[]) {
  const environment = readEnvironment({ GITHUB_TOKEN: 'a-token', GITHUB_API_URL: github.url });
  return await runLine(line, { folder, clock, environment });
}

async function json(...line: string[]) {
  const to = line[0] === 'plan' ? [] : ['--repo', 'acme/chat'];
  const { code, out, err } = await unsilo(...line, ...to, '--json', '--quiet');
  return { code, err, report: JSON.parse(out) as Record<string, never> };
}

const publish = ['publish', '--base-url', baseUrl, '--yes'];

function ledger(): ReadonlyMap<string, string> {
  const paths = readdirSync(demo.archive, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.includes('/posts/') && path.endsWith('.jsonl'),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(demo.archive, path), 'utf8')]));
}

describe('publishing the invented community', () => {
  it('needs a yes where nobody can be asked, a repository and a token', async () => {
    const silent = await unsilo('publish', '--repo', 'acme/chat');
    expect(silent).toMatchObject({ code: 2 });
    expect(silent.err).toContain('Look at them with `unsilo plan`, then say --yes.');
    expect((await unsilo('publish', '--yes')).err).toContain('Which repository? Say --repo OWNER/NAME');
    const bare = await runLine(['publish', '--yes', '--repo', 'acme/chat'], { folder, clock });
    expect(bare).toMatchObject({ code: 4 });
    expect(bare.err).toContain('No token: set GITHUB_TOKEN');
    expect(github.seen).toEqual([]);
  });

  it('prints the plan with --dry-run, and sends nothing', async () => {
    const { code, out } = await runLine(['publish', '--dry-run', '--repo', 'acme/chat'], { folder, clock });
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ new posts, /);
    expect(github.seen).toEqual([]);
  });

  it('ends cleanly after the writes that it may make, and goes on with the next run', async () => {
    const { report } = await json(...publish, '--writes', '10');
    expect(report).toMatchObject({
      created: 10,
      failed: 0,
      stopped: 'This run may write 10 times, and did.',
    });
  });

  it('makes one post of each conversation in the plan', async () => {
    const plan = await json('plan', '--out', folder);
    const { code, report } = await json(...publish);
    expect(code).toBe(0);
    expect(report).toMatchObject({ created: plan.report.posts, failed: 0, inDoubt: 0, failures: [] });
    expect(github.repository.posts).toHaveLength(10 + Number(plan.report.posts));
    expect(github.complaints).toEqual([]);
  });

  it('links messages to posts, and posts to the pages of the site', () => {
    const bodies = github.repository.posts.map(({ body }) => body);
    expect(bodies.every((body) => body.includes(`](${baseUrl}t/20`))).toBe(true);
    expect(
      bodies.filter((body) => body.includes(`${github.url}/acme/chat/discussions/`)).length,
    ).toBeGreaterThan(0);
  });

  it('has nothing to say in a second run, and sends nothing', async () => {
    github.forget();
    const before = ledger();
    const { report } = await json(...publish);
    expect(report).toMatchObject({ created: 0, updated: 0, requests: { read: 0, write: 0 } });
    expect(github.seen).toEqual([]);
    expect(ledger()).toEqual(before);
  });

  it('is found whole by check', async () => {
    const { code, report } = await json('check');
    expect(code).toBe(0);
    const expected = github.repository.posts.length;
    expect(report).toMatchObject({
      posts: {
        expected,
        found: expected,
        missing: 0,
        duplicate: 0,
        changedByHand: 0,
        foreign: 0,
        brokenLinks: 0,
      },
      findings: [],
    });
  });

  it('has the same ledger after it was made anew from the markers', async () => {
    const before = ledger();
    const { report } = await json('check', '--rebuild');
    expect(report).toMatchObject({ rebuilt: github.repository.posts.length });
    expect(ledger()).toEqual(before);
  });

  it('leaves alone what people changed and deleted, and says so', async () => {
    const [first, second] = github.repository.posts as [
      (typeof github.repository.posts)[0],
      (typeof github.repository.posts)[0],
    ];
    const text = first.body;
    first.body = text.replace('From the Slack channel', 'From our Slack channel');
    github.repository.posts.splice(1, 1);
    const { code, report, err } = await json('check');
    expect(code, err).toBe(3);
    const linked = github.repository.posts.filter(({ body }) => /\/discussions\/2\b/.test(body)).length;
    expect(report).toMatchObject({ posts: { missing: 1, changedByHand: 1, brokenLinks: linked } });
    first.body = text;
    github.repository.posts.splice(1, 0, second);
  });
});

describe('migrate --publish', () => {
  it('carries the plan out, and a second time finds all done', async () => {
    const other = await new FakeGitHub().listen();
    other.clock = clock;
    const environment = readEnvironment({ GITHUB_TOKEN: 'a-token', GITHUB_API_URL: other.url });
    const line = [
      'migrate',
      demo.source,
      '--out',
      join(folder, 'other'),
      '--yes',
      '--publish',
      '--repo',
      'acme/chat',
      '--json',
      '-q',
    ];
    const first = await runLine(line, { folder, clock, environment });
    expect(first.code, first.err).toBe(0);
    const { plan, published } = JSON.parse(first.out) as {
      plan: { posts: number };
      published: { created: number };
    };
    expect(published.created).toBe(plan.posts);
    const linking = readdirSync(join(folder, 'other/site/t'), { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.html') && pageOf(path).includes(`${other.url}/acme/chat/discussions/`),
    );
    expect(linking.length).toBeGreaterThanOrEqual(plan.posts);
    const second = JSON.parse((await runLine(line, { folder, clock, environment })).out) as typeof first & {
      published: object;
    };
    expect(second.published).toMatchObject({ created: 0, updated: 0, requests: { read: 0, write: 0 } });
    await other.close();

    function pageOf(path: string): string {
      return readFileSync(join(folder, 'other/site/t', path), 'utf8');
    }
  });

  it('asks for the repository and the token before it begins', async () => {
    const out = join(folder, 'unwritten');
    const line = ['migrate', demo.source, '--out', out, '--yes', '--publish'];
    const wrong = await runLine([...line, '--repo', 'acme'], { folder, clock });
    expect(wrong.err).toContain('"acme" is no repository: --repo takes OWNER/NAME');
    const [repository, token] = [
      await runLine(line, { folder, clock }),
      await runLine([...line, '--repo', 'acme/chat'], { folder, clock }),
    ];
    expect(repository.err).toContain('Which repository? Say --repo OWNER/NAME');
    expect(token.err).toContain('No token: set GITHUB_TOKEN');
    expect([repository.code, token.code, existsSync(out)]).toEqual([2, 4, false]);
  });
});
