import type { PostEntry, PostPart } from '../archive/posts-ledger.ts';
import type { Ts } from '../model/ts.ts';
import { type Body, parseBody } from './body.ts';
import { type PostKey, plainText } from './marker.ts';
import type { RemoteComment, RemotePost } from './publisher.ts';

/** Our text in a post that we may trust; undefined for any other post. */
export function ownBody(post: RemotePost): Body | undefined {
  const body = post.isTrusted ? parseBody(post.body) : undefined;
  return body?.marker.part === 0 ? body : undefined;
}

/** Our comments of one post by their part, with what they say; the first of two with the same part counts. */
export function ownComments(
  comments: readonly RemoteComment[],
  key: PostKey,
): ReadonlyMap<number, { readonly comment: RemoteComment; readonly body: Body }> {
  const own = new Map<number, { comment: RemoteComment; body: Body }>();
  for (const comment of comments) {
    const body = comment.isTrusted ? parseBody(comment.body) : undefined;
    if (body?.marker.key !== key || body.marker.part === 0 || own.has(body.marker.part)) continue;
    own.set(body.marker.part, { comment, body });
  }
  return own;
}

/** Parts whose comments stand there more than once. */
export function doubledParts(comments: readonly RemoteComment[], key: PostKey): readonly number[] {
  const seen = new Set<number>();
  return comments.flatMap((comment) => {
    const marker = comment.isTrusted ? parseBody(comment.body)?.marker : undefined;
    if (marker === undefined || marker.key !== key || marker.part === 0) return [];
    const isSecond = seen.has(marker.part);
    seen.add(marker.part);
    return isSecond ? [marker.part] : [];
  });
}

/**
 * The ledger's entry as the markers of a post and its comments tell it: the ledger holds nothing else.
 * A part that is missing between others was deleted by a person; at the end it was not written yet.
 */
export function entryOf(
  rootTs: Ts,
  post: RemotePost,
  body: Body,
  comments: readonly RemoteComment[],
): PostEntry {
  const own = ownComments(comments, body.marker.key);
  const last = Math.max(0, ...own.keys());
  const parts: PostPart[] = [{ id: post.id, hash: body.marker.hash }];
  for (let part = 1; part <= last; part += 1) {
    const found = own.get(part);
    parts.push({ id: found?.comment.id ?? '', hash: found?.body.marker.hash ?? '' });
  }
  const { kind, number, id, url } = post;
  return { rootTs, kind, number, id, url, titleHash: body.titleHash ?? '', parts };
}

/** GitHub keeps a body as it was sent, but for what no person wrote. */
export function isSameText(a: string, b: string): boolean {
  return plainText(a) === plainText(b);
}
