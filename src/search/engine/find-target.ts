import { postTerm } from '../format/filter-terms.ts';
import { paths, type SpaceInfo } from '../format/manifest.ts';
import { isFilter, PostingFileReader } from '../format/posting-file.ts';
import type { SearchRecord } from '../format/records.ts';
import { fileOf, unpackFiles } from '../format/separators.ts';
import { readDocs } from '../format/stored-list.ts';
import type { LinkTarget } from '../query/link-target.ts';
import { loadRecords } from './load-records.ts';
import { type OpenIndex, type OpenSegment, readJson } from './open-index.ts';

/** Where a link leads on this site. */
export interface FoundTarget {
  readonly record: SearchRecord;
  /** Anchor of the message; absent when the whole conversation was meant. */
  readonly anchor?: string;
}

/** The conversation that a link or a number means; undefined when it is not in the archive. */
export async function findTarget(index: OpenIndex, target: LinkTarget): Promise<FoundTarget | undefined> {
  if (target.kind === 'channel') return undefined;
  if (target.kind === 'post') {
    const [record] = await recordsOf(index, postTerm(target.name));
    return record === undefined ? undefined : { record };
  }
  for (const ts of [target.ts, target.threadTs]) {
    if (ts === undefined) continue;
    const digits = ts.replace('.', '');
    const records = await recordsOf(index, `!${digits}`);
    const record = records.find(({ key }) => isPlace(key, target)) ?? undefined;
    if (record !== undefined) return { record, anchor: `p${digits}` };
  }
  return undefined;
}

/** A link names the channel, and at times the workspace; a bare ts neither. */
function isPlace(key: string, { channelId, teamId }: { channelId?: string; teamId?: string }): boolean {
  const [team, channel] = key.split('/');
  return (channelId === undefined || channel === channelId) && (teamId === undefined || team === teamId);
}

async function recordsOf(index: OpenIndex, term: string): Promise<readonly SearchRecord[]> {
  const found = await Promise.all(index.segments.map((segment) => documentsWith(index, segment, term)));
  const records = await loadRecords(index, found.flat());
  return records.filter((record) => record !== undefined);
}

/** Living documents of a segment that a term of the space of links names, by their numbers in the index. */
async function documentsWith(
  index: OpenIndex,
  segment: OpenSegment,
  term: string,
): Promise<readonly number[]> {
  const { name } = segment.info;
  const { separators, large, usual } = (await readJson(index.source, paths.linkMap(name))) as SpaceInfo;
  const file = fileOf(unpackFiles(separators, large, usual).separators, term);
  const reader = new PostingFileReader(await index.source.read(paths.links(name, file)));
  for (let found = reader.next(); found !== undefined; found = reader.next()) {
    if (found !== term) {
      reader.skip(isFilter(found));
      continue;
    }
    return [...readDocs(reader.locate(isFilter(found)))]
      .filter((doc) => segment.dead[doc] === 0)
      .map((doc) => segment.offset + doc);
  }
  return [];
}
