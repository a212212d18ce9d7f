import { openArchive } from '../archive/archive.ts';
import { ledgerPlaces, readPosts } from '../archive/posts-ledger.ts';
import { type Completeness, isLacking } from '../model/completeness.ts';
import { type CheckOptions, type CheckReport, checkPosts } from './check-posts.ts';
import { type CompletenessLine, completenessLine } from './completeness-report.ts';
import type { CommandContext } from './context.ts';
import { readCompleteness } from './read-completeness.ts';

export interface CheckArchiveOptions {
  readonly archive: string;
  /** Ids of the channels that are read live, where a configuration lists them; else all that ever were. */
  readonly followed: readonly string[] | undefined;
  /** Undefined where there is no token, or no repository: then the posts are not looked at. */
  readonly posts: CheckOptions | undefined;
}

/** What is known of posts without GitHub: how many the ledger names. */
export interface UnseenPosts {
  readonly expected: number;
  readonly found: null;
  readonly missing: null;
  readonly duplicate: null;
  readonly changedByHand: null;
}

/** What `unsilo check --json` prints; the names are fixed. */
export interface ArchiveCheck extends Partial<Omit<CheckReport, 'posts'>> {
  readonly posts: CheckReport['posts'] | UnseenPosts;
  readonly completeness: readonly CompletenessLine[];
  /** Channels that are followed and not complete. */
  readonly lacking: number;
}

/** Certificate of completeness, for which the archive is enough; and the posts, where GitHub can be asked. */
export async function checkArchive(
  { archive: dir, followed, posts }: CheckArchiveOptions,
  context: CommandContext,
): Promise<ArchiveCheck> {
  const archive = openArchive(dir);
  const channels = readCompleteness(archive, followed && new Set(followed));
  const isFollowed = ({ channelId }: Completeness) => followed === undefined || followed.includes(channelId);
  const audit = posts === undefined ? { posts: unseen(dir) } : await checkPosts(posts, context);
  return {
    ...audit,
    completeness: channels.map(completenessLine),
    lacking: channels.filter((channel) => isFollowed(channel) && isLacking(channel)).length,
  };
}

function unseen(archive: string): UnseenPosts {
  const expected = ledgerPlaces(archive).reduce((sum, place) => sum + readPosts(archive, place).size, 0);
  return { expected, found: null, missing: null, duplicate: null, changedByHand: null };
}
