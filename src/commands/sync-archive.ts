import { InterruptedError, UnsiloError } from '../errors.ts';
import type { SiteReport } from '../site/build-site.ts';
import { type BuildOptions, buildArchiveSite } from './build-archive-site.ts';
import type { CommandContext } from './context.ts';
import type { ImportReport } from './import-account.ts';
import { type ImportOptions, importExports } from './import-export.ts';
import { type PublishOptions, type PublishReport, publishPosts } from './publish-posts.ts';
import { type PullOptions, pullSlack } from './pull.ts';
import type { PullReport } from './pull-report.ts';

export interface SyncOptions {
  /** Exports to read; undefined for none. */
  readonly import: ImportOptions | undefined;
  /** Asked for when its turn comes, as it knows how much time is left; undefined for none. */
  readonly pull: (() => PullOptions) | undefined;
  readonly build: BuildOptions;
  readonly publish: (() => PublishOptions) | undefined;
  /** Called whenever the archive may have changed, also when a stage ended badly. */
  readonly save: () => Promise<void>;
}

export interface SyncReport {
  readonly imported: ImportReport | undefined;
  readonly pulled: PullReport | undefined;
  readonly site: SiteReport;
  readonly published: PublishReport | undefined;
  /** Stages that a person must mend; the others went on. */
  readonly problems: readonly UnsiloError[];
}

/**
 * Export and Slack → archive → site → GitHub → site. What one stage lacks, such as a valid token, does not keep the others
 * from their work. The site is built before posts are made, so that they can link to it, and after, so that it links to them.
 */
export async function syncArchive(options: SyncOptions, context: CommandContext): Promise<SyncReport> {
  const { build, pull, publish, save } = options;
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
  const site = changesPages(published) ? await buildArchiveSite(build, context) : early;
  return { imported, pulled, site, published, problems };
}

function changesPages(published: PublishReport | undefined): boolean {
  return published !== undefined && published.created + published.adopted + published.updated > 0;
}
