import { openArchive } from '../archive/archive.ts';
import { lockFolder } from '../archive/lock.ts';
import { PublishError, RunOver } from '../publish/failure.ts';
import { CommentReading } from './comment-reading.ts';
import type { CommandContext } from './context.ts';
import { type GitHubOptions, openDesk } from './publish-desk.ts';

export interface ReadCommentsOptions {
  readonly archive: string;
  readonly github: GitHubOptions;
}

/** What `unsilo comments --json` prints, but for the seconds; the names are fixed. */
export interface CommentsReport {
  readonly comments: {
    readonly new: number;
    readonly changed: number;
    /** Deleted or hidden on GitHub. */
    readonly removed: number;
    /** In the archive now. */
    readonly total: number;
  };
  /** Posts whose comments were read. */
  readonly posts: number;
  readonly requests: { readonly read: number; readonly write: number };
  /** Why the run ended before its work was done. */
  readonly stopped?: string;
}

/**
 * GitHub → archive: what people wrote under the posts. Reads only posts that changed, and looks at some of the others in
 * turn, because GitHub does not say of every deletion. Writes nothing to GitHub.
 */
export async function readCommentsOnGitHub(
  options: ReadCommentsOptions,
  context: CommandContext,
): Promise<CommentsReport> {
  const archive = openArchive(options.archive);
  const unlock = lockFolder(archive.dir);
  try {
    const { desk, comments, requests } = openDesk(archive.dir, options.github, context);
    const reading = new CommentReading({
      archive: archive.dir,
      store: desk.store,
      reader: comments,
      context,
    });
    const stopped = await reading.all().catch((error: unknown) => {
      if (error instanceof RunOver || error instanceof PublishError) return error.message;
      throw error;
    });
    return { ...reading.counts(), requests: { ...requests }, ...(stopped === undefined ? {} : { stopped }) };
  } finally {
    unlock();
  }
}
