import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importExports } from '../../src/commands/import-export.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import {
  git,
  installAction,
  type Job,
  type JobRun,
  jobToken,
  leaseRunsOut,
  runJob,
} from '../support/action/runner.ts';
import { quietContext } from '../support/demo.ts';
import { FakeGitHub } from '../support/github/server.ts';
import { writeFiles } from '../support/temporary-folder.ts';

const branch = 'unsilo-data';
const talk = ['C0FLR0JBGTE', 'C0Z9VW6H1B5'];
const others = 'C00P322KRH0';
const settings = `channels: [${talk.map((id) => `{ id: ${id} }`).join(', ')}]
consent: { communityWasTold: true }
site: { baseUrl: "https://acme.example/chat/" }
posts: { minReplies: 4 }
`;

let folder: string;
let bare: string;
let job: Job;
let github: FakeGitHub;
const log: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-action-'));
  bare = join(folder, 'server/acme/chat');
  mkdirSync(bare, { recursive: true });
  git(bare, 'init', '--quiet', '--bare', '--initial-branch=main');
  writeFiles(join(folder, 'workspace'), [['unsilo.yml', settings]]);
  writeFiles(join(folder, 'workspace/first'), lanternExport({ until: Date.UTC(2024, 10, 1) }));
  writeFiles(join(folder, 'workspace/all'), lanternExport());
  github = await new FakeGitHub().listen();
  mkdirSync(join(folder, 'action'));
  job = {
    program: await installAction(join(folder, 'action')),
    folder,
    githubUrl: github.url,
    serverUrl: pathToFileURL(join(folder, 'server')).href,
  };
}, 120_000);
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

async function scheduled(inputs: Record<string, string> = {}): Promise<JobRun> {
  const run = await runJob(job, inputs);
  log.push(run.log, run.summary);
  return run;
}

const commits = () => Number(git(bare, 'rev-list', '--count', branch));
const files = () => git(bare, 'ls-tree', '-r', '--name-only', branch).split('\n');
const titles = () => github.repository.posts.map(({ title }) => title);

/** What somebody else's run does: it reads another channel and saves it on the same branch. */
async function somebodyElsePushes(): Promise<void> {
  const clone = mkdtempSync(join(folder, 'clone-'));
  git(clone, 'clone', '--quiet', '--branch', branch, bare, '.');
  const exports = [join(folder, 'workspace/all')];
  await importExports(
    { archive: clone, exports, channels: [others], isAgreed: true, communityWasTold: true },
    quietContext(),
  );
  git(clone, 'add', '--all');
  git(clone, 'commit', '--quiet', '-m', 'Meanwhile');
  git(clone, 'push', '--quiet', 'origin', branch);
}

describe('the bundled Action, as the runner runs it', { timeout: 120_000 }, () => {
  it('reads an export, posts, builds the site and saves the archive on its branch', async () => {
    const { code, log, summary, outputs } = await scheduled({ export: 'first' });
    expect(code, log).toBe(0);
    expect(Number(outputs.created)).toBeGreaterThan(0);
    expect(titles()).toHaveLength(Number(outputs.created));
    expect(files()).toContain('unsilo.json');
    expect(files().filter((path) => path.includes('/posts/'))).not.toEqual([]);
    expect(commits()).toBe(1);
    const page = readFileSync(join(outputs.site ?? '', 'index.html'), 'utf8');
    expect(page).toContain('<h1');
    expect(summary).toContain(`| Posts | ${outputs.created} created, `);
    expect(summary).toMatch(/\| Room on GitHub Pages \| \d+ of 1,000 MB[^|]* \|/);
  });

  it('with nothing new writes nothing anywhere', async () => {
    const before = git(bare, 'rev-parse', branch);
    const writes = github.count('isWrite');
    const { code, outputs } = await scheduled();
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ created: '0', updated: '0', failed: '0', problems: '0' });
    expect(git(bare, 'rev-parse', branch)).toBe(before);
    expect(github.count('isWrite')).toBe(writes);
  });

  it('loses nothing and doubles nothing when somebody else pushes in between', async () => {
    const known = titles().length;
    let conflict: Promise<void> | undefined;
    let isOver = false;
    github.fault = ({ isCreate }) => {
      if (isCreate && conflict === undefined)
        conflict = somebodyElsePushes().finally(() => {
          isOver = true;
        });
      return undefined;
    };
    const { code, log } = await scheduled({ export: 'all' });
    await conflict;
    github.fault = () => undefined;
    expect(code, log).toBe(0);
    expect(isOver).toBe(true);
    expect(log).toContain('the work is done again on top of it');
    expect(titles().length).toBeGreaterThan(known);
    expect(new Set(titles()).size).toBe(titles().length);
    for (const channel of [...talk, others])
      expect(files().filter((path) => path.includes(`/messages/${channel}/`))).not.toEqual([]);
    expect(commits()).toBe(1);
    // The ledger knows every post: a fourth run has nothing to do.
    const writes = github.count('isWrite');
    expect((await scheduled()).outputs).toMatchObject({ created: '0', updated: '0' });
    expect(github.count('isWrite')).toBe(writes);
  });

  it('that is killed while it posts is taken up by the next run', async () => {
    const other = await new FakeGitHub().listen();
    const own = { ...job, githubUrl: other.url };
    const kill = new AbortController();
    other.fault = ({ isCreate }) => {
      if (isCreate && other.count('isCreate') === 2) kill.abort();
      return undefined;
    };
    const inputs = { export: 'first', branch: 'killed-data' };
    const killed = await runJob(own, inputs, kill.signal);
    expect(killed.outputs).toEqual({});
    const posted = other.repository.posts.length;
    expect(posted).toBeGreaterThan(0);
    leaseRunsOut(bare, inputs.branch);
    const { code, outputs } = await runJob(own, inputs);
    expect(code).toBe(0);
    expect(Number(outputs.created)).toBe(3 - posted);
    expect(new Set(other.repository.posts.map(({ title }) => title)).size).toBe(3);
    expect(other.repository.posts).toHaveLength(3);
    await other.close();
  });

  it('shows no token and nobody’s words in the log and the summary', () => {
    const words = [...lanternExport().values()].flatMap((text) =>
      [...text.matchAll(/"text": ?"([^"\\]{25,})"/g)].map(([, words]) => words!),
    );
    expect(words.length).toBeGreaterThan(100);
    const all = log.join('\n');
    expect(words.filter((text) => all.includes(text))).toEqual([]);
    expect(all).not.toContain(jobToken);
    expect(all).not.toContain(Buffer.from(`x-access-token:${jobToken}`).toString('base64'));
    expect(github.complaints).toEqual([]);
  });
});

