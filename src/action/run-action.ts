import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommandContext } from '../commands/context.ts';
import { type SyncOptions, type SyncReport, syncArchive } from '../commands/sync-archive.ts';
import { syncOptions } from '../commands/sync-options.ts';
import { type ActionInputs, readActionInputs } from '../config/action-inputs.ts';
import { readEnvironment } from '../config/environment.ts';
import { ConfigError, exitCode, StorageError, UnsiloError } from '../errors.ts';
import { BranchConflict, DataBranch } from './data-branch.ts';
import { type Git, type GitPlace, gitIn } from './git.ts';
import { type LeaseOptions, withLease } from './lease.ts';
import { type RunFacts, summaryOf, warningsOf } from './summary.ts';
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
    const branch = branchOf(inputs, run.variables);
    const report = await syncOnBranch(inputs, branch, run);
    const used = Math.ceil((run.context.clock.now() - start) / 60_000);
    return tell(report, inputs, { used, allowed: inputs.minutes, branchBytes: await branch.bytes() }, run);
  } catch (error) {
    run.print(annotation('error', 'unsilo', wordsOf(error)));
    return error instanceof UnsiloError ? error.exitCode : exitCode.unexpected;
  }
}

/** Another run may win each time; so many in a row mean that two workflows share a branch. */
const attempts = 5;

async function syncOnBranch(inputs: ActionInputs, branch: DataBranch, run: ActionRun): Promise<SyncReport> {
  const { variables, userAgent, context } = run;
  const environment = readEnvironment({ ...variables, GITHUB_TOKEN: inputs.postToken });
  const { minutes, publishes, repository, workspace } = inputs;
  const exports = inputs.exports.map((path) => resolve(workspace, path));
  const flags = { exports, repository, minutes, publishes, isAgreed: true };
  const { clock } = context;
  const options = syncOptions(toldConfig(inputs), environment, flags, { userAgent, clock });
  const save: SyncOptions['save'] = async () => {
    if (await branch.save('Archive'))
      context.logger.info(`The archive is saved on the branch ${inputs.branch}.`);
  };
  const work = async () => {
    await branch.load();
    if (options.import === undefined && options.pull === undefined) assertArchive(inputs);
    return await syncArchive({ ...options, save }, context);
  };
  return await withLease(leaseOn(inputs, run), () => onTopOfOthers(work, inputs, context));
}

/** Does the work again whenever somebody wrote the branch meanwhile. */
async function onTopOfOthers(
  work: () => Promise<SyncReport>,
  inputs: ActionInputs,
  { logger }: CommandContext,
): Promise<SyncReport> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BranchConflict)) throw error;
      if (attempt === attempts)
        throw new StorageError(
          `The branch ${inputs.branch} was written by somebody else ${attempts} times in a row. Let only one workflow write it, in a concurrency group.`,
        );
      logger.info('The branch was written meanwhile: the work is done again on top of it.');
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
  const { out, temporary, remote, branch, keepsHistory } = inputs;
  const folder = join(out, 'archive');
  const gitDir = join(temporary, 'unsilo-data.git');
  const git = gitFor(inputs, variables, { gitDir, workTree: folder });
  return new DataBranch({ git, gitDir, folder, remote, branch, keepsHistory });
}

function leaseOn(inputs: ActionInputs, { variables, context }: ActionRun): LeaseOptions {
  const { temporary, remote, branch, minutes } = inputs;
  const { clock, signal, logger } = context;
  const gitDir = join(temporary, 'unsilo-lease.git');
  return {
    git: gitFor(inputs, variables, { gitDir, workTree: temporary }),
    remote,
    branch,
    clock,
    signal,
    deadline: clock.now() + minutes * 60_000,
    onWait: (until) =>
      logger.info(
        `Another run works on the branch ${branch}: waiting for its end, or until ${until.toISOString()}.`,
      ),
  };
}

function gitFor(
  { remote, githubToken }: ActionInputs,
  variables: ActionRun['variables'],
  place: Pick<GitPlace, 'gitDir' | 'workTree'>,
): Git {
  rmSync(place.gitDir, { recursive: true, force: true });
  const login =
    githubToken !== undefined && /^https?:/.test(remote)
      ? { url: `${new URL(remote).origin}/`, token: githubToken }
      : undefined;
  return gitIn({ ...place, variables, login });
}

function tell(report: SyncReport, inputs: ActionInputs, facts: RunFacts, { print }: ActionRun): number {
  const { site, published, problems } = report;
  for (const message of warningsOf(report, facts)) print(annotation('warning', 'unsilo', message));
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
  if (inputs.summaryFile !== undefined) appendFileSync(inputs.summaryFile, `${summaryOf(report, facts)}\n`);
  return problems[0]?.exitCode ?? exitCode.done;
}

/** What is no error of ours may quote what was read, so only its kind is told. */
function wordsOf(error: unknown): string {
  if (error instanceof UnsiloError) return error.message;
  const { name, code, syscall, path } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code !== undefined && syscall !== undefined) return `${code}: ${syscall} ${path ?? ''}`.trim();
  return `This is a defect of unsilo (${name ?? 'unknown'}). Run the same with npx unsilo --verbose on your own machine, and report it.`;
}
