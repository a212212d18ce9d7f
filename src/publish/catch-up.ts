import type { ConversationKey } from '../model/conversation.ts';
import type { PostKind } from './estimate.ts';
import type { PostKey } from './marker.ts';
import { postKeyOf } from './marker.ts';
import type { Publisher, RemotePost } from './publisher.ts';
import { entryOf, ownBody } from './remote-entry.ts';
import type { Desk } from './writing.ts';

/** How often a list is read at most until two readings agree: GitHub's lists lag, and were wrongly empty. */
const mostReadings = 5;

/**
 * Before the first post is created: reads what was posted since the ledger's last number, so that a run never repeats what
 * another machine, or a run whose ledger was lost, has posted. With an empty or incomplete ledger it reads all posts.
 *
 * @param conversations all of the archive by their keys; only asked for when a marker is met that the ledger does not know
 */
export async function catchUp(
  kind: PostKind,
  desk: Desk,
  conversations: () => ReadonlyMap<PostKey, ConversationKey>,
): Promise<void> {
  const publisher = await desk.publisher(kind);
  const wanted = kind === 'discussions' ? 'discussion' : 'issue';
  const since = desk.store.isIncomplete ? 0 : newestKnown(desk, wanted);
  const posts = since > 0 ? await listed(publisher, since) : await listedTwice(publisher);
  for (const post of [...posts.values()].sort((a, b) => a.number - b.number)) {
    desk.highest = Math.max(desk.highest, post.number);
    await meet(post, { publisher, desk, conversations });
  }
  desk.highest = Math.max(desk.highest, since);
}

function newestKnown({ store }: Desk, kind: RemotePost['kind']): number {
  let newest = 0;
  for (const [, entry] of store.all()) if (entry.kind === kind) newest = Math.max(newest, entry.number);
  return newest;
}

async function listedTwice(publisher: Publisher): Promise<Map<number, RemotePost>> {
  const all = new Map<number, RemotePost>();
  for (let reading = 1, before = -1; reading <= mostReadings; reading += 1) {
    for (const [number, post] of await listed(publisher, 0)) all.set(number, post);
    if (all.size === before) break;
    before = all.size;
  }
  return all;
}

async function listed(publisher: Publisher, since: number): Promise<Map<number, RemotePost>> {
  const posts = new Map<number, RemotePost>();
  for await (const post of publisher.newerThan(since)) posts.set(post.number, post);
  return posts;
}

export interface Meeting {
  readonly publisher: Publisher;
  readonly desk: Desk;
  readonly conversations: () => ReadonlyMap<PostKey, ConversationKey>;
}

/** Records a post that the ledger does not know; of two posts with one marker the lower number counts. */
export async function meet(post: RemotePost, { publisher, desk, conversations }: Meeting): Promise<void> {
  const body = ownBody(post);
  if (body === undefined) return;
  const conversation = conversations().get(body.marker.key);
  if (conversation === undefined) return;
  const known = desk.store.get(conversation);
  if (known !== undefined && known.number !== post.number) {
    const [first, second] = known.number < post.number ? [known, post] : [post, known];
    desk.outcomes.duplicate(conversation, second.number, `the same conversation as ${first.number}`);
    if (known.number < post.number) return;
  }
  const comments = body.marker.parts > 1 ? await publisher.comments(post) : [];
  const entry = entryOf(conversation.rootTs, post, body, comments);
  const isKnown = JSON.stringify({ ...known, declined: undefined }) === JSON.stringify(entry);
  if (isKnown) return;
  const declined = known?.number === post.number ? known.declined : undefined;
  desk.store.record(conversation, { ...entry, ...(declined === undefined ? {} : { declined }) });
  desk.outcomes.adopted += 1;
}

/** The conversations by what names them in a marker. */
export function conversationsByKey(keys: Iterable<ConversationKey>): ReadonlyMap<PostKey, ConversationKey> {
  const byKey = new Map<PostKey, ConversationKey>();
  for (const key of keys) byKey.set(postKeyOf(key), key);
  return byKey;
}
