import { join } from 'node:path';
import { StorageError } from '../errors.ts';
import { type ChannelId, isChannelId, type TeamId } from '../model/ids.ts';
import { compareTs, isMonth, isTs, type Month, type Ts } from '../model/ts.ts';
import { entriesOf, teamsOf } from './archive.ts';
import { readIfThere, writeAtomically } from './atomic-write.ts';

/**
 * A conversation's post on GitHub, as one line of `<team>/posts/<channel>/<month>.jsonl`. Only an index: everything in it
 * but `declined` can be read back from the markers of the posts themselves.
 */
export interface PostEntry {
  readonly rootTs: Ts;
  readonly kind: 'discussion' | 'issue';
  readonly number: number;
  /** GitHub's node id. */
  readonly id: string;
  readonly url: string;
  /** Hash of the title that we wrote: one that differs on GitHub was changed by a person. */
  readonly titleHash: string;
  /** The body of the post, then its comments that are ours, in order. */
  readonly parts: readonly PostPart[];
  /** The version that was left unwritten because people changed or deleted our text: it is not tried again. */
  readonly declined?: string;
}

export interface PostPart {
  /** GitHub's id of the post or the comment. */
  readonly id: string;
  /** What the marker of the part says; empty when the text on GitHub is not the one that was sent. */
  readonly hash: string;
}

/** A file of the ledger: the posts of one channel's conversations that began in one UTC month. */
export interface LedgerPlace {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly month: Month;
}

/** The posts of one channel and month by the conversation's root; empty where nothing was published yet. */
export function readPosts(archive: string, place: LedgerPlace): ReadonlyMap<Ts, PostEntry> {
  const path = ledgerPath(archive, place);
  const lines = readIfThere(path)?.toString().split('\n') ?? [];
  return new Map(
    lines.flatMap((line, index) => {
      if (line === '') return [];
      const entry = parseEntry(line);
      if (entry === undefined)
        throw new StorageError(
          `${path}:${index + 1} is no entry of the posts ledger. Delete the file and run: unsilo check --rebuild`,
        );
      return [[entry.rootTs, entry] as const];
    }),
  );
}

/** Replaces the file of one channel and month; the order is that of the conversations' roots. */
export function writePosts(archive: string, place: LedgerPlace, posts: Iterable<PostEntry>): void {
  const entries = [...posts].sort((a, b) => compareTs(a.rootTs, b.rootTs));
  const text = entries.map((entry) => `${JSON.stringify(ordered(entry))}\n`).join('');
  writeAtomically(ledgerPath(archive, place), text);
}

/** Every file of the ledger. */
export function ledgerPlaces(archive: string): readonly LedgerPlace[] {
  const places: LedgerPlace[] = [];
  for (const teamId of teamsOf({ dir: archive })) {
    const posts = join(archive, teamId, 'posts');
    for (const channelId of entriesOf(posts).filter(isChannelId)) {
      for (const name of entriesOf(join(posts, channelId))) {
        const month = name.slice(0, -'.jsonl'.length);
        if (name.endsWith('.jsonl') && isMonth(month)) places.push({ teamId, channelId, month });
      }
    }
  }
  return places;
}

function ledgerPath(archive: string, { teamId, channelId, month }: LedgerPlace): string {
  return join(archive, teamId, 'posts', channelId, `${month}.jsonl`);
}

/** Always the same keys in the same order, so that the same posts are the same bytes. */
function ordered({ rootTs, kind, number, id, url, titleHash, parts, declined }: PostEntry): PostEntry {
  const own = parts.map((part) => ({ id: part.id, hash: part.hash }));
  const rest = declined === undefined ? {} : { declined };
  return { rootTs, kind, number, id, url, titleHash, parts: own, ...rest };
}

function parseEntry(line: string): PostEntry | undefined {
  try {
    const entry = JSON.parse(line) as PostEntry;
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** A line that lacks something, such as one of an older form, would send requests to nowhere. */
function isEntry({ rootTs, kind, number, id, url, titleHash, parts }: Partial<PostEntry>): boolean {
  const isText = (value: unknown) => typeof value === 'string';
  return (
    isTs(rootTs) &&
    (kind === 'discussion' || kind === 'issue') &&
    Number.isInteger(number) &&
    [id, url, titleHash].every(isText) &&
    Array.isArray(parts) &&
    parts.length > 0 &&
    parts.every((part: PostPart) => isText(part?.id) && isText(part?.hash))
  );
}
