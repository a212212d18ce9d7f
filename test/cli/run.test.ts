import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, commonOptions } from '../../src/cli/command-table.ts';
import { loadCommand } from '../../src/cli/load-command.ts';
import { topics } from '../../src/cli/topics.ts';
import { packageRoot } from '../../src/paths.ts';
import { runLine } from './fake-terminal.ts';

describe('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('of the whole program: unsilo %s', async (line) => {
    const { code, out, err } = await runLine(line);
    expect(code).toBe(0);
    expect(err).toBe('');
    for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`^ +${name} +${summary}$`, 'm'));
  });

  it.each(commands.map(({ name }) => [name]))('of %s names every option and shows examples', async (name) => {
    const { out } = await runLine(['help', name]);
    expect((await runLine([name, '--help'])).out).toBe(out);
    const command = commands.find((one) => one.name === name)!;
    for (const option of [...command.options, ...commonOptions]) expect(out).toContain(`--${option.name}`);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples) expect(out).toContain(line);
  });

  it('about the configuration names every setting of its first two levels', () => {
    const path = join(packageRoot, 'config/unsilo.schema.json');
    const { properties } = JSON.parse(readFileSync(path, 'utf8')) as {
      properties: Record<string, { properties?: object }>;
    };
    const names = Object.entries(properties).flatMap(([name, inner]) => [
      name,
      ...Object.keys(inner.properties ?? {}),
    ]);
    expect(names).toContain('megabytesEach');
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(topics.config ?? ''))).toEqual([]);
  });

  it('about JSON names each command once', () => {
    const names = [...(topics.json ?? '').matchAll(/^ {2}([a-z]+) +\S/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(Object.keys(topics))('about %s', async (topic) => {
    expect((await runLine(['help', topic])).out).toBe(topics[topic]);
  });

  it('fits a terminal of 80 columns', async () => {
    const pages = [...commands.map(({ name }) => name), ...Object.keys(topics)];
    for (const page of pages) {
      const { out } = await runLine(['help', page]);
      // An example may be longer: it is there to be copied.
      const long = out.split('\n').filter((line) => line.length > 82 && !line.startsWith('  unsilo'));
      expect(long).toEqual([]);
    }
  });

  it.each([40, 60, 200])('fits a terminal of %i columns', async (columns) => {
    const page = { columns, hasColours: true };
    for (const { name } of commands) {
      const { out } = await runLine(['help', name], { page });
      const wide = out
        .split('\n')
        .filter((line) => line.length > Math.min(columns, 80) && line.includes('  -') === false);
      // What is there to be copied, and a word that is longer than the line, stay whole.
      expect(
        wide.filter((line) => !/^ *(?:unsilo|GITHUB_|SLACK_|source|#)/.test(line) && / \S+ \S/.test(line)),
      ).toEqual([]);
    }
  });

  it('about nothing known suggests what is', async () => {
    const { code, err } = await runLine(['help', 'exitcodes']);
    expect(code).toBe(2);
    expect(err).toContain('There is no help about exitcodes. Did you mean exit-codes?');
  });
});

describe('the version', () => {
  it.each([[['--version']], [['-V']], [['migrate', '--version']]])(
    'is printed alone: unsilo %s',
    async (line) => {
      expect(await runLine(line)).toEqual({ code: 0, out: '1.2.3\n', err: '' });
    },
  );
});

describe('a wrong command line', () => {
  it.each([
    [['migrat'], 'There is no command migrat. Did you mean migrate?'],
    [['fetch'], 'There is no command fetch. `unsilo --help` lists all commands.'],
    [['--hlep'], 'There is no option --hlep. Did you mean --help?'],
    [['-v'], 'The command comes first: unsilo <command> -v … `unsilo --help` lists all commands.'],
    [['--out', 'x', 'migrate'], 'The command comes first: unsilo <command> --out …'],
    [['migrate', 'x.zip', '--chanel', 'C1'], 'migrate has no option --chanel. Did you mean --channel?'],
    [['migrate', 'x.zip', '--Out', 'x'], 'migrate has no option --Out. Did you mean --out?'],
    [['build', '-z'], 'build has no option -z. `unsilo build --help` lists what it knows.'],
    [['migrate'], 'migrate needs an export of Slack: a .zip file or a folder.'],
    [['build', 'x'], 'build takes no argument, found "x".'],
    [['export', 'a', 'b'], 'export takes one folder, found 2: a, b.'],
    [['build', '--out'], 'build: --out needs a value (DIR): the line ends there.'],
    [['build', '--out', '--quiet'], 'build: --out needs a value (DIR): found --quiet.'],
    [['build', '--json=1'], 'build: --json is a switch and takes no value, found "1".'],
    [
      ['plan', '--kind', 'isues'],
      'plan: --kind: found "isues"; expected one of discussions, issues, import. Did you mean issues?',
    ],
    [['build', '-o', 'a', '--out=b'], '--out stands there twice: "a" and "b". Keep one.'],
    [['completion', 'tcsh'], 'completion: found tcsh; expected bash, zsh, fish.'],
  ])('is refused with what to write instead: unsilo %s', async (line, message) => {
    const { code, out, err } = await runLine(line);
    expect(err).toContain(`unsilo: ${message}`);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('gives a script one JSON object too', async () => {
    const { code, out } = await runLine(['build', '--nope', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { name: 'ConfigError', exitCode: 2 } });
  });
});

describe('commands', () => {
  it.each(commands.map(({ name }) => [name]))('%s has code behind it', async (name) => {
    expect(await loadCommand(name)).toBeTypeOf('function');
  });

  it('print one JSON object with --json', async () => {
    const { out, err } = await runLine(['completion', 'bash', '--json']);
    expect(JSON.parse(out)).toMatchObject({ shell: 'bash' });
    expect(err).toBe('');
  });
});

describe('options', () => {
  it('mean one thing everywhere', () => {
    const shorts = new Map<string, string>();
    for (const { name, short } of [...commonOptions, ...commands.flatMap(({ options }) => options)]) {
      if (short === undefined) continue;
      expect(shorts.get(short) ?? name).toBe(name);
      shorts.set(short, name);
    }
    expect(shorts.size).toBeGreaterThan(5);
  });
});