describe('what a person must mend', { timeout: 60_000 }, () => {
  it('is an annotation; the site is built all the same, and the archive saved', async () => {
    github.repository.hasDiscussions = false;
    // A post that is not there yet: its ledger is forgotten with the branch.
    const { code, log, outputs, summary } = await runJob(job, { export: 'first', branch: 'second-data' });
    github.repository.hasDiscussions = true;
    expect(code).toBe(2);
    expect(log).toMatch(/^::error title=unsilo::acme\/chat has no Discussions\./m);
    expect(outputs.problems).toBe('1');
    expect(readFileSync(join(outputs.site ?? '', 'index.html'), 'utf8')).toContain('<h1');
    expect(summary).toContain('**Needs you:** acme/chat has no Discussions.');
    expect(git(bare, 'ls-tree', '--name-only', 'second-data').split('\n')).toContain('unsilo.json');
  });

  it('a branch with anything else on it is never written over', async () => {
    const clone = mkdtempSync(join(folder, 'clone-'));
    git(clone, 'clone', '--quiet', bare, '.');
    writeFiles(clone, [['precious.txt', 'work\n']]);
    git(clone, 'add', '--all');
    git(clone, 'commit', '--quiet', '-m', 'Work');
    git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
    const { code, log } = await runJob(job, { export: 'first', branch: 'main', publish: 'false' });
    expect(code).toBe(2);
    expect(log).toContain('::error title=unsilo::The branch main holds other things');
    expect(git(bare, 'ls-tree', '--name-only', 'main')).toBe('precious.txt');
  });

  it('a first run with nothing to read says what it needs', async () => {
    const { code, log } = await runJob(job, { branch: 'empty-data' });
    expect(code).toBe(2);
    expect(log).toContain('save the secret SLACK_TOKEN and list channels in unsilo.yml');
    expect(git(bare, 'branch', '--list', 'empty-data')).toBe('');
  });

  it('without consent nothing is read and nothing saved', async () => {
    writeFiles(join(folder, 'workspace'), [['quiet.yml', 'channels: [{ id: C0FLR0JBGTE }]\n']]);
    const inputs = { export: 'first', branch: 'third-data', config: 'quiet.yml' };
    const { code, log, outputs } = await runJob(job, inputs);
    expect(code).toBe(2);
    expect(log).toContain('consent.communityWasTold');
    expect(outputs.site).toBeUndefined();
    expect(git(bare, 'branch', '--list', 'third-data')).toBe('');
  });

  it.each([
    ['minutes', 'soon', 'minutes: found "soon"'],
    ['history', 'all', 'history: found "all"'],
    ['branch', '../x', 'branch: found "../x"'],
    ['publish', 'yes', 'publish: found "yes"'],
  ])('a wrong input: %s', async (name, value, message) => {
    const { code, log } = await runJob(job, { [name]: value });
    expect(code).toBe(2);
    expect(log).toContain(`::error title=unsilo::${message}`);
  });

  it('history: keep adds a commit for each state', async () => {
    const keep = { branch: 'fourth-data', history: 'keep', publish: 'false' };
    await runJob(job, { ...keep, export: 'first' });
    const before = Number(git(bare, 'rev-list', '--count', 'fourth-data'));
    await runJob(job, { ...keep, export: 'all' });
    expect(Number(git(bare, 'rev-list', '--count', 'fourth-data'))).toBeGreaterThan(before);
  });
});
