import { amount } from '../amount.ts';
import { type Archive, openArchive } from '../archive/archive.ts';
import { lockFolder } from '../archive/lock.ts';
import type { PostStore } from '../archive/post-store.ts';
import { listUnits, readUnit } from '../archive/units.ts';
import { ConfigError } from '../errors.ts';
import type { TeamId } from '../model/ids.ts';
import type { Remark } from '../publish/outcomes.ts';
import type { Plan, PlanContext } from '../publish/plan.ts';
import { type Material, type RunEnd, runPublish } from '../publish/publish-run.ts';
import { defaultPatience } from '../publish/settle-doubts.ts';
import type { CommandContext } from './context.ts';
import { type PlanOptions, planPosts } from './plan-posts.ts';
import { type PostSettings, postContext } from './post-context.ts';
import { type GitHubOptions, openDesk } from './publish-desk.ts';
import { readReferences } from './read-references.ts';
import { whereaboutsIn } from './whereabouts.ts';

export interface PublishOptions {
  readonly plan: PlanOptions;
  readonly github: GitHubOptions;
  /** True when the user said yes beforehand. */
  readonly isAgreed: boolean;
}

/** What `unsilo publish --json` prints, but for the seconds; the names are fixed. */
export interface PublishReport {
  readonly created: number;
  /** Posts of which at least one part was written anew. */
  readonly updated: number;
  readonly comments: number;
  /** Posts found on GitHub that an earlier run did not come to record. */
  readonly adopted: number;
  /** Posts that were right already when the run began. */
  readonly unchanged: number;
  readonly failed: number;
  /** Writes of which GitHub did not tell the end; the next run looks again. */
  readonly inDoubt: number;
  readonly requests: { readonly read: number; readonly write: number };
  readonly skipped: Readonly<Record<string, number>>;
  readonly failures: readonly Remark[];
  /** People changed or deleted what we wrote: it stays as they left it. */
  readonly leftAlone: readonly Remark[];
  readonly duplicates: readonly Remark[];
  /** Why the run ended before its work was done. */
  readonly stopped?: string;
}

/** Archive → GitHub: plans, asks, and writes until GitHub says what the archive says. */
export async function publishPosts(options: PublishOptions, context: CommandContext): Promise<PublishReport> {
  const archive = openArchive(options.plan.archive);
  const unlock = lockFolder(archive.dir);
  try {
    const { desk, requests, deadline } = openDesk(archive.dir, options.github, context);
    await ask(await planPosts(options.plan, context), options, context);
    const { logger, signal } = context;
    const material = await materialOf(archive, desk.store, options.plan, context);
    const end = await runPublish({ desk, material, logger, patience: defaultPatience, signal, deadline });
    return reportOf(desk, end, requests);
  } finally {
    unlock();
  }
}

async function ask(
  plan: Plan,
  { isAgreed, github }: PublishOptions,
  { confirm }: CommandContext,
): Promise<void> {
  if (isAgreed || plan.steps.length === 0) return;
  if (confirm === undefined)
    throw new ConfigError(
      `${amount(plan.steps.length, 'post')} of ${github.repository} would be written, and nobody can be asked here. Look at them with \`unsilo plan\`, then say --yes.`,
    );
  const { posts, comments, updates, hours } = plan;
  const what = `${amount(posts, 'new post')}, ${amount(comments, 'comment')} and ${amount(updates, 'update')}`;
  const question = `Write ${what} to ${github.repository}? It takes about ${hours.planned.measured} hours.`;
  if (!(await confirm(question))) throw new ConfigError('Nothing was written.');
}

/** Whether pages of the site can link to posts that they did not know before. */
export function hasMovedPosts({ created, adopted, updated }: PublishReport): boolean {
  return created + adopted + updated > 0;
}

/** Units with their posts as the run knows them, so that links find the posts of the last step. */
export async function materialOf(
  archive: Archive,
  store: PostStore,
  settings: PostSettings & { readonly baseUrl?: string | undefined },
  { clock, signal }: Pick<CommandContext, 'clock' | 'signal'>,
): Promise<Material> {
  const units = listUnits(archive);
  const whereabouts = whereaboutsIn(archive, settings.baseUrl, (key) => store.get(key)?.url);
  const contexts = new Map<TeamId, PlanContext>();
  const world = { now: clock.now(), whereabouts, graph: await readReferences(archive, units, signal) };
  const contextOf = (teamId: TeamId): PlanContext => {
    const context = contexts.get(teamId) ?? postContext(archive, teamId, settings, world);
    contexts.set(teamId, context);
    return context;
  };
  return {
    *units() {
      for (const unit of units) {
        const posts = store.postsIn(unit);
        yield { unit: { ...unit, messages: readUnit(unit), posts }, context: contextOf(unit.teamId) };
      }
    },
  };
}

function reportOf(
  { outcomes, store }: ReturnType<typeof openDesk>['desk'],
  { unchanged, skipped, stopped }: RunEnd,
  requests: PublishReport['requests'],
): PublishReport {
  const { created, updated, comments, adopted, failed, leftAlone, duplicates } = outcomes;
  return {
    created,
    updated,
    comments,
    adopted,
    unchanged,
    failed: failed.length,
    inDoubt: store.doubts.length,
    requests: { ...requests },
    skipped,
    failures: failed,
    leftAlone,
    duplicates,
    ...(stopped === undefined ? {} : { stopped }),
  };
}
