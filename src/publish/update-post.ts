import type { PostEntry } from '../archive/posts-ledger.ts';
import { type Body, parseBody, replaceOwnText } from './body.ts';
import { addComments } from './create-post.ts';
import { type Draft, versionOf } from './draft.ts';
import { PublishError } from './failure.ts';
import { hashText } from './marker.ts';
import type { UpdateStep } from './plan.ts';
import type { Publisher, RemoteComment, RemotePost } from './publisher.ts';
import { isSameText, ownComments } from './remote-entry.ts';
import type { Desk } from './writing.ts';

/** GitHub's own limit, in UTF-16 units, of which there are never fewer than code points. */
const bodyLimit = 65_536;

/** A post on its way to its draft. */
interface Change {
  readonly draft: Draft;
  readonly publisher: Publisher;
  readonly desk: Desk;
  post: RemotePost;
  entry: PostEntry;
  /** Requests that changed something. */
  writes: number;
  /** Why some of it stays as people left it. */
  readonly declined: string[];
}

/**
 * Brings a post to what its draft says, part by part. What people did on GitHub wins: a text of ours that they changed, a
 * comment or post that they deleted, a title of theirs stay, and are reported.
 */
export async function updatePost(step: UpdateStep, draft: Draft, desk: Desk): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    try {
      return await updateOnce(step, draft, desk);
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
    }
  }
  const reason = 'GitHub made every write wait so long that a person could have changed the post meanwhile';
  throw new PublishError({ kind: 'rejected', reason });
}

/**
 * GitHub takes no condition with a write, so what somebody changes between our reading and our writing is lost. A write that
 * had to wait, for a limit or after a refusal, is not sent: the post is read again first.
 */
class Outdated extends Error {}

const freshMs = 5000;
const mostAttempts = 5;

function guardOf({ clock }: Desk): () => void {
  const readAt = clock.now();
  return () => {
    if (clock.now() - readAt > freshMs) throw new Outdated();
  };
}

async function updateOnce(step: UpdateStep, draft: Draft, desk: Desk): Promise<void> {
  const entry = desk.store.get(draft.conversation);
  if (entry === undefined) return;
  const publisher = await desk.publisher(step.as);
  const post = await readPost(step.number, publisher);
  if (post === undefined) return leave(draft, entry, ['deleted on GitHub'], desk);
  const change: Change = { draft, publisher, desk, post, entry, writes: 0, declined: [] };
  try {
    await updateBody(change, guardOf(desk));
    const needsComments = step.comments + step.surplus > 0 || step.changed.some((part) => part > 0);
    if (needsComments) await updateComments(change);
  } finally {
    if (change.writes > 0) desk.outcomes.updated += 1;
  }
  if (change.declined.length > 0) leave(draft, change.entry, change.declined, desk);
  else if (change.entry.declined !== undefined) {
    const { declined, ...settled } = change.entry;
    record(change, settled);
  }
}

async function readPost(number: number, publisher: Publisher): Promise<RemotePost | undefined> {
  try {
    return await publisher.read(number);
  } catch (error) {
    if (error instanceof PublishError && error.failure.kind === 'gone') return undefined;
    throw error;
  }
}

function leave(draft: Draft, entry: PostEntry, reasons: readonly string[], desk: Desk): void {
  for (const reason of reasons) desk.outcomes.leave(draft.conversation, entry.number, reason);
  desk.store.record(draft.conversation, { ...entry, declined: versionOf(draft) });
}

async function updateBody(change: Change, sending: () => void): Promise<void> {
  const { draft, post, publisher } = change;
  const [wanted] = draft.parts;
  const old = ownText(post.body, draft);
  if (old === undefined) {
    change.declined.push('text changed on GitHub');
    return;
  }
  const body = replaceOwnText(old, wanted.body);
  if (body.length > bodyLimit) {
    change.declined.push('too long together with what people wrote around it');
    return;
  }
  const isOurTitle = old.titleHash === hashText(post.title);
  const title = isOurTitle && post.title !== draft.title ? draft.title : undefined;
  if (!isSameText(body, post.body) || title !== undefined) {
    change.post = await publisher.update(post, { body, ...(title === undefined ? {} : { title }) }, sending);
    verify(change.post.body, body);
    change.writes += 1;
  }
  const { number, id, url } = change.post;
  const parts = change.entry.parts.with(0, { id, hash: wanted.hash });
  record(change, { ...change.entry, number, id, url, parts, titleHash: hashText(draft.title) });
}

async function updateComments(change: Change): Promise<void> {
  const { draft, publisher, desk } = change;
  const own = ownComments(await publisher.comments(change.post), draft.key);
  const sending = guardOf(desk);
  for (const [part, wanted] of draft.parts.entries()) {
    const found = own.get(part);
    const known = change.entry.parts[part];
    if (part === 0 || known?.hash === wanted.hash) continue;
    if (found !== undefined) await updateComment(change, part, { ...found, sending });
    else if (known !== undefined) change.declined.push(`comment ${part} deleted on GitHub`);
    else {
      const before = { ...draft, parts: draft.parts.slice(0, part + 1) as unknown as Draft['parts'] };
      const { post, entry } = change;
      change.entry = await addComments({ draft: before, post, entry, publisher }, desk);
      change.writes += 1;
    }
  }
  await removeSurplus(change, own);
}

interface FoundComment {
  readonly comment: RemoteComment;
  readonly body: Body;
  readonly sending: () => void;
}

async function updateComment(
  change: Change,
  part: number,
  { comment, body, sending }: FoundComment,
): Promise<void> {
  const wanted = change.draft.parts[part];
  if (wanted === undefined) return;
  if (!body.isIntact) {
    change.declined.push(`comment ${part} changed on GitHub`);
    return;
  }
  const text = replaceOwnText(body, wanted.body);
  if (!isSameText(text, comment.body)) {
    const updated = await change.publisher.updateComment(change.post, comment, { body: text }, sending);
    verify(updated.body, text);
    change.writes += 1;
  }
  const parts = [...change.entry.parts];
  parts[part] = { id: comment.id, hash: wanted.hash };
  record(change, { ...change.entry, parts });
  if (part === change.draft.answerPart) await change.publisher.markAnswer?.(change.post, comment);
}

/** Comments that nothing is left for: they go, from the last one on, unless people wrote into them. */
async function removeSurplus(change: Change, own: ReturnType<typeof ownComments>): Promise<void> {
  const wanted = change.draft.parts.length;
  for (let part = change.entry.parts.length - 1; part >= wanted; part -= 1) {
    const found = own.get(part);
    if (found !== undefined) {
      const { body, comment } = found;
      if (!body.isIntact || `${body.before}${body.after}`.trim() !== '') {
        change.declined.push(`comment ${part} changed on GitHub`);
        return;
      }
      await change.publisher.deleteComment(change.post, comment);
      change.writes += 1;
    }
    record(change, { ...change.entry, parts: change.entry.parts.slice(0, part) });
  }
}

function record(change: Change, entry: PostEntry): void {
  change.entry = entry;
  change.desk.store.record(change.draft.conversation, entry);
}

/** What we wrote, when it stands there as we wrote it. */
function ownText(text: string, { key }: Draft): Body | undefined {
  const body = parseBody(text);
  return body?.marker.key === key && body.isIntact ? body : undefined;
}

/** GitHub may answer with success and keep the old text (https://github.com/objectstack-ai/objectstack/issues/18793). */
function verify(kept: string, sent: string): void {
  if (isSameText(kept, sent)) return;
  const reason = 'GitHub answered with success, but kept another text than the one that was sent';
  throw new PublishError({ kind: 'rejected', reason });
}
