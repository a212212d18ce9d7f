import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, commonOptions } from '../../src/cli/command-table.ts';
import { optionForm, optionText, usage } from '../../src/cli/help.ts';
import { configJsonSchema } from '../../src/config/schema.ts';
import { packageRoot } from '../../src/paths.ts';

/** What people read: paths below the root of the repository. */
export const documents: readonly string[] = [
  'README.md',
  'src/README.md',
  ...['.github', '.github/docs'].flatMap((folder) =>
    readdirSync(join(packageRoot, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

/** Ours, and those that people copy. */
export const workflows: readonly string[] = [
  ...readdirSync(join(packageRoot, '.github/workflows')).map((name) => `.github/workflows/${name}`),
  'config/workflow.yml',
  'config/migrate-workflow.yml',
];

export function readDocument(path: string): string {
  return readFileSync(join(packageRoot, path), 'utf8');
}

interface Block {
  readonly language: string;
  readonly text: string;
}

/** Also those in a list, without its indentation. */
export function codeBlocks(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', text = '']) => ({
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/**
 * Every call of unsilo in code blocks for a shell and in code spans, as the words after `unsilo`.
 *
 * `GITHUB_TOKEN=$(gh auth token) unsilo doctor --out out # look` → `['doctor', '--out', 'out']`
 */
export function callsIn(markdown: string): readonly (readonly string[])[] {
  const blocks = codeBlocks(markdown).filter(({ language }) => ['', 'sh', 'bash'].includes(language));
  const spans = [...markdown.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, text]) => text!,
  );
  const lines = [...blocks.flatMap(({ text }) => text.split('\n')), ...spans];
  return lines.flatMap((line) => {
    const [, call] =
      /^(?:[A-Z_]+=(?:\$\([^)]*\)|\S+) )*(?:npx )?unsilo(?:@\w+)? (.+)$/.exec(line.trim()) ?? [];
    return call === undefined ? [] : [call.replace(/ +# .*$| > .*$| \[options\]$/, '').split(/\s+/)];
  });
}

/** Targets of links and images that are no addresses of the web. */
export function relativeLinks(markdown: string): readonly string[] {
  const text = markdown.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/\b(?:src|href)="([^"]+)"/g)];
  return inline.map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
}

/** `.github/docs/commands.md`, as the table of commands has it. */
export function commandsPage(): string {
  const rows = (options: typeof commonOptions) => [
    '| option | |',
    '|---|---|',
    ...options.map((option) => `| \`${optionForm(option)}\` | ${cell(optionText(option))} |`),
  ];
  return [
    '# Commands',
    '',
    'Made of the program’s own table: `npm run golden` writes it anew. `unsilo help` shows the same in the terminal.',
    ...commands.flatMap((command) => [
      '',
      `## ${command.name}`,
      '',
      `\`${usage(command)}\`: ${command.summary}.`,
      ...command.about.flatMap((paragraph) => ['', paragraph]),
      ...(command.options.length === 0 ? [] : ['', ...rows(command.options)]),
      '',
      '```',
      ...command.examples.map(({ line, what }) => `${line}  # ${what}`),
      '```',
    ]),
    '',
    '## Options of every command',
    '',
    ...rows(commonOptions),
    '',
  ].join('\n');
}

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** `.github/docs/settings.md`, as the schema has it. */
export function settingsPage(): string {
  const rows = settings(configJsonSchema() as Schema, '').map(
    ([name, { description = '', default: absent }]) =>
      `| \`${name}\` | ${cell(description)} | ${isPlain(absent) ? `\`${JSON.stringify(absent)}\`` : ''} |`,
  );
  return [
    '# Settings',
    '',
    'All of `unsilo.yml`, made of the schema that the program enforces: `npm run golden` writes it anew.',
    '[An example](../../config/unsilo.example.yml) shows them in their places.',
    '',
    '| setting | | default |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function settings(schema: Schema, prefix: string): readonly (readonly [string, Schema])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const name = `${prefix}${key}`;
    const below =
      child.items?.properties === undefined
        ? settings(child, `${name}.`)
        : settings(child.items, `${name}[].`);
    return [[name, child] as const, ...below];
  });
}

function isPlain(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || Array.isArray(value));
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
