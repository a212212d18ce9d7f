import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '../errors.ts';
import type { GithubComment } from '../model/github-comment.ts';
import { compareTs, isTs, type Ts } from '../model/ts.ts';
import { readIfThere, writeAtomically } from './atomic-write.ts';
import type { LedgerPlace } from './posts-ledger.ts';

/**
 * What people wrote on GitHub under the post of one conversation, as one line of
 * `<team>/comments/<channel>/<month>.jsonl`. A copy: all of it can be read from GitHub again.
 */
export interface PostComments {
  readonly rootTs: Ts;
  /** Of the post. */
  readonly number: number;
  /** GitHub's `updatedAt` of the post when it was read; empty when not all could be read. */
  readonly seen: string;
  /** By time, each with its replies right behind it. */
  readonly comments: readonly GithubComment[];
}

/** By the conversation's root; empty where nobody answered yet. */
export function readComments(archive: string, place: LedgerPlace): ReadonlyMap<Ts, PostComments> {
  const path = commentsPath(archive, place);
  const lines = readIfThere(path)?.toString().split('\n') ?? [];
  return new Map(
    lines.flatMap((line, index) => {
      if (line === '') return [];
      const entry = parseEntry(line);
      if (entry === undefined)
        throw new StorageError(
          `${path}:${index + 1} is damaged. Delete the file; the next run reads it from GitHub again.`,
        );
      return [[entry.rootTs, entry] as const];
    }),
  );
}

/** Replaces the file of one channel and month; without entries there is none. */
export function writeComments(archive: string, place: LedgerPlace, entries: Iterable<PostComments>): void {
  const sorted = [...entries].sort((a, b) => compareTs(a.rootTs, b.rootTs));
  const path = commentsPath(archive, place);
  if (sorted.length === 0) rmSync(path, { force: true });
  else writeAtomically(path, sorted.map((entry) => `${JSON.stringify(ordered(entry))}\n`).join(''));
}

function commentsPath(archive: string, { teamId, channelId, month }: LedgerPlace): string {
  return join(archive, teamId, 'comments', channelId, `${month}.jsonl`);
}

/** Always the same keys in the same order, so that the same comments are the same bytes. */
function ordered({ rootTs, number, seen, comments }: PostComments): PostComments {
  return { rootTs, number, seen, comments };
}

function parseEntry(line: string): PostComments | undefined {
  try {
    const entry = JSON.parse(line) as PostComments;
    return isTs(entry.rootTs) && Array.isArray(entry.comments) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** Where the reading of comments stands; kept between runs in `publish/comments.json`. */
export interface ReadingState {
  /** By kind of post: all changes up to GitHub's time are read. */
  readonly through: Readonly<Partial<Record<'discussion' | 'issue', string>>>;
  /** Ids that were looked at last on the way round all comments and all posts; absent at the beginning. */
  readonly lastComment?: string;
  readonly lastPost?: string;
}

export function readReadingState(archive: string): ReadingState {
  const text = readIfThere(statePath(archive))?.toString();
  try {
    const state = JSON.parse(text ?? '') as ReadingState;
    return typeof state.through === 'object' && state.through !== null ? state : { through: {} };
  } catch {
    // Without it everything is looked at again, which changes nothing.
    return { through: {} };
  }
}

export function writeReadingState(archive: string, state: ReadingState): void {
  writeAtomically(statePath(archive), `${JSON.stringify(state)}\n`);
}

function statePath(archive: string): string {
  return join(archive, 'publish', 'comments.json');
}
