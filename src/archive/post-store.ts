import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageError } from '../errors.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { Json } from '../model/json.ts';
import { monthOf, type Ts } from '../model/ts.ts';
import { cannotWrite, readIfThere, writeAtomically } from './atomic-write.ts';
import { makeFolder } from './make-folder.ts';
import { type LedgerPlace, ledgerPlaces, type PostEntry, readPosts, writePosts } from './posts-ledger.ts';

/** A post or comment that was about to be written, or is known to have been sent, and of which nobody knows the end. */
export interface Doubt {
  readonly conversation: ConversationKey;
  /** 0 is the post, 1 its first own comment. */
  readonly part: number;
  readonly kind: 'discussions' | 'issues' | 'import';
  /** The highest number of a post that was known before. */
  readonly after: number;
  /** When it was sent; milliseconds since 1970. */
  readonly at: number;
  /** What an import is called while GitHub works on it. */
  readonly ticket?: string;
  /** When it was looked for and not found. */
  readonly looks: readonly number[];
}

/** What is kept besides the posts. */
export interface PublishState {
  /** The write budget's own state. */
  readonly budget?: Json;
  /** Posts in the ledger after the last run: fewer than that means that files of it were lost. */
  readonly posts: number;
}

type Line =
  | { readonly doubt: Doubt }
  | { readonly settled: Pick<Doubt, 'conversation' | 'part'> }
  | { readonly post: ConversationKey & PostEntry };

/**
 * The posts ledger while posts are written: intent → write → done, each step on disk before the next begins.
 *
 * Steps are lines of `publish/journal.jsonl`, appended and flushed; the month files of the ledger are written from it
 * at the end of a run, or by the next run after a crash. Replaying the journal twice gives the same ledger.
 */
export class PostStore {
  readonly #archive: string;
  readonly #months = new Map<string, { readonly place: LedgerPlace; readonly posts: Map<Ts, PostEntry> }>();
  readonly #changed = new Set<string>();
  readonly #doubts = new Map<string, Doubt>();
  #state: PublishState = { posts: 0 };
  #hasJournal = false;

