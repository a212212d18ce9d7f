import { openArchive } from '../archive/archive.ts';
import { lockFolder } from '../archive/lock.ts';
import type { ConversationKey } from '../model/conversation.ts';
import { catchUp, conversationsByKey } from '../publish/catch-up.ts';
import type { PostKind } from '../publish/estimate.ts';
import { PublishError } from '../publish/failure.ts';
import { type PostKey, postKeyOf } from '../publish/marker.ts';
import { formatKey } from '../publish/print-plan.ts';
import { keysOf } from '../publish/publish-run.ts';
import type { Publisher, RemotePost } from '../publish/publisher.ts';
import { doubledParts, ownBody, ownComments } from '../publish/remote-entry.ts';
import type { Desk } from '../publish/writing.ts';
import type { CommandContext } from './context.ts';
import type { PlanOptions } from './plan-posts.ts';
import { type GitHubOptions, openDesk } from './publish-desk.ts';
import { materialOf } from './publish-posts.ts';

export interface CheckOptions {
  readonly plan: PlanOptions;
  readonly github: GitHubOptions;
  /** Makes the ledger anew from the markers of the posts. */
  readonly rebuild: boolean;
}

/** A post, or its absence, that a person should look at. */
export interface Finding {
  readonly kind: 'missing' | 'duplicate' | 'foreign' | 'changed-by-hand' | 'broken-link';
  readonly number: number;
  readonly url: string;
  /** Absent for posts whose marker names no conversation of the archive. */
  readonly conversation?: string;
}

/** What `unsilo check --json` prints; the names are fixed. */
export interface CheckReport {
  readonly posts: {
    /** Posts that the ledger names. */
    readonly expected: number;
    readonly found: number;
    readonly missing: number;
    readonly duplicate: number;
    readonly changedByHand: number;
    /** With a marker of ours that the archive does not know. */
    readonly foreign: number;
    /** Links in our posts to posts that are not there. */
    readonly brokenLinks: number;
  };
  readonly findings: readonly Finding[];
  /** Posts in the ledger after `--rebuild`. */
  readonly rebuilt?: number;
  readonly requests: { readonly read: number; readonly write: number };
}

/** Holds the posts on GitHub against the ledger. Writes nothing to GitHub. */
export async function checkPosts(options: CheckOptions, context: CommandContext): Promise<CheckReport> {
  const archive = openArchive(options.plan.archive);
  const unlock = lockFolder(archive.dir);
  try {
    const { desk, requests } = openDesk(archive.dir, options.github, context);
    const material = await materialOf(archive, desk.store, options.plan, context);
    const conversations = conversationsByKey(keysOf(material));
    const kinds = kindsOf(desk, options);
    if (options.rebuild) {
      desk.store.forgetPosts();
      for (const kind of kinds) await catchUp(kind, desk, () => conversations);
      desk.store.compact();
    }
    const findings: Finding[] = [];
    let found = 0;
    for (const kind of kinds) {
      const audit = await auditOf(kind, desk, conversations, context);
      findings.push(...audit.findings);
      found += audit.found;
    }
    const count = (wanted: Finding['kind']) => findings.filter(({ kind }) => kind === wanted).length;
    return {
      posts: {
        expected: desk.store.size,
        found,
        missing: count('missing'),
        duplicate: count('duplicate'),
        changedByHand: count('changed-by-hand'),
        foreign: count('foreign'),
        brokenLinks: count('broken-link'),
      },
      findings,
      ...(options.rebuild ? { rebuilt: desk.store.size } : {}),
      requests: { ...requests },
    };
  } finally {
    unlock();
  }
}

/** Both kinds of posts where the ledger knows both; else the one that is configured. */
function kindsOf({ store }: Desk, { plan }: CheckOptions): readonly PostKind[] {
  const kinds = new Set<PostKind>();
  for (const [, { kind }] of store.all()) kinds.add(kind === 'discussion' ? 'discussions' : 'issues');
  if (kinds.size === 0) kinds.add(plan.mainKind === 'discussions' ? 'discussions' : 'issues');
  return [...kinds];
}

async function auditOf(
  kind: PostKind,
  desk: Desk,
  conversations: ReadonlyMap<PostKey, ConversationKey>,
  { logger }: CommandContext,
): Promise<{ readonly found: number; readonly findings: readonly Finding[] }> {
  const publisher = await desk.publisher(kind);
  const findings: Finding[] = [];
  const seen = new Set<number>();
  const linking: { readonly post: RemotePost; readonly to: number }[] = [];
  let read = 0;
  for await (const post of publisher.newerThan(0)) {
    read += 1;
    logger.progress({ stage: 'checking', done: read, unit: 'posts' });
    const marker = ownBody(post)?.marker;
    if (marker === undefined) continue;
    seen.add(post.number);
    linking.push(...linksIn(post));
    findings.push(
      ...(await findingsOf(post, { publisher, desk, conversation: conversations.get(marker.key) })),
    );
  }
  let found = 0;
  for (const [key, entry] of desk.store.all()) {
    if ((entry.kind === 'discussion') !== (kind === 'discussions')) continue;
    // A list that lacks a post proves nothing: the post itself is asked for.
    const isThere = seen.has(entry.number) || (await isReadable(entry.number, publisher));
    if (isThere) found += 1;
    else
      findings.push({ kind: 'missing', number: entry.number, url: entry.url, conversation: formatKey(key) });
  }
  for (const { post, to } of linking) {
    if (seen.has(to) || (await isReadable(to, publisher))) continue;
    findings.push({ kind: 'broken-link', number: post.number, url: post.url });
  }
  return { found, findings };
}

/** Posts of the same kind that a post of ours links to: by addresses like its own. */
function linksIn(post: RemotePost): readonly { readonly post: RemotePost; readonly to: number }[] {
  const stem = post.url.slice(0, -String(post.number).length);
  const numbers = post.body
    .split(stem)
    .slice(1)
    .map((rest) => Number.parseInt(rest, 10));
  return [...new Set(numbers)].filter(Number.isInteger).map((to) => ({ post, to }));
}

interface Auditing {
  readonly publisher: Publisher;
  readonly desk: Desk;
  readonly conversation: ConversationKey | undefined;
}

async function findingsOf(
  post: RemotePost,
  { publisher, desk, conversation }: Auditing,
): Promise<readonly Finding[]> {
  const { number, url } = post;
  if (conversation === undefined) return [{ kind: 'foreign', number, url }];
  const known = desk.store.get(conversation);
  const about = { number, url, conversation: formatKey(conversation) };
  if (known === undefined || known.number !== number) return [{ kind: 'duplicate', ...about }];
  const findings: Finding[] = [];
  if (!(await isIntact(post, conversation, publisher))) findings.push({ kind: 'changed-by-hand', ...about });
  return findings;
}

/** Whether all that is ours in a post is as we wrote it, and stands there once. */
async function isIntact(
  post: RemotePost,
  conversation: ConversationKey,
  publisher: Publisher,
): Promise<boolean> {
  const body = ownBody(post);
  if (body === undefined || !body.isIntact) return false;
  if (body.marker.parts < 2) return true;
  const comments = await publisher.comments(post);
  const key = postKeyOf(conversation);
  const own = [...ownComments(comments, key).values()];
  return own.every((one) => one.body.isIntact) && doubledParts(comments, key).length === 0;
}

async function isReadable(number: number, publisher: Publisher): Promise<boolean> {
  try {
    await publisher.read(number);
    return true;
  } catch (error) {
    if (error instanceof PublishError && error.failure.kind === 'gone') return false;
    throw error;
  }
}
