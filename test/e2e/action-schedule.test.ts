import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importExports } from '../../src/commands/import-export.ts';
import type { TeamId } from '../../src/model/ids.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import {
  git,
  installAction,
  type Job,
  type JobRun,
  jobToken,
  leaseRunsOut,
  runJob,
  runtimeToken,
} from '../support/action/runner.ts';
import { quietContext } from '../support/demo.ts';
import { FakeGitHub } from '../support/github/server.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { archivedMessages, compareMessages, livingMessages, nothingMissed } from '../support/slack/pulled.ts';
import { LivingChannel, LivingWorkspace, type Row, tsAt } from '../support/slack/workspace.ts';
import { writeFiles } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/**
 * A week of the workflow: five runs of the bundled Action, one process each, on a fresh machine each, against stand-ins for
 * Slack and GitHub over the loopback interface, with the archive on a branch of a bare repository that real git pushes to.
 */
const branch = 'unsilo-data';
const slackToken = 'token-of-the-slack-app';
const [help, general] = ['C0HELP', 'C0GENERAL'];
const settings = `channels:
  - id: ${help}
    posts: { which: everything }
  - id: ${general}
consent: { communityWasTold: true }
site: { baseUrl: "https://acme.example/chat/" }
posts: { which: nothing }
`;
const begin = Date.UTC(2026, 0, 1, 9);
const day = 24 * 60;
let words: string[] = [];

const said = (minute: number, text: string, more: object = {}): Row => {
  words.push(text);
  return { type: 'message', user: 'U1', ts: tsAt(begin + minute * 60_000), text, ...more } as Row;
};
const thread = (minute: number, question: string, ...answers: string[]): Row[] => {
  const thread_ts = tsAt(begin + minute * 60_000);
  return [question, ...answers].map((text, index) => said(minute + index, text, { thread_ts }));
};

let folder: string;
let bare: string;
let job: Job;
let clock: VirtualClock;
let slack: FakeSlack;
let github: FakeGitHub;
const runs: JobRun[] = [];

