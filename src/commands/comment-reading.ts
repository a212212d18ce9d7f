import {
  type PostComments,
  readComments,
  readReadingState,
  writeComments,
  writeReadingState,
} from '../archive/github-comments.ts';
import type { PostStore } from '../archive/post-store.ts';
import type { LedgerPlace, PostEntry } from '../archive/posts-ledger.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { GithubComment } from '../model/github-comment.ts';
import { monthOf, type Ts } from '../model/ts.ts';
import { publicComments } from '../policy/public-comment.ts';
import type { Activity, CommentReader, Known, RemoteKind } from '../publish/comment-reader.ts';
import { PublishError } from '../publish/failure.ts';
import { changesBetween, inOrder, isDue, isOutdated, nextTurn } from '../publish/returning-comments.ts';
import type { CommandContext } from './context.ts';

export interface CommentReadingOptions {
  readonly archive: string;
  readonly store: PostStore;
  readonly reader: CommentReader;
  readonly context: CommandContext;
}

/** Node ids in one request. */
const perRequest = 100;
/** Looked at in one run, beside the posts that changed. */
const mostComments = 500;
const mostPosts = 300;

/** A list may lack what changed in the last minutes: the next run asks for these again, and reads none of them twice. */
const overlapMs = 15 * 60_000;

/** One post of the ledger, with the conversation that it shows. */
interface Post {
  readonly conversation: ConversationKey;
  readonly place: LedgerPlace;
  readonly entry: PostEntry;
}

/** One reading of people's comments. Every post that was read is on disk before the next one is asked for. */
export class CommentReading {
  readonly #options: CommentReadingOptions;
  readonly #posts: readonly Post[];
  /** By GitHub's node id. */
  readonly #byId: ReadonlyMap<string, Post>;
  readonly #files = new Map<string, Map<Ts, PostComments>>();
  readonly #changes = { new: 0, changed: 0, removed: 0 };
  #read = 0;

