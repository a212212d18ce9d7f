import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/archive/archive.ts';
import { readDirectory } from '../../src/archive/names.ts';
import { listUnits } from '../../src/archive/units.ts';
import { importExports } from '../../src/commands/import-export.ts';
import { readReferences } from '../../src/commands/read-references.ts';
import { cmarkGfm, hasCmarkGfm } from '../support/cmark-gfm.ts';
import { buildDemo, importDemo, quietContext } from '../support/demo.ts';
import { draftsOf } from '../support/drafts.ts';
import { liveInHtml, liveInText } from '../support/live-references.ts';
import { realExports, sharedExport } from '../support/shared-data.ts';

/** Every body and title that would be posted, through GitHub's own parser and the grammars of what it makes live. */
const repository = 'acme/chat';
const baseUrl = 'https://acme.github.io/chat/';
const seam = '\n\n<!--seam-->\n\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-no-ping-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function liveIn(
  archive: string,
): Promise<{ readonly posts: number; readonly live: readonly string[] }> {
  let posts = 0;
  let bodies: string[] = [];
  const live: string[] = [];
  const look = () => {
    live.push(...liveInHtml(cmarkGfm(bodies.join(seam)), repository));
    bodies = [];
  };
  for await (const { title, parts } of draftsOf(archive, repository, baseUrl)) {
    posts += 1;
    live.push(...liveInText(title));
    bodies.push(...parts.map(({ body }) => body));
    if (bodies.length >= 200) look();
  }
  look();
  return { posts, live };
}

async function imported(name: string): Promise<string> {
  const archive = join(folder, name, 'archive');
  const yes = { channels: [], isAgreed: true, communityWasTold: true };
  await importExports({ ...yes, archive, exports: [sharedExport(name) ?? ''] }, quietContext());
  return archive;
}

describe.skipIf(!hasCmarkGfm() && process.env.UNSILO_CI === undefined)(
  'what would be posted mentions nobody and refers to nothing by accident (skipped without cmark-gfm)',
  () => {
    it('of the invented community, whose messages try', async () => {
      const demo = await importDemo(folder);
      await buildDemo(demo, { baseUrl });
      const { posts, live } = await liveIn(demo.archive);
      expect(posts).toBeGreaterThan(100);
      expect(live).toEqual([]);
    });

    // 24,801 posts of hubspot-dev take long: UNSILO_REPLAY=full looks at them too.
    const looked = realExports.filter(
      (name) => name !== 'hubspot-dev.zip' || process.env.UNSILO_REPLAY === 'full',
    );
    it.each(looked.map((name) => [name]))('of %s (skipped without it)', async (name) => {
      if (sharedExport(name) === undefined) return console.log(`skipped: ${name} is not on this machine`);
      const { posts, live } = await liveIn(await imported(name));
      expect(posts).toBeGreaterThan(400);
      expect(live.slice(0, 20)).toEqual([]);
    });
  },
);

describe.skipIf(sharedExport('r-devel-2026-06.zip') === undefined)('the permalinks of r-devel', () => {
  it('that point to an archived message all resolve; the others are counted by reason', async () => {
    const archive = openArchive(await imported('r-devel-2026-06.zip'));
    const units = listUnits(archive);
    const graph = await readReferences(archive, units, new AbortController().signal);
    const [team] = units;
    const { channels } = readDirectory(archive, team!.teamId);
    const account = graph.account((id) => channels.has(id));
    // Two lead to channels whose folders the export's channels.json does not list.
    expect(account).toEqual({ resolved: 78, 'channel-not-archived': 2 });
  });
});
