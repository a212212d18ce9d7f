import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands, commonOptions } from '../../src/cli/command-table.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { topics } from '../../src/cli/topics.ts';
import { parseConfigFile } from '../../src/config/config-file.ts';
import { packageRoot } from '../../src/paths.ts';
import {
  callsIn,
  codeBlocks,
  commandsPage,
  documents,
  readDocument,
  relativeLinks,
  settingsPage,
  workflows,
} from '../support/documents.ts';

/** Why a call is wrong; undefined when it is right. */
function mistakeIn([name = '', ...line]: readonly string[]): string | undefined {
  const known = [...commands.map((command) => command.name), ...Object.keys(topics)];
  if (name === 'help')
    return line.every((word) => /^<.*>$/.test(word) || known.includes(word))
      ? undefined
      : `no help on ${line}`;
  if (name.startsWith('<') || name.startsWith('-') || name === '…') return undefined;
  const command = commands.find((one) => one.name === name);
  if (command === undefined) return `no command ${name}`;
  try {
    const args = parseArguments(line, command, commonOptions);
    return args === undefined ? 'nothing' : undefined;
  } catch (error) {
    const { message } = error as Error;
    // A command that is only named needs no argument.
    return line.length === 0 && message.includes(' needs ') ? undefined : message;
  }
}

describe.each(documents)('%s', (path) => {
  it('calls only commands and options that there are', () => {
    expect(callsIn(readDocument(path)).flatMap((call) => mistakeIn(call) ?? [])).toEqual([]);
  });

  it('links to nothing that is not there', () => {
    const dead = relativeLinks(readDocument(path)).filter((target) => {
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? path : join(dirname(path), decodeURI(file));
      if (!existsSync(join(packageRoot, place))) return true;
      return anchor !== undefined && place.endsWith('.md') && !anchorsIn(place).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  it('shows only configuration that is valid', () => {
    for (const { language, text } of codeBlocks(readDocument(path)))
      if (language === 'yaml' && !/^(?:on|jobs|steps):/m.test(text))
        expect(() => parseConfigFile(text, path), text).not.toThrow();
  });
});

/** As GitHub makes them of headings. */
function anchorsIn(path: string): readonly string[] {
  return [...readDocument(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the guides', () => {
  it('are linked from the README and from their list', () => {
    const guides = documents.filter(
      (path) => path.startsWith('.github/docs/') && !path.endsWith('README.md'),
    );
    const linked = relativeLinks(readDocument('.github/docs/README.md'));
    expect(
      guides.map((path) => path.slice('.github/docs/'.length)).filter((name) => !linked.includes(name)),
    ).toEqual([]);
    expect(relativeLinks(readDocument('README.md'))).toContain('.github/docs/README.md');
  });

  it('name every command and every setting, as the program has them (npm run golden writes them anew)', async () => {
    await expect(commandsPage()).toMatchFileSnapshot(join(packageRoot, '.github/docs/commands.md'));
    await expect(settingsPage()).toMatchFileSnapshot(join(packageRoot, '.github/docs/settings.md'));
  });
});

describe('the check of documents finds', () => {
  it.each([
    ['```\nunsilo migrat x.zip\n```', 'no command migrat'],
    ['```sh\nTOKEN=$(gh auth token) npx unsilo build --nope # why\n```', 'build has no option --nope'],
    ['see `unsilo plan --kind nothing`', 'plan: --kind: found "nothing"'],
    ['see `unsilo help nowhere`', 'no help on nowhere'],
  ])('a wrong call: %s', (markdown, mistake) => {
    const [call] = callsIn(markdown);
    expect(mistakeIn(call ?? [])).toContain(mistake);
  });

  it('links, but none in code', () => {
    expect(relativeLinks('[a](b.md) <img src="c.png"> `[x](y.md)` [w](https://w.example)')).toEqual([
      'b.md',
      'c.png',
    ]);
  });
});

describe('every dependency', () => {
  it('has its reason in the decisions', () => {
    const { dependencies } = JSON.parse(readDocument('package.json')) as {
      dependencies: Record<string, string>;
    };
    const reasons = readDocument('.github/DECISIONS.md');
    const missing = Object.keys(dependencies).filter(
      (name) => !new RegExp(`^\\|.*\`${name}\``, 'm').test(reasons),
    );
    expect(missing).toEqual([]);
  });
});

describe('workflows', () => {
  it.each(workflows)('%s gives no permission to all, and names every action by its commit', (path) => {
    const workflow = parse(readDocument(path));
    expect(workflow.permissions).toEqual({});
    const jobs = Object.values<{
      permissions?: object;
      steps: { uses?: string }[];
      'timeout-minutes'?: number;
    }>(workflow.jobs);
    const uses = jobs.flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
    for (const action of uses) expect(action).toMatch(/@[0-9a-f]{40}$|^unsilo\/unsilo@v\d+$|^\.\/$/);
    for (const { permissions } of jobs) expect(permissions).toBeDefined();
    // A commit says nothing to a person: its version stands beside it.
    for (const line of readDocument(path).split('\n'))
      if (/@[0-9a-f]{40}/.test(line)) expect(line).toMatch(/ # v\d+\.\d+\.\d+$/);
    for (const { cron } of workflow.on.schedule ?? []) expect(Number(cron.split(' ')[0]) % 2).toBe(1);
  });
});
