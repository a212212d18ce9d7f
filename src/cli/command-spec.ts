import type { CommandContext } from '../commands/context.ts';
import type { Environment } from '../config/environment.ts';
import type { Page } from './page.ts';

/**
 * A command as data: `--help`, the completion scripts, the parser and the tables of the README all come from it,
 * so none of them can lie about the others.
 */
export interface CommandSpec {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What it does, what it touches, what it leaves alone: paragraphs. */
  readonly about: readonly string[];
  /** What stands on the line without dashes. */
  readonly operand?: OperandSpec;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly ExampleSpec[];
}

export interface OperandSpec {
  /** `export` is shown as `<export>`. */
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly isMany: boolean;
}

export interface OptionSpec {
  /** Without dashes: `quiet-hours`. */
  readonly name: string;
  readonly short?: string;
  /** What its value is called; without it the option is a switch. */
  readonly value?: string;
  /** The only values it may have. */
  readonly choices?: readonly string[];
  readonly isMany?: boolean;
  readonly description: string;
  /** What holds where it is not given, in words. */
  readonly default?: string;
}

export interface ExampleSpec {
  readonly line: string;
  readonly what: string;
}

/** What a command line said, checked against its spec. */
export interface Arguments {
  readonly operands: readonly string[];
  /** The last value of an option, by its name without dashes. */
  text(name: string): string | undefined;
  /** All values of an option that may stand several times; undefined when it is absent. */
  texts(name: string): readonly string[] | undefined;
  has(name: string): boolean;
}

/** What the terminal adds to what commands get. */
export interface CliContext extends CommandContext {
  /** The current folder. */
  readonly folder: string;
  readonly environment: Environment;
  /** `unsilo/1.0.0` */
  readonly userAgent: string;
  /** Shows something at once, before the command ends: `serve` says where it listens. */
  print(text: string): void;
  readonly page: Page;
}

/** How a command ended: one report, for machines as an object and for people as text. */
export interface Outcome {
  readonly report: object;
  readonly text: string;
  /** 0 when absent. */
  readonly exitCode?: number;
}

export type RunCommand = (args: Arguments, context: CliContext) => Promise<Outcome>;
