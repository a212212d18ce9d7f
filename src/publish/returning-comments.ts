import type { PostComments } from '../archive/github-comments.ts';
import type { PostEntry } from '../archive/posts-ledger.ts';
import type { GithubComment } from '../model/github-comment.ts';
import type { Activity, Known } from './comment-reader.ts';

/** Whether the comments of a post must be read: there may be some that are not ours, or those that were read changed. */
export function isDue(activity: Activity, post: PostEntry, stored: PostComments | undefined): boolean {
  if (stored?.number === post.number) return stored.seen !== activity.updatedAt;
  const own = post.parts.filter(({ id }, part) => part > 0 && id !== '').length;
  return activity.comments > own;
}

/** Whether a stored comment is not what GitHub has now: edited, hidden, deleted, chosen as the answer. */
export function isOutdated(stored: GithubComment, known: Known | undefined): boolean {
  return (
    known === undefined ||
    known.isHidden ||
    known.updatedAt !== stored.updatedAt ||
    known.isAnswer !== stored.isAnswer
  );
}

/** By time, each with its replies right behind it; the same whatever the order they come in. */
export function inOrder(comments: readonly GithubComment[]): readonly GithubComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const rootOf = (comment: GithubComment) => comment.replyTo ?? comment.id;
  // Replies whose comment is hidden or deleted stay together, where the first of them stands in time.
  const starts = new Map<string, string>();
  for (const comment of comments) {
    const root = rootOf(comment);
    const start = byId.get(root)?.createdAt ?? comment.createdAt;
    const known = starts.get(root);
    if (known === undefined || start < known) starts.set(root, start);
  }
  const rank = (comment: GithubComment): readonly string[] => {
    const root = rootOf(comment);
    return [starts.get(root) ?? '', root, comment.id === root ? '' : comment.createdAt, comment.id];
  };
  return [...comments].sort((a, b) => compare(rank(a), rank(b)));
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

export interface Turn {
  readonly now: readonly string[];
  /** Where the next turn goes on; absent when this one came round. */
  readonly last?: string;
}

/** The next few ids on the way round all of them, so that each is looked at in time, and no run looks at too many. */
export function nextTurn(ids: readonly string[], last: string | undefined, most: number): Turn {
  const sorted = [...ids].sort();
  const rest = last === undefined ? sorted : sorted.filter((id) => id > last);
  const now = rest.slice(0, most);
  const end = now.at(-1);
  return { now, ...(end === undefined || rest.length <= most ? {} : { last: end }) };
}

/** New, changed and gone, for a report. */
export interface CommentChanges {
  readonly new: number;
  readonly changed: number;
  readonly removed: number;
}

export function changesBetween(
  before: readonly GithubComment[],
  after: readonly GithubComment[],
): CommentChanges {
  const old = new Map(before.map((comment) => [comment.id, JSON.stringify(comment)]));
  const ids = new Set(after.map(({ id }) => id));
  return {
    new: after.filter(({ id }) => !old.has(id)).length,
    changed: after.filter((comment) => old.has(comment.id) && old.get(comment.id) !== JSON.stringify(comment))
      .length,
    removed: before.filter(({ id }) => !ids.has(id)).length,
  };
}
