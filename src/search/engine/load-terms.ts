import { paths } from '../format/manifest.ts';
import { isFilter, PostingFileReader } from '../format/posting-file.ts';
import { fileOf, filesOfPrefix } from '../format/separators.ts';
import type { StoredList } from '../format/stored-list.ts';
import { MissingFileError } from './file-source.ts';
import type { OpenIndex, OpenSegment } from './open-index.ts';

/** The posting list of a term in each segment that has it. */
export interface SegmentList {
  readonly segment: OpenSegment;
  readonly list: StoredList;
}

export interface LoadedTerms {
  /** By term. Absent: no document has it. */
  readonly lists: ReadonlyMap<string, readonly SegmentList[]>;
  /** In order, the terms longer than the prefix that begin with it. */
  readonly expansions: ReadonlyMap<string, readonly string[]>;
  /** Wanted terms of which not all is known, as a file could not be had. */
  readonly unknown: ReadonlySet<string>;
}

export interface WantedTerms {
  readonly exact: ReadonlySet<string>;
  readonly prefixes: ReadonlySet<string>;
}

/**
 * Fetches the posting files that these terms fall into, all at once, and reads what is wanted of them. A file that fails
 * does not fail the others.
 *
 * @throws MissingFileError when a file is gone: then the index must be opened anew
 */
export async function loadTerms(index: OpenIndex, wanted: WantedTerms): Promise<LoadedTerms> {
  const lists = new Map<string, SegmentList[]>();
  const unknown = new Set<string>();
  const files = index.segments.flatMap((segment) =>
    [...filesFor(segment, wanted)].map((file) => ({ segment, file })),
  );
  await Promise.all(
    files.map(async ({ segment, file }) => {
      try {
        const path = paths.words(segment.info.name, file);
        takeLists(await index.source.read(path), segment, wanted, lists);
      } catch (error) {
        if (error instanceof MissingFileError) throw error;
        for (const term of termsIn(segment, file, wanted)) unknown.add(term);
      }
    }),
  );
  // Files arrive in any order; sums must not.
  for (const ofTerm of lists.values()) ofTerm.sort((a, b) => a.segment.offset - b.segment.offset);
  const terms = [...lists.keys()].sort();
  const expansions = new Map(
    [...wanted.prefixes].map((prefix) => [
      prefix,
      terms.filter((term) => term.startsWith(prefix) && term !== prefix),
    ]),
  );
  return { lists, expansions, unknown };
}

/** About how many kB the files of a prefix are, without the one that its own term is in. */
export function prefixCost(index: OpenIndex, prefix: string): number {
  let cost = 0;
  for (const { separators, sizes } of index.segments) {
    const [first, last] = filesOfPrefix(separators, prefix);
    const own = fileOf(separators, prefix);
    for (let file = first; file <= last; file += 1) if (file !== own) cost += sizes[file] as number;
  }
  return cost;
}

function filesFor({ separators }: OpenSegment, { exact, prefixes }: WantedTerms): ReadonlySet<number> {
  const files = new Set<number>();
  for (const term of exact) files.add(fileOf(separators, term));
  for (const prefix of prefixes) {
    const [first, last] = filesOfPrefix(separators, prefix);
    for (let file = first; file <= last; file += 1) files.add(file);
  }
  return files;
}

/** The wanted terms that a file would have told about. */
function termsIn(
  { separators }: OpenSegment,
  file: number,
  { exact, prefixes }: WantedTerms,
): readonly string[] {
  const isWithin = (prefix: string) => {
    const [first, last] = filesOfPrefix(separators, prefix);
    return first <= file && file <= last;
  };
  return [
    ...[...exact].filter((term) => fileOf(separators, term) === file),
    ...[...prefixes].filter(isWithin),
  ];
}

function takeLists(
  file: Uint8Array,
  segment: OpenSegment,
  { exact, prefixes }: WantedTerms,
  lists: Map<string, SegmentList[]>,
): void {
  const reader = new PostingFileReader(file);
  const starts = [...prefixes];
  for (let term = reader.next(); term !== undefined; term = reader.next()) {
    const word = term;
    const isWanted = exact.has(word) || starts.some((start) => word.startsWith(start));
    if (!isWanted) {
      reader.skip(isFilter(word));
      continue;
    }
    const list = reader.locate(isFilter(word));
    const known = lists.get(word);
    if (known === undefined) lists.set(word, [{ segment, list }]);
    else known.push({ segment, list });
  }
}
