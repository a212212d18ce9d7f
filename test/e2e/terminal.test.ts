import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/paths.ts';
import { git } from '../support/action/runner.ts';
import { FakeGitHub } from '../support/github/server.ts';
import { writeFiles } from '../support/temporary-folder.ts';
import { hasTmux, TmuxTerminal } from '../support/tmux.ts';

/** `init` and `doctor` at a real terminal, as a person uses them. Needs tmux; in CI it must be there. */
describe.skipIf(!hasTmux() && process.env.UNSILO_CI === undefined)('at a terminal (needs tmux)', () => {
  let folder: string;
  let github: FakeGitHub;
  let terminal: TmuxTerminal;
  const unsilo = `node ${join(packageRoot, 'dist/cli.js')}`;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unsilo-terminal-'));
    writeFiles(folder, []);
    git(folder, 'init', '--quiet');
    git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/chat.git');
    github = await new FakeGitHub().listen();
    const env = { GITHUB_API_URL: github.url, TERM: 'xterm-256color', GITHUB_TOKEN: '', SLACK_TOKEN: '' };
    terminal = new TmuxTerminal('a', { folder, env });
    await terminal.ready();
  });
  afterAll(async () => {
    terminal?.close();
    await github?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function sees(line: string): Promise<string> {
    terminal.clear();
    terminal.type(line);
    await terminal.shows('DONE');
    return await terminal.ready();
  }

  it('init asks one question, and shows files, link, announcement and three steps', async () => {
    terminal.type(`${unsilo} init`);
    await terminal.shows('post conversations as Discussions of acme/chat? (no: the site alone) [y/N]');
    terminal.type('y');
    await terminal.shows('What is still missing');
    const screen = await terminal.ready();
    expect(screen.split('[y/N]')).toHaveLength(2);
    expect(screen).toContain('unsilo.yml: written');
    expect(screen).toContain('https://api.slack.com/apps?new_app=1&manifest_yaml=');
    expect(screen).toMatch(/\n {2}1\. [\s\S]*\n {2}2\. [\s\S]*\n {2}3\. /);
    expect(existsSync(join(folder, '.github/workflows/unsilo.yml'))).toBe(true);
  });

  it('init a second time changes nothing without a yes', async () => {
    writeFiles(folder, [['unsilo.yml', 'site: { title: Mine }\n']]);
    terminal.clear();
    terminal.type(`${unsilo} init`);
    await terminal.shows('(no: the site alone) [y/N]');
    terminal.type('y');
    await terminal.shows('unsilo.yml is there already. Replace it? [y/N]');
    terminal.type('n');
    await terminal.shows('What is still missing');
    await terminal.ready();
    expect(readFileSync(join(folder, 'unsilo.yml'), 'utf8')).toContain('Mine');
  });

  it('doctor shows in colours what is missing, each with its mend, until nothing is', async () => {
    const missing = await sees(`${unsilo} doctor; echo DO""NE`);
    for (const mend of [
      'MEND channels: none chosen',
      'MEND consent: nobody said that the community was told',
      'MEND archive: none in',
      'MEND GitHub token: GITHUB_TOKEN is not set',
    ])
      expect(missing).toContain(mend);
    expect(missing.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(terminal.screen(true)).toContain('\x1b[31mMEND');
    expect(missing).toMatch(/\d things need you\./);
    writeFiles(folder, [
      [
        'unsilo.yml',
        'channels: [{ id: C024BE91L }]\nconsent: { communityWasTold: true }\nposts: { category: General }\n',
      ],
    ]);
    const told = await sees(`GITHUB_TOKEN=a-token ${unsilo} doctor; echo DO""NE`);
    for (const fine of [
      'channels: 1 chosen',
      'consent: the community was told',
      'GitHub token: GITHUB_TOKEN is set',
      'Discussions: switched on',
    ])
      expect(told).toContain(fine);
  });

  it('NO_COLOR and a pipe get no colours', async () => {
    await sees(`NO_COLOR=1 ${unsilo} doctor; echo DO""NE`);
    for (const sign of ['MEND', 'ok', '?']) expect(terminal.screen(true)).not.toContain(`m${sign}`);
    const piped = await sees(`${unsilo} doctor | cat -v | head -40; echo DO""NE`);
    expect(piped).not.toContain('^[');
  });

  it('Ctrl-C at a question writes nothing', async () => {
    rmSync(join(folder, 'unsilo.yml'));
    rmSync(join(folder, '.github'), { recursive: true });
    terminal.clear();
    terminal.type(`${unsilo} init; echo "ended with $?"`);
    await terminal.shows('[y/N]');
    terminal.type('\x03');
    await terminal.shows('ended with 130');
    expect(existsSync(join(folder, 'unsilo.yml'))).toBe(false);
  });
});
