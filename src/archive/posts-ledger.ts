import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '../errors.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import { isTs, type Month, type Ts } from '../model/ts.ts';

/**
 * A conversation's post on GitHub, as one line of `<team>/posts/<channel>/<month>.jsonl`. Only an index: everything in it
 * can be read back from the markers of the posts themselves.
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
}

export interface PostPart {
  /** Node id of the post or the comment. */
  readonly id: string;
  /** What the marker of the part says. */
  readonly hash: string;
}

/** The posts of one channel and month by the conversation's root; empty where nothing was published yet. */
export function readPosts(
  archive: string,
  place: { readonly teamId: TeamId; readonly channelId: ChannelId; readonly month: Month },
): ReadonlyMap<Ts, PostEntry> {
  const path = join(archive, place.teamId, 'posts', place.channelId, `${place.month}.jsonl`);
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line, index) => {
      if (line === '') return [];
      const entry = parseEntry(line);
      if (entry === undefined)
        throw new StorageError(`${path}:${index + 1} is no entry of the posts ledger.`);
      return [[entry.rootTs, entry] as const];
    }),
  );
}

function parseEntry(line: string): PostEntry | undefined {
  try {
    const entry = JSON.parse(line) as PostEntry;
    return isTs(entry.rootTs) && Array.isArray(entry.parts) ? entry : undefined;
  } catch {
    return undefined;
  }
}
