import { type BuildOptions, buildArchiveSite } from '../../src/commands/build-archive-site.ts';
import type { CommandContext } from '../../src/commands/context.ts';
import type { ImportReport } from '../../src/commands/import-account.ts';
import { type ImportOptions, importExports } from '../../src/commands/import-export.ts';
import { silentLogger } from '../../src/logger.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { writeFiles } from './temporary-folder.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A door that says nothing and can't be asked. */
export function quietContext(extra: Partial<CommandContext> = {}): CommandContext {
  return {
    logger: silentLogger,
    clock: new VirtualClock(),
    signal: new AbortController().signal,
    confirm: undefined,
    ...extra,
  };
}

export interface Demo {
  /** Folder of the export. */
  readonly source: string;
  readonly archive: string;
  readonly site: string;
  readonly imported: ImportReport;
}

/** The invented community, imported into an archive below `folder`. */
export async function importDemo(folder: string, options: Partial<ImportOptions> = {}): Promise<Demo> {
  const source = writeFiles(`${folder}/export`, lanternExport());
  const archive = `${folder}/archive`;
  const imported = await importExports(
    { archive, exports: [source], channels: [], isAgreed: true, communityWasTold: false, ...options },
    quietContext(),
  );
  return { source, archive, site: `${folder}/site`, imported };
}

export async function buildDemo({ archive, site }: Demo, options: Partial<BuildOptions> = {}) {
  return await buildArchiveSite({ archive, site, language: 'en', ...options }, quietContext());
}
