import type { Clock } from '../clock.ts';
import type { Environment } from '../config/environment.ts';
import { didYouMean } from '../config/suggest.ts';
import { ConfigError, exitCode } from '../errors.ts';
import type { ProgramFacts } from './bug-report.ts';
import type { Arguments, CommandSpec } from './command-spec.ts';
import { commands, commonOptions } from './command-table.ts';
import { type Failure, failureOf } from './failure.ts';
import { commandHelp, globalHelp } from './help.ts';
import { loadCommand } from './load-command.ts';
import type { Page } from './page.ts';
import { parseArguments } from './parse-arguments.ts';
import { createLogger } from './terminal-logger.ts';
import { topics } from './topics.ts';

/** The terminal, as much of it as the program uses. */
export interface Terminal {
  readonly folder: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly environment: Environment;
  readonly facts: Pick<ProgramFacts, 'version' | 'bugs' | 'node' | 'platform'>;
  /** Width of the terminal behind standard error; undefined when it is none, or in CI. */
  readonly columns: number | undefined;
  readonly hasColours: boolean;
  /** What reads standard output: a terminal of so many columns, or a file or another program. */
  readonly page: Page;
  /** Undefined where nobody can answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  writeOut(text: string): void;
  writeErr(text: string): void;
}

/** Runs one command line (without `node` and the script) and returns the exit code. Never throws. */
export async function run(line: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const [first = '--help', ...rest] = line;
    if (first === 'help' || first === '--help' || first === '-h')
      return print(terminal, helpAbout(rest, terminal.page));
    if (first === '--version' || first === '-V') return print(terminal, `${terminal.facts.version}\n`);
    return await runCommand(findCommand(first), rest, terminal);
  } catch (error) {
    return fail(
      failureOf(error, { ...terminal.facts, command: '', isVerbose: false }),
      terminal,
      line.includes('--json'),
    );
  }
}

async function runCommand(
  command: CommandSpec,
  line: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const args = parseArguments(line, command, commonOptions);
  if (args.has('help')) return print(terminal, commandHelp(command, commonOptions, terminal.page.columns));
  if (args.has('version')) return print(terminal, `${terminal.facts.version}\n`);
  const logger = loggerFor(args, terminal);
  try {
    const { clock, signal, folder, confirm, environment } = terminal;
    const userAgent = `unsilo/${terminal.facts.version}`;
    const write = (text: string) => (args.has('json') ? terminal.writeErr(text) : terminal.writeOut(text));
    const runIt = await loadCommand(command.name);
    const outcome = await runIt(args, {
      clock,
      signal,
      folder,
      confirm,
      environment,
      userAgent,
      logger,
      print: write,
      page: terminal.page,
    });
    logger.end();
    terminal.writeOut(args.has('json') ? `${JSON.stringify(outcome.report)}\n` : outcome.text);
    return outcome.exitCode ?? exitCode.done;
  } catch (error) {
    logger.end();
    const facts = { ...terminal.facts, command: command.name, isVerbose: args.has('verbose') };
    return fail(failureOf(error, facts), terminal, args.has('json'));
  }
}

function loggerFor(args: Arguments, { writeErr, clock, columns, hasColours }: Terminal) {
  return createLogger({
    write: writeErr,
    clock,
    columns,
    isQuiet: args.has('quiet'),
    isVerbose: args.has('verbose'),
    highlight: (text) => (hasColours ? `\x1b[33m${text}\x1b[39m` : text),
  });
}

function findCommand(name: string): CommandSpec {
  const command = commands.find((one) => one.name === name);
  if (command !== undefined) return command;
  if (name.startsWith('-')) throw notACommand(name);
  const hint =
    didYouMean(
      name,
      commands.map((one) => one.name),
    ) || ' `unsilo --help` lists all commands.';
  throw new ConfigError(`There is no command ${name}.${hint}`);
}

function helpAbout([name]: readonly string[], { columns }: Page): string {
  if (name === undefined) return globalHelp(commands, commonOptions, Object.keys(topics), columns);
  const command = commands.find((one) => one.name === name);
  const text = command === undefined ? topics[name] : commandHelp(command, commonOptions, columns);
  if (text !== undefined) return text;
  const known = [...commands.map((one) => one.name), ...Object.keys(topics)];
  throw new ConfigError(
    `There is no help about ${name}.${didYouMean(name, known)} Known: ${known.join(', ')}.`,
  );
}

function print(terminal: Terminal, text: string): number {
  terminal.writeOut(text);
  return exitCode.done;
}

/** People read the message; a script that asked for JSON gets one object in any case. */
function fail(failure: Failure, terminal: Terminal, isJson: boolean): number {
  const head = terminal.hasColours ? '\x1b[31munsilo:\x1b[39m' : 'unsilo:';
  terminal.writeErr(`${head} ${failure.message}\n`);
  if (isJson) terminal.writeOut(`${JSON.stringify({ error: failure })}\n`);
  return failure.exitCode;
}

/** `unsilo --hlep`, `unsilo --out x migrate` */
function notACommand(option: string): ConfigError {
  const alone = didYouMean(option, ['--help', '--version']);
  if (alone !== '') return new ConfigError(`There is no option ${option}.${alone}`);
  return new ConfigError(
    `The command comes first: unsilo <command> ${option} … \`unsilo --help\` lists all commands.`,
  );
}
