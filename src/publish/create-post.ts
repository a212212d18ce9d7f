import type { PostEntry } from '../archive/posts-ledger.ts';
import { isoTime } from '../model/ts.ts';
import type { Draft, DraftPart } from './draft.ts';
import { hashText } from './marker.ts';
import type { CreateStep } from './plan.ts';
import type { NewPart, NewPost, Publisher, RemotePost } from './publisher.ts';
import { isSameText, ownComments } from './remote-entry.ts';
import { type Desk, writeOnce } from './writing.ts';

/** Creates the post of a conversation that has none, then the comments that carry what did not fit. */
export async function createPost({ as }: CreateStep, draft: Draft, desk: Desk): Promise<void> {
  const { conversation, key } = draft;
  const publisher = await desk.publisher(as);
  const subject = { conversation, part: 0, kind: as, after: desk.highest };
  const { post, comments } = await writeOnce(desk, subject, (record) =>
    publisher.create(newPostOf(draft), record),
  );
  desk.highest = Math.max(desk.highest, post.number);
  const { kind, number, id, url } = post;
  const own = ownComments(comments ?? [], key);
  const written = draft.parts.slice(1, 1 + own.size).map((part, index) => {
    const found = own.get(index + 1)?.comment;
    return { id: found?.id ?? '', hash: hashOf(part, found?.body ?? '') };
  });
  const parts = [{ id, hash: hashOf(draft.parts[0], post.body) }, ...written];
  const rootTs = conversation.rootTs;
  const entry: PostEntry = { rootTs, kind, number, id, url, titleHash: hashText(draft.title), parts };
  desk.store.record(conversation, entry);
  desk.outcomes.created += 1;
  await addComments({ draft, post, entry, publisher }, desk);
}

export interface Growing {
  readonly draft: Draft;
  readonly post: RemotePost;
  readonly entry: PostEntry;
  readonly publisher: Publisher;
}

/** Adds the comments that the entry does not know, one after the other, and records each. */
export async function addComments(
  { draft, post, entry, publisher }: Growing,
  desk: Desk,
): Promise<PostEntry> {
  const { conversation } = draft;
  const kind = post.kind === 'discussion' ? 'discussions' : 'issues';
  let grown = entry;
  for (const [part, { body, hash }] of draft.parts.entries()) {
    if (part < entry.parts.length) continue;
    const subject = { conversation, part, kind, after: post.number } as const;
    const comment = await writeOnce(desk, subject, (record) => publisher.comment(post, body, record));
    const written = { id: comment.id, hash: isSameText(comment.body, body) ? hash : '' };
    grown = { ...grown, parts: [...grown.parts, written] };
    desk.store.record(conversation, grown);
    desk.outcomes.comments += 1;
    if (part === draft.answerPart) await publisher.markAnswer?.(post, comment);
  }
  return grown;
}

/** Empty when GitHub keeps something else than what was sent: the next plan looks at it again. */
function hashOf({ body, hash }: DraftPart, kept: string): string {
  return isSameText(body, kept) ? hash : '';
}

function newPostOf({ key, title, labels, category, parts }: Draft): NewPost {
  return {
    key,
    title,
    labels,
    ...(category === undefined ? {} : { category }),
    parts: parts.map(({ body, ts }) => ({ body, createdAt: isoTime(ts) })) as [NewPart, ...NewPart[]],
  };
}
