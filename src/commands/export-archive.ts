import { relative, resolve } from 'node:path';
import { openArchive } from '../archive/archive.ts';
import { type ExportReport, exportArchive } from '../archive/export-archive.ts';
import { folderTarget } from '../archive/export-target.ts';
import { zipTarget } from '../archive/zip-target.ts';
import { ConfigError } from '../errors.ts';
import type { CommandContext } from './context.ts';

export interface ExportOptions {
  /** Folder of the archive. */
  readonly archive: string;
  /** A new or empty folder, or a new file `….zip`. */
  readonly target: string;
}

/** Archive → Slack's export layout, as a folder or a ZIP. */
export async function exportToSlackLayout(
  { archive, target }: ExportOptions,
  context: CommandContext,
): Promise<ExportReport> {
  const opened = openArchive(archive);
  if (isInside(target, archive)) {
    throw new ConfigError(`${target}: this is inside the archive. Name a place outside of ${archive}.`);
  }
  const isZip = target.toLowerCase().endsWith('.zip');
  return await exportArchive(opened, isZip ? zipTarget(target) : folderTarget(target), context);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || !/^(?:\.\.(?:[/\\]|$)|[/\\]|[A-Za-z]:)/.test(way);
}
