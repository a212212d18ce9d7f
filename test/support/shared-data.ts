import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Real exports, which only some machines have: tests that need one are skipped elsewhere, and say so. */
export const sharedFolder = join(import.meta.dirname, '../../../shared');

export function sharedExport(name: string): string | undefined {
  const path = join(sharedFolder, 'data', name);
  return existsSync(path) ? path : undefined;
}

export const realExports = ['r-devel-2026-06.zip', 'r-devel-2025-10.zip', 'hubspot-dev.zip'] as const;
