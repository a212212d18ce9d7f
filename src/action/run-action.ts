import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommandContext } from '../commands/context.ts';
import { type SyncOptions, type SyncReport, syncArchive } from '../commands/sync-archive.ts';
import { syncOptions } from '../commands/sync-options.ts';
import { type ActionInputs, readActionInputs } from '../config/action-inputs.ts';
import { readEnvironment } from '../config/environment.ts';
import { ConfigError, exitCode, StorageError, UnsiloError } from '../errors.ts';
import { BranchConflict, DataBranch } from './data-branch.ts';
import { gitIn } from './git.ts';
import { summaryOf, warningsOf } from './summary.ts';
import { toldConfig } from './told-config.ts';
import { annotation } from './workflow-commands.ts';

export interface ActionRun {
  /** The runner's environment. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly userAgent: string;
  readonly context: CommandContext;
  /** Writes a line of the log as it is. */
  readonly print: (line: string) => void;
}

/** Loads the archive, brings everything up to date, saves the archive. Returns the exit code; never throws. */
export async function runAction(run: ActionRun): Promise<number> {
  try {
    const inputs = readActionInputs(run.variables);
    const start = run.context.clock.now();
    const report = await syncOnBranch(inputs, run);
    const used = Math.ceil((run.context.clock.now() - start) / 60_000);
    return tell(report, inputs, used, run);
  } catch (error) {
    run.print(annotation('error', 'unsilo', wordsOf(error)));
    return error instanceof UnsiloError ? error.exitCode : exitCode.unexpected;
  }
}

/** Another run may win each time; so many in a row mean that two workflows share a branch. */
const attempts = 5;

async function syncOnBranch(inputs: ActionInputs, run: ActionRun): Promise<SyncReport> {
  const { variables, userAgent, context } = run;
  const environment = readEnvironment({ ...variables, GITHUB_TOKEN: inputs.githubToken });
  const { minutes, publishes, repository, workspace } = inputs;
  const exports = inputs.exports.map((path) => resolve(workspace, path));
  const flags = { exports, repository, minutes, publishes, isAgreed: true };
  const { clock } = context;
  const options = syncOptions(toldConfig(inputs), environment, flags, { userAgent, clock });
  const branch = branchOf(inputs, variables);
  const save: SyncOptions['save'] = async () => {
    if (await branch.save('Archive'))
      context.logger.info(`The archive is saved on the branch ${inputs.branch}.`);
  };
  for (let attempt = 1; ; attempt++) {
    await branch.load();
    if (options.import === undefined && options.pull === undefined) assertArchive(inputs);
    try {
      return await syncArchive({ ...options, save }, context);
    } catch (error) {
      if (!(error instanceof BranchConflict)) throw error;
      if (attempt === attempts)
        throw new StorageError(
          `The branch ${inputs.branch} was written by somebody else ${attempts} times in a row. Let only one workflow write it, in a concurrency group.`,
        );
      context.logger.info('The branch was written meanwhile: the work is done again on top of it.');
    }
  }
}

function assertArchive({ out, branch }: ActionInputs): void {
  if (existsSync(join(out, 'archive', 'unsilo.json'))) return;
  throw new ConfigError(
    `There is nothing on the branch ${branch} yet, and nothing to read: save the secret SLACK_TOKEN and list channels in unsilo.yml, or name an export.`,
  );
}

function branchOf(inputs: ActionInputs, variables: ActionRun['variables']): DataBranch {
  const { out, temporary, remote, branch, keepsHistory, githubToken } = inputs;
  const folder = join(out, 'archive');
  const gitDir = join(temporary, 'unsilo-data.git');
  rmSync(gitDir, { recursive: true, force: true });
  const login =
    githubToken !== undefined && /^https?:/.test(remote)
      ? { url: `${new URL(remote).origin}/`, token: githubToken }
      : undefined;
  const git = gitIn({ gitDir, workTree: folder, variables, login });
  return new DataBranch({ git, gitDir, folder, remote, branch, keepsHistory });
}

function tell(report: SyncReport, inputs: ActionInputs, used: number, { print }: ActionRun): number {
  const { site, published, problems } = report;
  for (const message of warningsOf(report)) print(annotation('warning', 'unsilo', message));
  for (const { message } of problems) print(annotation('error', 'unsilo', message));
  const outputs = {
    site: join(inputs.out, 'site'),
    conversations: site.conversations,
    created: published?.created ?? 0,
    updated: published?.updated ?? 0,
    failed: published?.failed ?? 0,
    problems: problems.length,
  };
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  if (inputs.outputFile !== undefined) appendFileSync(inputs.outputFile, lines.join(''));
  const summary = summaryOf(report, { used, allowed: inputs.minutes });
  if (inputs.summaryFile !== undefined) appendFileSync(inputs.summaryFile, `${summary}\n`);
  return problems[0]?.exitCode ?? exitCode.done;
}

/** What is no error of ours may quote what was read, so only its kind is told. */
function wordsOf(error: unknown): string {
  if (error instanceof UnsiloError) return error.message;
  const { name, code, syscall, path } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code !== undefined && syscall !== undefined) return `${code}: ${syscall} ${path ?? ''}`.trim();
  return `This is a defect of unsilo (${name ?? 'unknown'}). Run the same with npx unsilo --verbose on your own machine, and report it.`;
}
