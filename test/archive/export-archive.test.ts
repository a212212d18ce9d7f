import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TeamId } from '../../src/model/ids.ts';
import { lanternExport } from '../fixtures/lantern.mjs';
import { differences } from '../support/folder-bytes.ts';
import { type InventedSource, inventedSources, mergeSource } from '../support/invented-archive.ts';
import { expectFixedPoint, exported, imported } from '../support/round-trip.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'unsilo-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('export → archive → export → archive is a fixed point', () => {
  it('of any archive, whatever was imported in whatever versions', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(inventedSources, (sources: readonly InventedSource[]) =>
        withFolder(async (folder) => {
          const archive = join(folder, 'archive');
          for (const source of sources) await mergeSource(archive, source);
          await expectFixedPoint(folder, archive);
        }),
      ),
      { numRuns: 30 },
    );
  });

  it('of the demo workspace', async () => {
    const folder = temporaryFolder();
    const original = writeFiles(join(folder, 'lantern'), lanternExport());
    await expectFixedPoint(folder, await imported(join(folder, 'archive'), original));
  });

  it('of each of several workspaces in one archive', async () => {
    const folder = temporaryFolder();
    const archive = join(folder, 'archive');
    const [one, two] = fc.sample(inventedSources, { numRuns: 2, seed: 7 });
    await mergeSource(archive, one![0]!, 'T0OWN1' as TeamId);
    await mergeSource(archive, two![0]!, 'T0TWO2' as TeamId);
    const first = await exported(archive, join(folder, 'export'));
    const again = join(folder, 'again');
    for (const team of ['T0OWN1', 'T0TWO2']) await imported(again, join(first, 'teams', team));
    expect(differences(again, archive)).toEqual([]);
    await expect(imported(join(folder, 'both'), first)).rejects.toThrow(/2 workspaces.*teams\/T0OWN1/);
  });
});