beforeAll(async () => {
  words = [];
  folder = mkdtempSync(join(tmpdir(), 'unsilo-schedule-'));
  bare = join(folder, 'server/acme/chat');
  mkdirSync(bare, { recursive: true });
  git(bare, 'init', '--quiet', '--bare', '--initial-branch=main');
  writeFiles(join(folder, 'workspace'), [['unsilo.yml', settings]]);
  clock = new VirtualClock(begin + 2 * day * 60_000);
  const users = ['U1', 'U2'].map((id) => ({ id, team_id: 'T0LAMP', name: id.toLowerCase() }));
  const channels = [
    new LivingChannel({ id: help, name: 'help', creator: 'U1' }, [
      ...thread(0, 'How do I trim the wick of the tall lamp?', 'With the small brass key.'),
      ...thread(
        30,
        'The lens of the east tower is foggy.',
        'Wipe it with vinegar water.',
        'Done, it is clear.',
      ),
    ]),
    new LivingChannel({ id: general, name: 'general', creator: 'U1' }, [said(60, 'Good morning, keepers.')]),
  ];
  slack = await new FakeSlack(new LivingWorkspace('T0LAMP' as TeamId, channels, users), clock).listen();
  github = await new FakeGitHub().listen();
  mkdirSync(join(folder, 'action'));
  job = {
    program: await installAction(join(folder, 'action')),
    folder,
    githubUrl: github.url,
    serverUrl: pathToFileURL(join(folder, 'server')).href,
    variables: { SLACK_TOKEN: slackToken, SLACK_API_URL: slack.url },
  };
}, 120_000);
afterAll(async () => {
  await github?.close();
  await slack?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function scheduled(kill?: AbortSignal): Promise<JobRun> {
  const run = await runJob(job, {}, kill);
  runs.push(run);
  // The next run is a day later.
  clock.pass(day * 60_000);
  return run;
}

const commits = () => Number(git(bare, 'rev-list', '--count', branch));
const titles = () => github.repository.posts.map(({ title }) => title);
const fault = () => undefined;

function clone(): string {
  const place = mkdtempSync(join(folder, 'clone-'));
  git(place, 'clone', '--quiet', '--branch', branch, bare, '.');
  return place;
}

/** Somebody reads an old export on a machine of their own, and is ready to push it to the same branch. */
async function somebodyElsesWork(): Promise<string> {
  const place = clone();
  const exports = [writeFiles(join(folder, 'lantern'), lanternExport({ until: Date.UTC(2024, 10, 1) }))];
  await importExports(
    { archive: place, exports, channels: ['C00P322KRH0'], isAgreed: true, communityWasTold: true },
    quietContext(),
  );
  git(place, 'add', '--all');
  git(place, 'commit', '--quiet', '-m', 'An old export');
  return place;
}

describe('five scheduled runs of the bundled Action', { timeout: 300_000 }, () => {
  it('the first reads all, posts and saves the archive', async () => {
    const { code, log, outputs, summary } = await scheduled();
    expect(code, log).toBe(0);
    expect(outputs).toMatchObject({ created: '2', failed: '0', problems: '0' });
    expect(summary).toContain('| From Slack | 6 new, 0 changed, 0 deleted |');
    expect(summary).toContain('| Posts | 2 created, 0 updated |');
    expect(summary).toContain('| Held back | 0 still going on, 0 changed by people on GitHub |');
    expect(summary).toContain('| Still to be read | nothing |');
    expect(summary).toMatch(/\| New conversations \| 3 \|/);
    expect(summary).toMatch(/\| Complete through \| 2026-01-0\d/);
    expect(summary).toMatch(/\| Room on GitHub Pages \| 1 of 1,000 MB, full in .* \|/);
    expect(summary).toMatch(/\| Room on the data branch \| 1 of 1,000 MB \|/);
    expect(summary).toMatch(/\| Time \| \d+ of 45 minutes \|/);
    expect(commits()).toBe(1);
  });

  it('the second finds a late reply, while somebody else pushes to the branch', async () => {
    slack.workspace.channel(help).put(...thread(0, 'How do I trim the wick of the tall lamp?').slice(1));
    const late = said(day * 2 + 5, 'The brass key works, thank you all.', { thread_ts: tsAt(begin) });
    slack.workspace.channel(help).put(late);
    const place = await somebodyElsesWork();
    let isPushed = false;
    slack.fault = ({ method }) => {
      if (method !== 'conversations.history' || isPushed) return undefined;
      isPushed = true;
      git(place, 'push', '--quiet', 'origin', branch);
      return undefined;
    };
    const { code, log, outputs } = await scheduled();
    slack.fault = fault;
    expect(code, log).toBe(0);
    expect(log).toContain('the work is done again on top of it');
    expect(outputs).toMatchObject({ created: '0', updated: '1' });
    expect(titles()).toHaveLength(2);
    expect(github.repository.posts[0]?.body).toContain('The brass key works, thank you all.');
    expect(commits()).toBe(1);
  });

  it('the third is killed while it posts', async () => {
    slack.workspace
      .channel(help)
      .put(
        ...thread(day * 3, 'Which oil burns without smoke?', 'Colza, twice refined.'),
        ...thread(day * 3 + 30, 'Who winds the clockwork on Sundays?', 'The one who asks.'),
        ...thread(day * 3 + 60, 'The north stairs creak at night.', 'A wedge under step nine helps.'),
      );
    const kill = new AbortController();
    github.fault = ({ isCreate }) => {
      if (isCreate && titles().length === 3) kill.abort();
      return undefined;
    };
    const { outputs } = await scheduled(kill.signal);
    github.fault = fault;
    expect(outputs).toEqual({});
    expect(titles().length).toBeGreaterThan(2);
    expect(titles().length).toBeLessThan(5);
  });

  it('the fourth takes it up: nothing twice, nothing lost', async () => {
    leaseRunsOut(bare, branch);
    const { code, log } = await scheduled();
    expect(code, log).toBe(0);
    expect(titles()).toHaveLength(5);
    expect(new Set(titles()).size).toBe(5);
  });

  it('the fifth finds nothing new and writes no post', async () => {
    const writes = github.count('isWrite');
    const { code, outputs, summary } = await scheduled();
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ created: '0', updated: '0', failed: '0', problems: '0' });
    expect(summary).toContain('| From Slack | 0 new, 0 changed, 0 deleted |');
    expect(summary).toContain('| New conversations | 0 |');
    expect(github.count('isWrite')).toBe(writes);
  });

  it('leave every message in the archive, those of the other push too, on a branch of one commit', () => {
    const place = clone();
    const archived = archivedMessages(place);
    const ours = new Map([...archived].filter(([key]) => !key.startsWith('C00P322KRH0/')));
    expect(compareMessages(ours, livingMessages(slack))).toEqual(nothingMissed);
    expect(archived.size).toBeGreaterThan(ours.size);
    expect(commits()).toBe(1);
    expect(git(bare, 'for-each-ref', '--format=%(refname)')).toBe(`refs/heads/${branch}`);
  });

  it('leave a site with every conversation, and every page that has a post links to it', () => {
    const site = runs.at(-1)?.outputs.site ?? '';
    const home = readFileSync(join(site, 'index.html'), 'utf8');
    expect(home).toContain('help');
    const ledger = git(bare, 'grep', '-h', '"url"', branch, '--', '*/posts/*').split('\n');
    expect(ledger).toHaveLength(5);
  });

  it('show no token and nobody’s words', () => {
    const all = runs.map(({ log, summary }) => `${log}${summary}`).join('\n');
    expect(words.filter((text) => all.includes(text))).toEqual([]);
    for (const secret of [slackToken, jobToken, runtimeToken]) expect(all).not.toContain(secret);
    expect(all).not.toContain(Buffer.from(`x-access-token:${jobToken}`).toString('base64'));
    expect(github.complaints).toEqual([]);
  });
});

describe('two runs at the same time', { timeout: 300_000 }, () => {
  it('the second waits, and finds everything done', async () => {
    const other = await new FakeGitHub().listen();
    const own = { ...job, githubUrl: other.url };
    const inputs = { branch: 'twice-data' };
    const [first, second] = await Promise.all([runJob(own, inputs), runJob(own, inputs)]);
    await other.close();
    expect([first.code, second.code], first.log + second.log).toEqual([0, 0]);
    expect([first, second].filter(({ log }) => log.includes('Another run works on the branch'))).toHaveLength(
      1,
    );
    expect([first.outputs.created, second.outputs.created].sort()).toEqual(['0', '5']);
    expect(other.repository.posts).toHaveLength(5);
  });
});