  constructor(options: CommentReadingOptions) {
    this.#options = options;
    this.#posts = [...options.store.all()].map(([conversation, entry]) => {
      const { teamId, channelId, rootTs } = conversation;
      return { conversation, entry, place: { teamId, channelId, month: monthOf(rootTs) } };
    });
    this.#byId = new Map(this.#posts.map((post) => [post.entry.id, post]));
  }

  /** Ends early with a RunOver: the state is saved only when everything that was due is read. */
  async all(): Promise<undefined> {
    if (this.#posts.length === 0) return;
    const { archive } = this.#options;
    const state = readReadingState(archive);
    const through: Partial<Record<RemoteKind, string>> = { ...state.through };
    for (const kind of new Set(this.#posts.map(({ entry }) => entry.kind)))
      through[kind] = await this.#readChanged(kind, state.through[kind]);
    const lastComment = await this.#lookAtComments(state.lastComment);
    const lastPost = await this.#lookAtPosts(state.lastPost);
    writeReadingState(archive, {
      through,
      ...(lastComment === undefined ? {} : { lastComment }),
      ...(lastPost === undefined ? {} : { lastPost }),
    });
  }

  counts() {
    const total = this.#posts.reduce((sum, post) => sum + (this.#stored(post)?.comments.length ?? 0), 0);
    return { comments: { ...this.#changes, total }, posts: this.#read };
  }

  /** Returns up to when all changes of that kind of posts are read. */
  async #readChanged(kind: RemoteKind, through: string | undefined): Promise<string> {
    let newest = through ?? '';
    const since = through === undefined ? undefined : isoBefore(through, overlapMs);
    for await (const activity of this.#options.reader.activity(kind, since)) {
      if (activity.updatedAt > newest) newest = activity.updatedAt;
      await this.#lookAt(activity);
    }
    return newest;
  }

  /** Whether comments that were read are still there, and say the same. */
  async #lookAtComments(last: string | undefined): Promise<string | undefined> {
    const owners = new Map<string, { readonly post: Post; readonly comment: GithubComment }>();
    for (const post of this.#posts)
      for (const comment of this.#stored(post)?.comments ?? []) owners.set(comment.id, { post, comment });
    const turn = nextTurn([...owners.keys()], last, mostComments);
    const outdated = new Set<Post>();
    for (const ids of inLots(turn.now)) {
      const known = byId(await this.#options.reader.known(ids));
      for (const id of ids) {
        const owner = owners.get(id);
        if (owner !== undefined && isOutdated(owner.comment, known.get(id))) outdated.add(owner.post);
      }
    }
    for (const post of outdated) await this.#readPost(post);
    return turn.last;
  }

  /** Whether something was said under posts that no list told of. */
  async #lookAtPosts(last: string | undefined): Promise<string | undefined> {
    const turn = nextTurn([...this.#byId.keys()], last, mostPosts);
    for (const ids of inLots(turn.now))
      for (const activity of await this.#options.reader.activityOf(ids)) await this.#lookAt(activity);
    return turn.last;
  }

  async #lookAt(activity: Activity): Promise<void> {
    const post = this.#byId.get(activity.id);
    if (post !== undefined && isDue(activity, post.entry, this.#stored(post)))
      await this.#readPost(post, activity.comments);
  }

  /**
   * One that GitHub can't tell of now is left as it is; the next run asks again, as nothing was noted.
   *
   * @param expected how many comments there are at least, as far as is known
   */
  async #readPost(post: Post, expected = 0): Promise<void> {
    const { reader, context } = this.#options;
    context.signal.throwIfAborted();
    try {
      const found = await reader.comments(post.entry.kind, post.entry.id);
      this.#read += 1;
      context.logger.progress({ stage: 'reading comments', done: this.#read, unit: 'posts' });
      if (found === undefined) return this.#keep(post, undefined);
      const lost = await this.#stillThere(post, new Set(found.all.map(({ id }) => id)));
      const comments = inOrder([...publicComments(found.all), ...lost]);
      const isWhole = lost.length === 0 && found.all.length >= Math.max(found.comments, expected);
      const seen = isWhole ? found.updatedAt : '';
      this.#keep(post, { rootTs: post.conversation.rootTs, number: post.entry.number, seen, comments });
    } catch (error) {
      if (!(error instanceof PublishError)) throw error;
      context.logger.debug(`${post.entry.url}: ${error.message}`);
    }
  }

  /** A comment that is missing in a list is gone only when GitHub does not know it by its id either. */
  async #stillThere(post: Post, found: ReadonlySet<string>): Promise<readonly GithubComment[]> {
    const stored = this.#stored(post)?.comments ?? [];
    const missing = stored.filter(({ id }) => !found.has(id));
    const there: GithubComment[] = [];
    for (const ids of inLots(missing.map(({ id }) => id))) {
      const known = byId(await this.#options.reader.known(ids));
      there.push(...missing.filter(({ id }) => known.get(id)?.isHidden === false));
    }
    return there;
  }

  #stored({ place, conversation, entry }: Post): PostComments | undefined {
    const stored = this.#file(place).get(conversation.rootTs);
    return stored?.number === entry.number ? stored : undefined;
  }

  #file(place: LedgerPlace): Map<Ts, PostComments> {
    const name = `${place.teamId}/${place.channelId}/${place.month}`;
    const file = this.#files.get(name) ?? new Map(readComments(this.#options.archive, place));
    this.#files.set(name, file);
    return file;
  }

  #keep({ place, conversation }: Post, entry: PostComments | undefined): void {
    const all = this.#file(place);
    const before = all.get(conversation.rootTs)?.comments ?? [];
    if (entry === undefined) all.delete(conversation.rootTs);
    else all.set(conversation.rootTs, entry);
    writeComments(this.#options.archive, place, all.values());
    const { new: added, changed, removed } = changesBetween(before, entry?.comments ?? []);
    this.#changes.new += added;
    this.#changes.changed += changed;
    this.#changes.removed += removed;
  }
}

function inLots(ids: readonly string[]): readonly (readonly string[])[] {
  const lots: (readonly string[])[] = [];
  for (let start = 0; start < ids.length; start += perRequest)
    lots.push(ids.slice(start, start + perRequest));
  return lots;
}

function byId(known: readonly Known[]): ReadonlyMap<string, Known> {
  return new Map(known.map((one) => [one.id, one]));
}

/** `2026-01-05T12:00:00Z`, so many milliseconds before: as GitHub writes times, so that texts compare as times do. */
function isoBefore(time: string, ms: number): string {
  return new Date(Date.parse(time) - ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
