import type { RawGithubComment } from '../model/github-comment.ts';
import type { RemotePost } from './publisher.ts';

export type RemoteKind = RemotePost['kind'];

/** How much is said under a post, without the words. */
export interface Activity {
  /** GitHub's node id of the post. */
  readonly id: string;
  /** GitHub's time, `2026-01-05T12:00:00Z`. Whether hiding or deleting a comment changes it, GitHub does not tell. */
  readonly updatedAt: string;
  /** Comments under the post, ours among them. */
  readonly comments: number;
}

/** All comments of one post. */
export interface Comments extends Activity {
  readonly all: readonly RawGithubComment[];
}

/** A comment that is still there. */
export type Known = Pick<RawGithubComment, 'id' | 'updatedAt' | 'isHidden' | 'isAnswer'>;

/** Reads what people wrote under posts. Never writes. Fails as a {@link Publisher} does. */
export interface CommentReader {
  /** Posts of a kind, the last changed first, down to the time (not included); all of them without one. */
  activity(kind: RemoteKind, since: string | undefined): AsyncIterable<Activity>;
  /** Of posts by their node ids, at most 100; those that are gone are missing. */
  activityOf(ids: readonly string[]): Promise<readonly Activity[]>;
  /** Of comments by their node ids, at most 100; those that are gone are missing. */
  known(ids: readonly string[]): Promise<readonly Known[]>;
  /** Undefined when the post is gone. */
  comments(kind: RemoteKind, id: string): Promise<Comments | undefined>;
}
