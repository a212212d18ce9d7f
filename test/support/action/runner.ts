import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OutputOptions, rolldown } from 'rolldown';
import { parse } from 'yaml';
import { packageRoot } from '../../../src/paths.ts';

/**
 * The Action as a release holds it: bundled by our own configuration into a folder without `node_modules`.
 *
 * @returns path of the program
 */
export async function installAction(folder: string): Promise<string> {
  const configs = (await import(join(packageRoot, 'config/rolldown.config.mjs'))).default as {
    readonly output: OutputOptions & { readonly dir: string };
    readonly plugins?: object;
  }[];
  for (const { output, plugins: _, ...input } of configs) {
    const dir = join(folder, output.dir);
    const build = await rolldown({ ...input, cwd: packageRoot, logLevel: 'silent' });
    await build.write({ ...output, dir });
    await build.close();
  }
  for (const name of ['templates', 'config']) symlinkSync(join(packageRoot, name), join(folder, name));
  for (const name of ['package.json', 'action.yml']) cpSync(join(packageRoot, name), join(folder, name));
  return join(folder, parse(readFileSync(join(folder, 'action.yml'), 'utf8')).runs.main);
}

export interface JobRun {
  readonly code: number;
  /** All that a reader of the log would see. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** What stays the same between the runs of a workflow. */
export interface Job {
  readonly program: string;
  /** A folder for the runner; a checkout is `workspace` in it. */
  readonly folder: string;
  readonly githubUrl: string;
  /** Address of the folder with bare repositories. */
  readonly serverUrl: string;
  /** What the workflow sets under `env`. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs the Action as the runner does: inputs with their defaults, files, and a fresh temporary folder each time. */
export async function runJob(
  { program, folder, githubUrl, serverUrl, variables }: Job,
  inputs: Readonly<Record<string, string>> = {},
  kill?: AbortSignal,
): Promise<JobRun> {
  const temporary = join(folder, `temporary-${runs++}`);
  mkdirSync(temporary, { recursive: true });
  const [summary, output] = [join(temporary, 'summary.md'), join(temporary, 'output')];
  for (const file of [summary, output]) writeFileSync(file, '');
  const event = join(temporary, 'event.json');
  writeFileSync(event, JSON.stringify({ schedule: '17 3 * * *', repository: { full_name: 'acme/chat' } }));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'unsilo',
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_EVENT_PATH: event,
    GITHUB_JOB: 'archive',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REPOSITORY_OWNER: 'acme',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: String(1000 + runs),
    GITHUB_RUN_NUMBER: String(runs),
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_WORKFLOW: 'unsilo',
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    GITHUB_REPOSITORY: 'acme/chat',
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_API_URL: githubUrl,
    GITHUB_GRAPHQL_URL: `${githubUrl}/graphql`,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: output,
    RUNNER_TEMP: temporary,
    ...inputVariables(inputs),
    ...variables,
  };
  const { code, log } = await execute(program, env, kill);
  const lines = readFileSync(output, 'utf8').trim().split('\n').filter(Boolean);
  return {
    code,
    log,
    summary: readFileSync(summary, 'utf8'),
    outputs: Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))),
  };
}

let runs = 0;

/** As the runner makes them of `action.yml`; what stands in braces it fills in. */
function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const { inputs: known } = parse(readFileSync(join(packageRoot, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: string }>;
  };
  const filled: Readonly<Record<string, string>> = {
    '${{ github.token }}': jobToken,
    '${{ github.repository }}': 'acme/chat',
  };
  return Object.fromEntries(
    Object.entries(known).map(([name, { default: absent = '' }]) => [
      `INPUT_${name.toUpperCase()}`,
      inputs[name] ?? filled[absent] ?? absent,
    ]),
  );
}

export const jobToken = 'job-token-of-a-test';
/** What the runner gives to every action, and no action of ours needs. */
export const runtimeToken = 'runtime-token-of-a-test';

function execute(
  program: string,
  env: Record<string, string>,
  kill: AbortSignal | undefined,
): Promise<{ code: number; log: string }> {
  const mortal = kill === undefined ? {} : { signal: kill, killSignal: 'SIGKILL' as const };
  return new Promise((resolve) => {
    execFile(process.execPath, [program], { env, maxBuffer: 64e6, ...mortal }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, log: out + err });
    });
  });
}

/** git as another person uses it. */
export function git(folder: string, ...line: readonly string[]): string {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'somebody',
    GIT_AUTHOR_EMAIL: '',
    GIT_COMMITTER_NAME: 'somebody',
    GIT_COMMITTER_EMAIL: '',
  };
  return execFileSync('git', line, { cwd: folder, env, encoding: 'utf8' }).trim();
}

/** A run that was killed holds its lease for ten minutes: they are over. */
export function leaseRunsOut(bare: string, branch: string): void {
  const ref = `refs/unsilo/${branch}`;
  const tree = git(bare, 'rev-parse', `${ref}^{tree}`);
  git(bare, 'update-ref', ref, git(bare, 'commit-tree', tree, '-m', '2026-01-01T00:00:00.000Z'));
}
