import { join } from 'node:path';
import { describe, it } from 'vitest';
import { expectFixedPoint, imported } from '../support/round-trip.ts';
import { sharedExport } from '../support/shared-data.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('export → archive → export → archive is a fixed point', () => {
  it.each([
    ['a community', ['r-devel-2026-06.zip']],
    ['two exports that overlap', ['r-devel-2026-06.zip', 'r-devel-2025-10.zip']],
    ['a large community', ['hubspot-dev.zip']],
  ])('of %s', async (_, names) => {
    const paths = names.map(sharedExport).filter((path) => path !== undefined);
    if (paths.length < names.length)
      return console.log(`skipped: ${names.join(', ')} is not on this machine`);
    const folder = temporaryFolder();
    await expectFixedPoint(folder, await imported(join(folder, 'archive'), ...paths));
  });
});
