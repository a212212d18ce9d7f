import { join } from 'node:path';
import { expect } from 'vitest';
import { exportToSlackLayout } from '../../src/commands/export-archive.ts';
import type { ImportReport } from '../../src/commands/import-account.ts';
import { importExports } from '../../src/commands/import-export.ts';
import { quietContext } from './demo.ts';
import { differences } from './folder-bytes.ts';

/** Exports → archive. */
export async function imported(archive: string, ...exports: readonly string[]): Promise<string> {
  await importReport(archive, ...exports);
  return archive;
}

export async function importReport(archive: string, ...exports: readonly string[]): Promise<ImportReport> {
  const options = { archive, exports, channels: [], isAgreed: true, communityWasTold: true };
  return await importExports(options, quietContext());
}

/** Archive → export. */
export async function exported(archive: string, target: string): Promise<string> {
  await exportToSlackLayout({ archive, target }, quietContext());
  return target;
}

/** Archive → export → archive → export: both archives and both exports have the same bytes. */
export async function expectFixedPoint(folder: string, archive: string): Promise<void> {
  const first = await exported(archive, join(folder, 'export'));
  const again = await imported(join(folder, 'again'), first);
  const second = await exported(again, join(folder, 'export-again'));
  expect(differences(again, archive)).toEqual([]);
  expect(differences(second, first)).toEqual([]);
}
