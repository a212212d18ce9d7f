import { paths } from '../format/manifest.ts';
import { type PackedRecord, type SearchRecord, unpackRecord } from '../format/records.ts';
import { MissingFileError } from './file-source.ts';
import { type OpenIndex, readJson, segmentOf } from './open-index.ts';

/**
 * What results show, by document; undefined where a file could not be had.
 *
 * @throws MissingFileError when a file is gone: then the index must be opened anew
 */
export async function loadRecords(
  index: OpenIndex,
  docs: readonly number[],
): Promise<readonly (SearchRecord | undefined)[]> {
  const files = new Map<string, Promise<readonly PackedRecord[] | undefined>>();
  const places = docs.map((doc) => {
    const { info, offset } = segmentOf(index, doc);
    const { recordSize } = index.manifest;
    const path = paths.records(info.name, Math.floor((doc - offset) / recordSize));
    if (!files.has(path)) files.set(path, readRecords(index, path));
    return { path, at: (doc - offset) % recordSize };
  });
  return await Promise.all(
    places.map(async ({ path, at }) => {
      const record = (await files.get(path))?.[at];
      return record === undefined ? undefined : unpackRecord(record);
    }),
  );
}

async function readRecords(
  { source }: OpenIndex,
  path: string,
): Promise<readonly PackedRecord[] | undefined> {
  try {
    return (await readJson(source, path)) as readonly PackedRecord[];
  } catch (error) {
    if (error instanceof MissingFileError) throw error;
    return undefined;
  }
}
