import { fromGaps } from '../format/gaps.ts';
import { headName, type Manifest, parseHead, parseManifest, type SegmentInfo } from '../format/manifest.ts';
import { unpackFiles } from '../format/separators.ts';
import { unpackLengths } from '../format/text-lengths.ts';
import { dampingTables } from './bm25.ts';
import type { FileSource } from './file-source.ts';
import { Workspace } from './workspace.ts';

/** A segment as the engine sees it. */
export interface OpenSegment {
  readonly info: SegmentInfo;
  /** Added to its document numbers they are numbers of the whole index. */
  readonly offset: number;
  readonly separators: readonly string[];
  /** About how many kB each file is. */
  readonly sizes: readonly number[];
  /** 1 for documents that are out of date. */
  readonly dead: Uint8Array;
  readonly hasDead: boolean;
  /** By document, how many distinct terms its text has. */
  readonly textLengths: Int32Array;
}

/** An index that is ready for queries: its manifest is read, and no other file. */
export interface OpenIndex {
  readonly source: FileSource;
  readonly manifest: Manifest;
  readonly segments: readonly OpenSegment[];
  /** All documents, with those that are out of date. */
  readonly size: number;
  /** Those that are not. */
  readonly living: number;
  /** For each field, how many distinct terms it has on average. */
  readonly averageLengths: readonly number[];
  /** How much the length of a field holds back a word: by field and length, as far as worked out. */
  readonly dampings: readonly Float64Array[];
  readonly workspace: Workspace;
  /** The place of a document among all: by the length of its text, then by time, then by key. */
  position(doc: number): number;
}

/**
 * @param manifestName when it is known, one request less
 * @throws IndexVersionError when the index is of another version, and what the source throws
 */
export async function openIndex(source: FileSource, manifestName?: string): Promise<OpenIndex> {
  const name = manifestName ?? parseHead(await readJson(source, headName)).manifest;
  return indexOf(source, parseManifest(await readJson(source, name)));
}

export async function readJson(source: FileSource, path: string): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await source.read(path)));
}

function indexOf(source: FileSource, manifest: Manifest): OpenIndex {
  const segments: OpenSegment[] = [];
  let size = 0;
  let living = 0;
  for (const info of manifest.segments) {
    const dead = new Uint8Array(info.documents);
    for (const document of fromGaps(info.dead)) dead[document] = 1;
    const { separators, large, usual } = info.words;
    const files = unpackFiles(separators, large, usual);
    const textLengths = unpackLengths(info.textLengths, info.documents);
    segments.push({ info, offset: size, ...files, dead, hasDead: info.dead.length > 0, textLengths });
    size += info.documents;
    living += info.documents - info.dead.length;
  }
  const sums = [0, 1, 2].map((field) =>
    manifest.segments.reduce((sum, { lengths }) => sum + (lengths[field] ?? 0), 0),
  );
  const averageLengths = sums.map((sum) => sum / living);
  const longest = Math.max(...segments.map(({ textLengths }) => textLengths.at(-1) ?? 0));
  return {
    source,
    manifest,
    segments,
    size,
    living,
    averageLengths,
    dampings: dampingTables(averageLengths, longest),
    workspace: new Workspace(size),
    position: positionsOf(manifest.segments),
  };
}

/** A segment's ranks say how many documents of the earlier segments stand before each of its own. */
function positionsOf(segments: readonly SegmentInfo[]): (doc: number) => number {
  if (segments.length < 2) return (doc) => doc;
  let order: number[] = [];
  let offset = 0;
  for (const { documents, ranks } of segments) {
    const before = fromGaps(ranks);
    const merged: number[] = [];
    let at = 0;
    for (let document = 0; document < documents; document += 1) {
      while (at < order.length && at < (before[document] ?? 0)) merged.push(order[at++] as number);
      merged.push(offset + document);
    }
    order = [...merged, ...order.slice(at)];
    offset += documents;
  }
  const positions = new Int32Array(offset);
  for (const [position, doc] of order.entries()) positions[doc] = position;
  return (doc) => positions[doc] as number;
}

/** The segment of a document of the whole index. */
export function segmentOf({ segments }: OpenIndex, doc: number): OpenSegment {
  let found = segments[0];
  for (const segment of segments) if (segment.offset <= doc) found = segment;
  if (found === undefined) throw new RangeError('no segment');
  return found;
}
