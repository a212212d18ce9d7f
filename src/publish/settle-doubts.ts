import type { Doubt } from '../archive/post-store.ts';
import { PublishError } from './failure.ts';
import { postKeyOf } from './marker.ts';
import type { RemoteComment, RemotePost } from './publisher.ts';
import { entryOf, ownBody, ownComments } from './remote-entry.ts';
import type { Desk } from './writing.ts';

/** How sure is sure: lists of GitHub lagged for up to eight minutes, but a post by its number did not. */
export interface Patience {
  /** Looks that found nothing. */
  readonly looks: number;
  /** Milliseconds between the first and the last of them. */
  readonly ms: number;
}

export const defaultPatience: Patience = { looks: 3, ms: 5 * 60_000 };

/**
 * Looks for everything that may have been written. What is found is recorded as ours. What was not found often and long
 * enough was not written, and may be written again; until then its conversation is left alone.
 *
 * @returns milliseconds until another look is of use; undefined when nothing is in doubt any more
 */
export async function settleDoubts(desk: Desk, patience: Patience): Promise<number | undefined> {
  const waits: number[] = [];
  for (const doubt of desk.store.doubts) {
    const wait = untilNextLook(doubt, patience, desk.clock.now());
    if (wait > 0) {
      waits.push(wait);
      continue;
    }
    const answer = await look(doubt, desk);
    if (answer === 'found' || answer === 'refused') continue;
    if (answer === 'unknown') {
      waits.push(patience.ms / Math.max(1, patience.looks - 1));
      continue;
    }
    const looks = [...doubt.looks, desk.clock.now()];
    const span = (looks.at(-1) ?? 0) - (looks[0] ?? 0);
    if (looks.length >= patience.looks && span >= patience.ms) desk.store.settle(doubt);
    else {
      const next = { ...doubt, looks };
      desk.store.intend(next);
      waits.push(untilNextLook(next, patience, desk.clock.now()));
    }
  }
  return waits.length === 0 ? undefined : Math.max(1, Math.min(...waits));
}

/** Looks are spread evenly over the time that must pass. */
function untilNextLook({ looks }: Doubt, patience: Patience, now: number): number {
  const last = looks.at(-1);
  return last === undefined ? 0 : Math.max(0, last + patience.ms / Math.max(1, patience.looks - 1) - now);
}

/** `refused`: GitHub itself says that it was not written. `unknown`: looking failed, which counts as no look. */
async function look(doubt: Doubt, desk: Desk): Promise<'found' | 'missing' | 'refused' | 'unknown'> {
  try {
    const isFound = doubt.part === 0 ? await isPostFound(doubt, desk) : await isCommentFound(doubt, desk);
    if (!isFound) return 'missing';
    desk.outcomes.succeed(doubt.conversation);
    desk.outcomes.adopted += 1;
    return 'found';
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    if (error.failure.kind === 'gone') return 'missing';
    if (error.failure.kind !== 'rejected') return 'unknown';
    desk.store.settle(doubt);
    desk.outcomes.fail(doubt.conversation, error.message);
    return 'refused';
  }
}

async function isPostFound(doubt: Doubt, desk: Desk): Promise<boolean> {
  const publisher = await desk.publisher(doubt.kind);
  const post = await publisher.find(postKeyOf(doubt.conversation), doubt);
  const body = post === undefined ? undefined : ownBody(post);
  if (post === undefined || body === undefined) return false;
  const comments = body.marker.parts > 1 ? await publisher.comments(post) : [];
  adopt(doubt, post, comments, desk);
  return true;
}

function adopt(
  { conversation }: Doubt,
  post: RemotePost,
  comments: readonly RemoteComment[],
  desk: Desk,
): void {
  const body = ownBody(post);
  if (body === undefined) return;
  desk.highest = Math.max(desk.highest, post.number);
  desk.store.record(conversation, entryOf(conversation.rootTs, post, body, comments));
}

async function isCommentFound({ conversation, part, kind }: Doubt, desk: Desk): Promise<boolean> {
  const entry = desk.store.get(conversation);
  if (entry === undefined) return false;
  const publisher = await desk.publisher(kind);
  const post = await publisher.read(entry.number);
  const found = ownComments(await publisher.comments(post), postKeyOf(conversation)).get(part);
  if (found === undefined) return false;
  const parts = [...entry.parts];
  parts[part] = { id: found.comment.id, hash: found.body.marker.hash };
  desk.store.record(conversation, { ...entry, parts });
  return true;
}
