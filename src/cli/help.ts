import type { CommandSpec, OperandSpec, OptionSpec } from './command-spec.ts';
import { widthOf, wrap } from './page.ts';

/** What `unsilo --help` prints. */
export function globalHelp(
  commands: readonly CommandSpec[],
  options: readonly OptionSpec[],
  topics: readonly string[],
  columns?: number,
): string {
  const width = widthOf(columns);
  return paragraphs([
    wrap(
      'unsilo takes conversations out of Slack: to an archive that you own, to a site that anyone can read and search, and to GitHub Discussions or Issues.',
      width,
    ).join('\n'),
    section('Start here', [
      '# Read a Slack export: make archive, site and plan',
      'unsilo migrate export.zip --out out',
      '# Look at the site',
      'unsilo serve --out out',
    ]),
    section(
      'Commands',
      rows(
        commands.map(({ name, summary }) => [name, summary]),
        width,
      ),
    ),
    section(
      'Options of every command',
      rows(
        options.map((option) => [optionForm(option), option.description]),
        width,
      ),
    ),
    section(
      'More',
      rows(
        [
          ['unsilo help <command>', 'what a command does, its options, examples'],
          ['unsilo help <topic>', topics.join(', ')],
        ],
        width,
      ),
    ),
  ]);
}

/** What `unsilo help migrate` and `unsilo migrate --help` print. */
export function commandHelp(
  command: CommandSpec,
  everywhere: readonly OptionSpec[],
  columns?: number,
): string {
  const width = widthOf(columns);
  const { name, summary, about, operand, options, examples } = command;
  return paragraphs([
    `unsilo ${name}: ${summary}`,
    section('Use', [usage(command)]),
    ...about.map((paragraph) => wrap(paragraph, width).join('\n')),
    ...(operand === undefined
      ? []
      : [section('Argument', rows([[operandForm(operand), operand.description]], width))]),
    section(
      'Options',
      rows(
        options.map((option) => [optionForm(option), optionText(option)]),
        width,
      ),
    ),
    section(
      'Options of every command',
      rows(
        everywhere.map((option) => [optionForm(option), optionText(option)]),
        width,
      ),
    ),
    section(
      'Examples',
      examples.flatMap(({ line, what }) => [`# ${what}`, line]),
    ),
  ]);
}

/** `unsilo migrate <export>… [options]` */
export function usage({ name, operand, options }: CommandSpec): string {
  const parts = ['unsilo', name, operand && operandForm(operand), options.length > 0 && '[options]'];
  return parts.filter(Boolean).join(' ');
}

/** `-y, --yes`, `--channel ID …` */
export function optionForm({ name, short, value, isMany }: OptionSpec): string {
  const form = `${short === undefined ? '' : `-${short}, `}--${name}`;
  return value === undefined ? form : `${form} ${value}${isMany ? ' …' : ''}`;
}

/** The description with choices and default. */
export function optionText(option: OptionSpec): string {
  const choices = option.choices === undefined ? '' : ` One of ${option.choices.join(', ')}.`;
  const absent = option.default === undefined ? '' : ` Default: ${option.default}.`;
  return `${option.description}${choices}${absent}`;
}

function operandForm({ name, isRequired, isMany }: OperandSpec): string {
  const form = isRequired ? `<${name}>` : `[${name}]`;
  return isMany ? `${form}…` : form;
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Two columns; a long first cell pushes its text to the next line. */
function rows(cells: readonly (readonly [string, string])[], width: number): string[] {
  const left = Math.min(width < 60 ? 8 : 24, Math.max(...cells.map(([first]) => first.length)) + 2);
  return cells.flatMap(([first, second]) => {
    const lines = wrap(second, width - left - 2);
    const fits = first.length < left;
    const head = fits ? [`${first.padEnd(left)}${lines[0]}`] : [first, `${' '.repeat(left)}${lines[0]}`];
    return [...head, ...lines.slice(1).map((line) => `${' '.repeat(left)}${line}`)];
  });
}
