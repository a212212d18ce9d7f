import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../publish/plan.ts';
import type { SiteReport } from '../site/build-site.ts';
import { type BuildOptions, buildArchiveSite } from './build-archive-site.ts';
import type { CommandContext } from './context.ts';
import type { ImportReport } from './import-account.ts';
import { type ImportOptions, importExports } from './import-export.ts';
import { type PlanOptions, planPosts } from './plan-posts.ts';
import { postingTo } from './publish-desk.ts';
import { hasMovedPosts, type PublishOptions, type PublishReport, publishPosts } from './publish-posts.ts';

export interface MigrateOptions {
  readonly import: ImportOptions;
  readonly build: BuildOptions;
  readonly plan: PlanOptions;
  /** Carries the plan out; undefined leaves GitHub alone. */
  readonly publish: PublishOptions | undefined;
  readonly isDryRun: boolean;
}

export interface Migration {
  readonly imported: ImportReport;
  readonly site: SiteReport;
  readonly plan: Plan;
  readonly published: PublishReport | undefined;
}

/**
 * Exports → archive → site → plan, and on request → GitHub → site again, which then links to the posts. A dry run does the
 * same in a folder that is then removed.
 */
export async function migrate(options: MigrateOptions, context: CommandContext): Promise<Migration> {
  if (options.publish !== undefined) postingTo(options.publish.github);
  if (!options.isDryRun) return await inPlace(options, context);
  const folder = mkdtempSync(join(tmpdir(), 'unsilo-dry-run-'));
  try {
    const there = { archive: join(folder, 'archive'), site: join(folder, 'site') };
    return await inPlace(movedTo(options, there), context);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inPlace(options: MigrateOptions, context: CommandContext): Promise<Migration> {
  const imported = await importExports(options.import, context);
  context.logger.info(`${imported.archived.toLocaleString('en-US')} messages are in the archive.`);
  const early = await buildArchiveSite(options.build, context);
  context.logger.info(`${early.pages.toLocaleString('en-US')} pages are built.`);
  const plan = await planPosts(options.plan, context);
  const published = options.publish && (await publishPosts(options.publish, context));
  const hasNewLinks = published !== undefined && hasMovedPosts(published);
  const site = hasNewLinks ? await buildArchiveSite(options.build, context) : early;
  return { imported, site, plan, published };
}

function movedTo(
  options: MigrateOptions,
  { archive, site }: { archive: string; site: string },
): MigrateOptions {
  return {
    ...options,
    import: { ...options.import, archive },
    build: { ...options.build, archive, site },
    plan: { ...options.plan, archive },
  };
}