  /** @param archive the archive's folder, locked by the caller */
  constructor(archive: string) {
    this.#archive = archive;
    for (const place of ledgerPlaces(archive))
      this.#months.set(nameOf(place), { place, posts: new Map(readPosts(archive, place)) });
    const state = readIfThere(this.#path('state.json'));
    if (state !== undefined) this.#state = stateOf(parse(state.toString()));
    this.#replay();
    if (this.#hasJournal) this.compact();
  }

  get state(): PublishState {
    return this.#state;
  }

  get doubts(): readonly Doubt[] {
    return [...this.#doubts.values()];
  }

  /** True when the ledger knows fewer posts than after the last run. */
  get isIncomplete(): boolean {
    return this.size < this.#state.posts;
  }

  get size(): number {
    let size = 0;
    for (const { posts } of this.#months.values()) size += posts.size;
    return size;
  }

  get(key: ConversationKey): PostEntry | undefined {
    return this.#months.get(nameOf(placeOf(key)))?.posts.get(key.rootTs);
  }

  /** The posts of one channel and month by the conversation's root. */
  postsIn(place: LedgerPlace): ReadonlyMap<Ts, PostEntry> {
    return this.#months.get(nameOf(place))?.posts ?? new Map();
  }

  *all(): Iterable<readonly [ConversationKey, PostEntry]> {
    for (const { place, posts } of this.#months.values()) {
      const { teamId, channelId } = place;
      for (const entry of posts.values()) yield [{ teamId, channelId, rootTs: entry.rootTs }, entry];
    }
  }

  doubt(conversation: ConversationKey, part: number): Doubt | undefined {
    return this.#doubts.get(doubtName({ conversation, part }));
  }

  /** Before something is sent, and whenever more is known of it. */
  intend(doubt: Doubt): void {
    this.#append({ doubt });
  }

  /** It is certain that it was not written. */
  settle({ conversation, part }: Pick<Doubt, 'conversation' | 'part'>): void {
    this.#append({ settled: { conversation, part } });
  }

  /** What stands on GitHub now. Ends the doubts about the parts that the entry holds. */
  record({ teamId, channelId }: ConversationKey, entry: PostEntry): void {
    this.#append({ post: { teamId, channelId, ...entry } });
  }

  saveBudget(budget: Json): void {
    this.#saveState({ ...this.#state, budget });
  }

  /**
   * Forgets all posts, to read them back from their markers. The number that the last run knew stays, so that a rebuild
   * which is cut short is completed by the next run that publishes.
   */
  forgetPosts(): void {
    this.#saveState({ ...this.#state, posts: Math.max(this.#state.posts, this.size) });
    for (const [name, { place }] of this.#months) {
      writePosts(this.#archive, place, []);
      this.#changed.delete(name);
    }
    this.#months.clear();
  }

  /** Brings the month files up to date; what is in doubt stays in the journal. */
  compact(): void {
    for (const name of this.#changed) {
      const month = this.#months.get(name);
      if (month !== undefined) writePosts(this.#archive, month.place, month.posts.values());
    }
    this.#changed.clear();
    if (this.#state.posts !== this.size) this.#saveState({ ...this.#state, posts: this.size });
    if (!this.#hasJournal) return;
    const lines = this.doubts.map((doubt) => `${JSON.stringify({ doubt })}\n`);
    if (lines.length > 0) writeAtomically(this.#path('journal.jsonl'), lines.join(''));
    else rmSync(this.#path('journal.jsonl'), { force: true });
    this.#hasJournal = lines.length > 0;
  }

  #append(line: Line): void {
    const path = this.#path('journal.jsonl');
    try {
      if (!this.#hasJournal) makeFolder(dirname(path));
      const file = openSync(path, 'a');
      try {
        writeSync(file, `${JSON.stringify(line)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw cannotWrite(path, error);
    }
    this.#hasJournal = true;
    this.#take(line);
  }

  #take(line: Line): void {
    if ('doubt' in line) this.#doubts.set(doubtName(line.doubt), line.doubt);
    else if ('settled' in line) this.#doubts.delete(doubtName(line.settled));
    else this.#takePost(line.post);
  }

  #takePost({ teamId, channelId, ...entry }: ConversationKey & PostEntry): void {
    const conversation = { teamId, channelId, rootTs: entry.rootTs };
    const place = placeOf(conversation);
    const name = nameOf(place);
    const month = this.#months.get(name) ?? { place, posts: new Map<Ts, PostEntry>() };
    month.posts.set(entry.rootTs, entry);
    this.#months.set(name, month);
    this.#changed.add(name);
    entry.parts.forEach((_, part) => {
      this.#doubts.delete(doubtName({ conversation, part }));
    });
  }

  /** The last line may be torn: a run was killed while it wrote, and what it announced had not begun. */
  #replay(): void {
    const lines = readIfThere(this.#path('journal.jsonl'))?.toString().split('\n');
    if (lines === undefined) return;
    this.#hasJournal = true;
    const whole = lines.slice(0, -1);
    whole.forEach((text, index) => {
      const line = parse(text);
      if (line !== undefined) this.#take(line as Line);
      else if (index < whole.length - 1)
        throw new StorageError(
          `${this.#path('journal.jsonl')}:${index + 1} is damaged. Delete that line and run: unsilo check --rebuild`,
        );
    });
  }

  #saveState(state: PublishState): void {
    writeAtomically(this.#path('state.json'), `${JSON.stringify(state)}\n`);
    this.#state = state;
  }

  #path(name: string): string {
    return join(this.#archive, 'publish', name);
  }
}

/** One that is damaged tells nothing: then all posts are looked for before one is created. */
function stateOf(saved: unknown): PublishState {
  const posts = (saved as Partial<PublishState> | undefined)?.posts;
  return Number.isInteger(posts) ? (saved as PublishState) : { posts: Number.MAX_SAFE_INTEGER };
}

function placeOf({ teamId, channelId, rootTs }: ConversationKey): LedgerPlace {
  return { teamId, channelId, month: monthOf(rootTs) };
}

function nameOf({ teamId, channelId, month }: LedgerPlace): string {
  return `${teamId}/${channelId}/${month}`;
}

function doubtName({ conversation, part }: Pick<Doubt, 'conversation' | 'part'>): string {
  return `${conversation.teamId}/${conversation.channelId}/${conversation.rootTs}#${part}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
