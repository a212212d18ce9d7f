import { type OpenIndex, readJson } from '../../src/search/engine/open-index.ts';
import { paths } from '../../src/search/format/manifest.ts';
import type { PackedRecord } from '../../src/search/format/records.ts';

/** Of every 17 times 8 conversations, the first 8: the same however many records a file has. */
const [step, some] = [17 * 8, 8];

/** Titles of conversations from all over an index, to make queries of. */
export async function someTitles({ segments, manifest, source }: OpenIndex): Promise<readonly string[]> {
  const { recordSize } = manifest;
  const titles: string[] = [];
  let last: { path: string; records: readonly PackedRecord[] } = { path: '', records: [] };
  for (const { info } of segments)
    for (let document = 0; document < info.documents; document += 1) {
      if (document % step >= some) continue;
      const file = Math.floor(document / recordSize);
      const records = await recordsOf(paths.records(info.name, file));
      titles.push(records[document % recordSize]?.[1] ?? '');
    }
  return titles;

  async function recordsOf(path: string): Promise<readonly PackedRecord[]> {
    if (path !== last.path) last = { path, records: (await readJson(source, path)) as PackedRecord[] };
    return last.records;
  }
}
