import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, openArchive } from '../archive/archive.ts';
import { ConfigError } from '../errors.ts';
import { packageRoot } from '../paths.ts';
import { buildSite, type SiteReport } from '../site/build-site.ts';
import type { BrowserScripts } from '../site/site-search.ts';
import { loadSiteTemplates } from '../site/templates.ts';
import type { CommandContext } from './context.ts';
import { siteSource } from './site-source.ts';

export interface BuildOptions {
  readonly archive: string;
  /** Folder of the site. */
  readonly site: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly language: string;
  readonly baseUrl?: string | undefined;
  /** The user's own templates: `site/` in it holds those of pages, `github/` those of posts. */
  readonly templates?: string | undefined;
}

/** Archive → site. */
export async function buildArchiveSite(options: BuildOptions, context: CommandContext): Promise<SiteReport> {
  const archive: Archive = openArchive(options.archive);
  const { title, description, baseUrl, language, site } = options;
  return await buildSite(
    siteSource(archive),
    {
      dir: site,
      language,
      scripts: browserScripts(),
      ...(isBuilt ? { indexProgram: join(packageRoot, 'dist/search-worker.js') } : {}),
      templates: loadSiteTemplates(templateFolders(options.templates, 'site')),
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    },
    context,
  );
}

/** Whether this is the built program: Node 20 runs no thread from TypeScript. */
const isBuilt = !import.meta.url.endsWith('.ts');

/** The search of the site as a program of its own, where this one was built. */
function browserScripts(): BrowserScripts {
  const folder = join(packageRoot, 'dist/browser');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Where templates are looked for: the user's before ours. */
export function templateFolders(own: string | undefined, kind: 'site' | 'github'): readonly string[] {
  const ours = join(packageRoot, 'templates', kind);
  if (own === undefined) return [ours];
  if (!existsSync(own))
    throw new ConfigError(`site.templates: there is no folder ${own}. Make it, or leave the setting out.`);
  const theirs = join(own, kind);
  return existsSync(theirs) ? [theirs, ours] : [ours];
}
