import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator } from 'emulate';
import { systemClock } from '../../src/clock.ts';
import { packageRoot } from '../../src/paths.ts';
import { slackId } from '../fixtures/lantern/ids.mjs';
import { FakeGitHub } from '../support/github/server.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { workspaceOf } from '../support/slack/workspace.ts';
import { type Person, typeLine } from '../support/type-line.ts';

/**
 * A person's ways to a served site, typed into a terminal and timed: commands, questions, seconds. From a clone to the demo; on
 * from there to a site with posts, of an export; and to one of a living workspace. Stand-ins for Slack and GitHub keep the
 * limits of the real ones, so most of the time is theirs. Issues go to the GitHub of the package `emulate`, which others
 * wrote. Dependencies come from the registry or npm's cache. Needs util-linux's `script`.
 *
 *     node test/bench/run.mjs person
 */
const folder = mkdtempSync(join(tmpdir(), 'unsilo-person-'));
const clone = join(folder, 'unsilo');
const help = slackId('C', 'help');
const env = {
  ...process.env,
  PATH: [join(folder, 'bin'), process.env.PATH].join(':'),
  TERM: 'xterm-256color',
  LANG: 'C.UTF-8',
  SLACK_TOKEN: 'xoxb-invented',
  GITHUB_TOKEN: 'a-token',
};

/** One way: what was typed so far. */
class Way {
  commands = 0;
  questions = 0;
  seconds = 0;

  async types(line: string, person: Person): Promise<void> {
    const start = performance.now();
    const { code, screen, questions } = await typeLine(line, { ...person, isWilling: true });
    if (code !== 0) throw new Error(`${line} ended with ${code}:\n${screen}`);
    const seconds = (performance.now() - start) / 1000;
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${questions} questions  ${line}`);
    this.commands += 1;
    this.questions += questions;
    this.seconds += seconds;
  }

  tells(what: string): void {
    console.log(
      `${what}: ${this.commands} commands, ${this.questions} questions, ${this.seconds.toFixed(0)} s\n`,
    );
  }

  /** The way goes on, another begins at the same place. */
  branch(): Way {
    return Object.assign(new Way(), this);
  }
}

const github = await new FakeGitHub().listen();
github.limits = { creationsPerMinute: 80, creationsPerHour: 500, requestsPerHour: 5000 };
const emulated = await emulatedGitHub();
let slack: FakeSlack | undefined;
try {
  const demo = new Way();
  await demo.types(`git clone --quiet ${packageRoot} ${clone}`, { folder, env });
  await demo.types('npm ci --silent --no-audit --no-fund', { folder: clone, env });
  await demo.types('npm run demo', { folder: clone, env });
  demo.tells('from a clone to the demo');

  const [posts, issues] = [demo.branch(), demo.branch()];
  for (const [way, kind, url] of [
    [posts, 'discussions', github.url],
    [issues, 'issues', emulated.url],
  ] as const) {
    const there = { folder: clone, env: { ...env, GITHUB_API_URL: url }, look: findsPost(kind) };
    const target = `--channel ${help} --publish --repo acme/chat --kind ${kind}`;
    await way.types(`node dist/cli.js migrate demo-out/lantern-export.zip --out ${kind} ${target}`, there);
    await way.types(`node dist/cli.js serve --out ${kind}`, there);
    way.tells(`from a clone to a site with posts, of an export, as ${kind}`);
  }

  slack = await new FakeSlack(
    await workspaceOf(join(clone, 'demo-out/lantern-export.zip')),
    systemClock,
  ).listen();
  github.repository.posts.length = 0;
  const chat = join(folder, 'chat');
  execFileSync('git', ['init', '--quiet', chat]);
  execFileSync('git', ['-C', chat, 'remote', 'add', 'origin', 'https://github.com/acme/chat.git']);
  const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: clone });
  const live = new Way();
  const member = {
    folder: chat,
    env: { ...env, SLACK_API_URL: slack.url, GITHUB_API_URL: github.url },
    look: findsPost('discussions'),
  };
  const packed = join(folder, String(tarball).trim());
  await live.types(`npm install --global --silent --no-audit --no-fund --prefix ${folder} ${packed}`, member);
  await live.types('unsilo init', member);
  listChannel(join(chat, 'unsilo.yml'));
  await live.types('unsilo sync --out out --repo acme/chat --yes', member);
  await live.types('unsilo serve --out out', member);
  live.tells('from nothing to a site with posts, of a living workspace, and one edit of unsilo.yml');
  if (github.complaints.length > 0) throw new Error(github.complaints.join('\n'));
} finally {
  await slack?.close();
  await github.close();
  await emulated.close();
  rmSync(folder, { recursive: true, force: true });
}

/** What `init` asks to do by hand: list the channels, and say that the community was told. */
function listChannel(path: string): void {
  const text = readFileSync(path, 'utf8');
  const edited = text
    .replace(/^#channels:$/m, `channels: [{ id: ${help} }]`)
    .replace(/^#consent:\n {2}#communityWasTold/m, 'consent:\n  communityWasTold');
  writeFileSync(path, edited);
}

/** Goes from the first page to one that links to its post. */
function findsPost(kind: string): (url: string) => Promise<void> {
  return async (url) => {
    const index = await (await fetch(url)).text();
    for (const [, page] of index.matchAll(/href="(t\/\d[^"]+)"/g)) {
      const text = await (await fetch(new URL(page ?? '', url))).text();
      const [post] = new RegExp(`http[^"]+/acme/chat/${kind}/\\d+`).exec(text) ?? [];
      if (post === undefined) continue;
      console.log(`${' '.repeat(9)}  ${page} links to ${post}`);
      return;
    }
    throw new Error('No page links to a post.');
  };
}

async function emulatedGitHub() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return await createEmulator({
    service: 'github',
    port,
    seed: {
      tokens: { 'a-token': { login: 'archivist', scopes: ['repo'] } },
      github: {
        users: [{ login: 'archivist' }],
        orgs: [{ login: 'acme' }],
        repos: [{ owner: 'acme', name: 'chat', auto_init: true }],
      },
    },
  });
}
