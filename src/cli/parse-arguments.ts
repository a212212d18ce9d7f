import { parseArgs } from 'node:util';
import { didYouMean } from '../config/suggest.ts';
import { ConfigError } from '../errors.ts';
import type { Arguments, CommandSpec, OptionSpec } from './command-spec.ts';

interface Given {
  readonly option: OptionSpec;
  /** As it was typed: `--out`, `-y`. */
  readonly rawName: string;
  readonly value: string | undefined;
  readonly isInline: boolean;
}

/**
 * Reads what follows the command's name. Options may stand anywhere, as `--out DIR` or `--out=DIR`; `--` ends them.
 * Throws {@link ConfigError} for what the spec does not know, with the nearest name.
 */
export function parseArguments(
  line: readonly string[],
  command: CommandSpec,
  everywhere: readonly OptionSpec[],
): Arguments {
  const options = [...command.options, ...everywhere];
  const { tokens } = parseArgs({
    args: [...line],
    options: Object.fromEntries(options.map((option) => [option.name, declared(option)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = knownOption(token, options, command);
    const given = {
      option,
      rawName: token.rawName,
      value: token.value,
      isInline: token.inlineValue === true,
    };
    values.set(option.name, [...(values.get(option.name) ?? []), checkedValue(given, command)]);
  }
  for (const [name, all] of values) checkOnce(name, all, options);
  if (!values.has('help') && !values.has('version')) checkOperands(operands, command);
  return {
    operands,
    text: (name) => values.get(name)?.at(-1),
    texts: (name) => values.get(name),
    has: (name) => values.has(name),
  };
}

function declared({ value, short }: OptionSpec): { type: 'string' | 'boolean'; short?: string } {
  return { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) };
}

function knownOption(
  token: { name: string; rawName: string },
  options: readonly OptionSpec[],
  command: CommandSpec,
) {
  const option = options.find(({ name }) => name === token.name);
  if (option !== undefined) return option;
  const names = options.map(({ name }) => `--${name}`);
  const hint = didYouMean(token.rawName, names) || ` \`unsilo ${command.name} --help\` lists what it knows.`;
  throw new ConfigError(`${command.name} has no option ${token.rawName}.${hint}`);
}

function checkedValue({ option, rawName, value, isInline }: Given, command: CommandSpec): string {
  const where = `${command.name}: ${rawName}`;
  if (option.value === undefined) {
    if (value === undefined) return '';
    throw new ConfigError(`${where} is a switch and takes no value, found "${value}".`);
  }
  // An option as a value is almost always a forgotten value; `--out=-x` says that it is meant.
  if (value === undefined || (!isInline && value.startsWith('-') && value !== '-')) {
    const found = value === undefined ? 'the line ends there' : `found ${value}`;
    throw new ConfigError(`${where} needs a value (${option.value}): ${found}.`);
  }
  if (option.choices !== undefined && !option.choices.includes(value)) {
    const choices = option.choices.join(', ');
    throw new ConfigError(
      `${where}: found "${value}"; expected one of ${choices}.${didYouMean(value, option.choices)}`,
    );
  }
  return value;
}

function checkOnce(name: string, values: readonly string[], options: readonly OptionSpec[]): void {
  const option = options.find((one) => one.name === name);
  if (values.length < 2 || option?.value === undefined || option.isMany === true) return;
  throw new ConfigError(`--${name} stands there twice: "${values.join('" and "')}". Keep one.`);
}

function checkOperands(operands: readonly string[], { name, operand }: CommandSpec): void {
  if (operand === undefined && operands.length > 0) {
    throw new ConfigError(
      `${name} takes no argument, found "${operands[0]}". See \`unsilo ${name} --help\`.`,
    );
  }
  if (operand?.isRequired && operands.length === 0) {
    throw new ConfigError(`${name} needs ${operand.description}. See \`unsilo ${name} --help\`.`);
  }
  if (operand !== undefined && !operand.isMany && operands.length > 1) {
    throw new ConfigError(
      `${name} takes one ${operand.name}, found ${operands.length}: ${operands.join(', ')}.`,
    );
  }
}
