import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '../archive/archive.ts';
import { listUnits } from '../archive/units.ts';
import { readUrls } from '../archive/url-ledger.ts';
import { InterruptedError, UnsiloError } from '../errors.ts';
import type { Plan } from '../publish/plan.ts';
import type { SiteReport } from '../site/build-site.ts';
import { type BuildOptions, buildArchiveSite } from './build-archive-site.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import type { CommandContext } from './context.ts';
import type { ImportReport } from './import-account.ts';
import { type ImportOptions, importExports } from './import-export.ts';
import { type NotifyOptions, type NotifyReport, notifySlack } from './notify-slack.ts';
import { type PlanOptions, planPosts } from './plan-posts.ts';
import { hasMovedPosts, type PublishOptions, type PublishReport, publishPosts } from './publish-posts.ts';
import { type PullOptions, pullSlack } from './pull.ts';
import type { PullReport } from './pull-report.ts';
import { type CommentsReport, type ReadCommentsOptions, readCommentsOnGitHub } from './read-comments.ts';

export interface SyncOptions {
  /** Exports to read; undefined for none. */
  readonly import: ImportOptions | undefined;
  /** Asked for when its turn comes, as it knows how much time is left; undefined for none. */
  readonly pull: (() => PullOptions) | undefined;
  readonly build: BuildOptions;
  readonly publish: (() => PublishOptions) | undefined;
  /** What conversations become; undefined when none becomes a post. */
  readonly plan: PlanOptions | undefined;
  /** Reads what people wrote under the posts; asked for when posts could be made. */
  readonly comments: (() => ReadCommentsOptions) | undefined;
  /** Says in Slack what was posted and answered; undefined when that is switched off. */
  readonly notify: (() => NotifyOptions) | undefined;
  /** Called whenever the archive may have changed, also when a stage ended badly. */
  readonly save: () => Promise<void>;
}

export interface SyncReport {
  readonly imported: ImportReport | undefined;
  readonly pulled: PullReport | undefined;
  /** Conversations that got a page for the first time. */
  readonly newConversations: number;
  readonly site: SiteReport;
  readonly capacity: Capacity;
  readonly published: PublishReport | undefined;
  /** What is still to be posted, when posting was not done or not to its end. */
  readonly left: Plan | undefined;
  readonly comments: CommentsReport | undefined;
  readonly notices: NotifyReport | undefined;
  /** Stages that a person must mend; the others went on. */
  readonly problems: readonly UnsiloError[];
}

/**
 * Export and Slack → archive → site → GitHub; people's comments there → archive → site. What one stage lacks, such as a
 * valid token, does not keep the others from their work. The site is built before posts are made, so that they can link to it, and after, so that it links to them.
 */
export async function syncArchive(options: SyncOptions, context: CommandContext): Promise<SyncReport> {
  const { build, pull, publish, comments: answers, notify, save } = options;
  const problems: UnsiloError[] = [];
  const stage = async <Report>(work: (() => Promise<Report>) | undefined): Promise<Report | undefined> => {
    try {
      return await work?.();
    } catch (error) {
      if (!(error instanceof UnsiloError) || error instanceof InterruptedError) throw error;
      problems.push(error);
      return undefined;
    } finally {
      if (work !== undefined) await save();
    }
  };
  const known = pagesIn(build.archive);
  const imports = options.import;
  const imported = await stage(imports && (() => importExports(imports, context)));
  const pulled = await stage(pull && (() => pullSlack(pull(), context)));
  const early = await buildArchiveSite(build, context).catch((error: unknown) => {
    // Without an archive the reason is that nothing could be read.
    throw problems[0] ?? error;
  });
  // Addresses of pages are frozen in the archive by the first build that shows them.
  await save();
  const published = await stage(publish && (() => publishPosts(publish(), context)));
  // Without a token there is one problem, not two.
  const reads = published === undefined ? undefined : answers;
  const comments = await stage(reads && (() => readCommentsOnGitHub(reads(), context)));
  const tells = published === undefined ? undefined : notify;
  const notices = await stage(tells && (() => notifySlack(tells(), context)));
  const site = changesPages(published, comments) ? await buildArchiveSite(build, context) : early;
  const isDone = published !== undefined && published.stopped === undefined;
  const left = options.plan === undefined || isDone ? undefined : await planPosts(options.plan, context);
  const newConversations = pagesIn(build.archive) - known;
  const capacity = capacityOf(site.bytes, listUnits(openArchive(build.archive)), context.clock.now());
  return { imported, pulled, newConversations, site, capacity, published, comments, notices, left, problems };
}

/** Conversations that have an address; it is never taken back. */
function pagesIn(archive: string): number {
  return existsSync(join(archive, 'unsilo.json')) ? readUrls(openArchive(archive)).conversations.length : 0;
}

function changesPages(published: PublishReport | undefined, read: CommentsReport | undefined): boolean {
  const isPosted = published !== undefined && hasMovedPosts(published);
  return (
    isPosted || (read !== undefined && read.comments.new + read.comments.changed + read.comments.removed > 0)
  );
}
