import { ConfigError } from '../errors.ts';

/** What a workflow says to the Action, and what the runner says about itself. */
export interface ActionInputs {
  /** Paths of exports below the workspace. */
  readonly exports: readonly string[];
  readonly config: string | undefined;
  /** Absolute. */
  readonly out: string;
  readonly branch: string;
  /** Keep every state of the archive as a commit, instead of the last one only. */
  readonly keepsHistory: boolean;
  readonly publishes: boolean;
  /** The run ends cleanly after so many minutes. */
  readonly minutes: number;
  /** For the data branch. */
  readonly githubToken: string | undefined;
  /** For posts. */
  readonly postToken: string | undefined;
  /** `OWNER/NAME` that is posted to. */
  readonly repository: string | undefined;
  /** Where the repository was checked out. */
  readonly workspace: string;
  /** What git calls the repository of the workflow. */
  readonly remote: string;
  readonly temporary: string;
  readonly summaryFile: string | undefined;
  readonly outputFile: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the inputs of `action.yml` as the runner passes them.
 *
 * @throws ConfigError for a value that is none
 */
export function readActionInputs(variables: Variables): ActionInputs {
  const input = (name: string) => variables[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
  const temporary = needed(variables, 'RUNNER_TEMP');
  const repository = needed(variables, 'GITHUB_REPOSITORY');
  return {
    exports: (input('export') ?? '').split(/\r?\n/).flatMap((line) => line.trim() || []),
    config: input('config'),
    out: input('out') ?? `${temporary}/unsilo`,
    branch: branchOf(input('branch') ?? 'unsilo-data'),
    keepsHistory: choice('history', input('history') ?? 'replace', ['replace', 'keep']) === 'keep',
    publishes: choice('publish', input('publish') ?? 'true', ['true', 'false']) === 'true',
    minutes: minutesOf(input('minutes') ?? '45'),
    githubToken: input('github-token'),
    postToken: input('post-token') ?? input('github-token'),
    repository: input('repository') ?? repository,
    workspace: needed(variables, 'GITHUB_WORKSPACE'),
    remote: `${variables.GITHUB_SERVER_URL || 'https://github.com'}/${repository}`,
    temporary,
    summaryFile: variables.GITHUB_STEP_SUMMARY || undefined,
    outputFile: variables.GITHUB_OUTPUT || undefined,
  };
}

function needed(variables: Variables, name: string): string {
  const value = variables[name];
  if (value !== undefined && value !== '') return value;
  throw new ConfigError(
    `${name} is not set: this program runs as a GitHub Action. Elsewhere use npx unsilo.`,
  );
}

function choice(name: string, value: string, known: readonly string[]): string {
  if (known.includes(value)) return value;
  throw new ConfigError(`${name}: found "${value}"; expected ${known.join(' or ')}.`);
}

function minutesOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new ConfigError(`minutes: found "${text}"; expected a whole number from 1 to 9999.`);
}

function branchOf(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9/_-]*$/.test(name) && !name.includes('//') && !name.endsWith('/')) return name;
  throw new ConfigError(`branch: found "${name}"; expected a name of letters, digits, -, _ and /.`);
}
