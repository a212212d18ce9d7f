import type { PostEntry } from '../archive/posts-ledger.ts';
import type { GithubComment } from '../model/github-comment.ts';
import type { Ts } from '../model/ts.ts';
import type { SiteSource, SiteUnit } from './site-source.ts';

/** What there is of a conversation on GitHub. */
export interface OnGithub {
  readonly post: PostEntry | undefined;
  /** What people wrote under it. */
  readonly comments: readonly GithubComment[];
}

/**
 * Of the conversations of a unit, by their roots. Comments belong to the post that the ledger names: those of one that
 * was deleted are not shown any more.
 */
export function onGithubIn(source: SiteSource, unit: SiteUnit): (rootTs: Ts) => OnGithub {
  const posts = source.posts(unit);
  const comments = source.comments(unit);
  return (rootTs) => {
    const post = posts.get(rootTs);
    const read = comments.get(rootTs);
    return { post, comments: read !== undefined && read.number === post?.number ? read.comments : [] };
  };
}
