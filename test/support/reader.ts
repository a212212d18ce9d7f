import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/paths.ts';
import { git } from './action/runner.ts';
import { FakeGitHub } from './github/server.ts';
import { FakeSlack } from './slack/fake-slack.ts';
import { workspaceOf } from './slack/workspace.ts';
import { smallExport } from './small-export.ts';
import { type Typed, typeLine } from './type-line.ts';
import { VirtualClock } from './virtual-clock.ts';
import { writeZip } from './zip.ts';

/** A person who does what the documents say, on a machine with the package as npm would install it. */
export interface Reader {
  /** Types a line in a folder of its own, answers questions, and stops what would run for ever. */
  types(line: string, folder: string): Promise<Typed>;
  /** A clone of acme/chat with exports in it, an archive and a site. */
  folder(name: string): Promise<string>;
  close(): Promise<void>;
}

const [general, help] = ['C024BE91L', 'C024BE92M'];

/** An invented export: two channels, three threads, one of them answered. */
export function readersExport(until = 4): Map<string, string> {
  const said = (minute: number, user: string, text: string, more: object = {}) => ({
    type: 'message',
    user,
    ts: `${1_710_786_000 + minute * 60}.000100`,
    text,
    ...more,
  });
  const thread_ts = said(0, 'U1', '').ts;
  const other = said(200, 'U1', '').ts;
  const rows = [
    said(0, 'U1', 'The installer fails behind our proxy: ECONNRESET', { thread_ts }),
    said(5, 'U2', 'Set the proxy in the settings of npm.', { thread_ts }),
    said(200, 'U2', 'How do I install the lamp on a boat?', { thread_ts: other }),
    said(210, 'U1', 'With four bolts.', {
      thread_ts: other,
      reactions: [{ name: 'white_check_mark', users: ['U2'], count: 1 }],
    }),
  ].slice(0, until);
  return smallExport({
    'users.json': JSON.stringify(['U1', 'U2'].map((id) => ({ id, team_id: 'T024BE7LD', name: id }))),
    'channels.json': JSON.stringify([
      { id: general, name: 'general' },
      { id: help, name: 'help' },
    ]),
    'help/2024-03-18.json': JSON.stringify(rows),
  });
}

/** @param base a folder for everything; the packed package is installed in it */
export async function reader(base: string): Promise<Reader> {
  const tarball = npm(packageRoot, 'pack', '--silent', '--pack-destination', base).trim();
  writeFileSync(join(base, 'package.json'), '{"private":true}\n');
  npm(base, 'install', '--silent', '--no-audit', '--no-fund', join(base, tarball));
  mkdirSync(join(base, 'bin'));
  writeFileSync(join(base, 'bin/gh'), '#!/bin/sh\necho a-token\n', { mode: 0o755 });
  await writeZip(join(base, 'all.zip'), readersExport());
  const slack = new FakeSlack(await workspaceOf(join(base, 'all.zip')), new VirtualClock());
  // A person does not wait for the stand-in's clock.
  slack.fault = () => void (slack.clock as VirtualClock).pass(2000);
  await slack.listen();
  const github = await new FakeGitHub().listen();
  const env = {
    // The Node that runs the tests is the one that the person has.
    PATH: [
      join(base, 'bin'),
      join(base, 'node_modules/.bin'),
      dirname(process.execPath),
      process.env.PATH,
    ].join(':'),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    SLACK_TOKEN: 'xoxb-invented',
    SLACK_API_URL: slack.url,
    GITHUB_TOKEN: 'a-token',
    GITHUB_REPOSITORY: 'acme/chat',
    GITHUB_API_URL: github.url,
  };
  return {
    types: (line, folder) => typeLine(line, { folder, env: { ...env, HOME: join(base, 'home') } }),
    folder: (name) => prepared(join(base, name), join(base, 'node_modules/unsilo/dist/cli.js')),
    close: async () => {
      await slack.close();
      await github.close();
    },
  };
}

function npm(folder: string, ...line: string[]): string {
  return execFileSync('npm', line, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function prepared(folder: string, cli: string): Promise<string> {
  mkdirSync(join(folder, '../home/.config/fish/completions'), { recursive: true });
  mkdirSync(folder);
  git(folder, 'init', '--quiet');
  git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/chat.git');
  await writeZip(join(folder, '2024.zip'), readersExport(2));
  for (const name of ['slack-export.zip', 'export.zip', '2025.zip'])
    await writeZip(join(folder, name), readersExport());
  const settings = `channels: [{ id: ${general} }, { id: ${help} }]\nconsent: { communityWasTold: true }\n`;
  writeFileSync(join(folder, 'unsilo.yml'), settings);
  const line = [cli, 'migrate', 'export.zip', '--out', 'out', '--yes', '--quiet'];
  execFileSync(process.execPath, line, { cwd: folder, stdio: 'ignore' });
  return folder;
}
