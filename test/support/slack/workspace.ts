import type { ChannelId, TeamId } from '../../../src/model/ids.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { compareTs, isTs, type Ts } from '../../../src/model/ts.ts';
import { openExport } from '../../../src/slack/open-export.ts';

export type Row = JsonObject & { readonly ts: Ts };

/** A moment as Slack writes it. */
export function tsAt(ms: number): Ts {
  return `${Math.floor(ms / 1000)}.${String(Math.floor((ms % 1000) * 1000)).padStart(6, '0')}` as Ts;
}

/**
 * One channel of a living workspace: what it shows depends on the moment. Messages come when they were written, edits when
 * they were made, a root tells of the replies that are there, and what was deleted goes.
 */
export class LivingChannel {
  readonly id: ChannelId;
  json: JsonObject;
  /** Slack's word, when it can't be read any more. */
  refusal: string | undefined;
  /** The plan hides older messages. */
  isLimited = false;
  readonly #rows = new Map<Ts, Row>();
  readonly #deleted = new Map<Ts, Ts>();
  /** What history lists, oldest first. */
  #top: Ts[] = [];
  /** Replies by their root, oldest first. */
  readonly threads = new Map<Ts, Ts[]>();

  constructor(json: JsonObject, rows: Iterable<Row> = []) {
    this.id = json.id as ChannelId;
    this.json = json;
    for (const row of rows) this.#add(row);
    this.#sort();
  }

  /** Says something, or says it otherwise. */
  put(...rows: readonly Row[]): void {
    for (const row of rows) this.#add(row);
    this.#sort();
  }

  delete(ts: Ts, at: Ts): void {
    this.#deleted.set(ts, at);
  }

  has(ts: Ts): boolean {
    return this.#rows.has(ts);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Everything that is there at a moment, as history and replies show it. */
  all(now: Ts): readonly Row[] {
    return [...this.#rows.keys()].flatMap((ts) => this.shown(ts, now) ?? []);
  }

  /** Top-level messages between two moments, newest first. */
  history(oldest: Ts, latest: Ts, now: Ts): readonly Ts[] {
    const [from, to] = [after(this.#top, oldest), before(this.#top, latest)];
    return this.#top
      .slice(from, to)
      .filter((ts) => this.shown(ts, now) !== undefined)
      .reverse();
  }

  /** Replies that are there, oldest first. */
  replies(root: Ts, now: Ts): readonly Ts[] {
    return (this.threads.get(root) ?? []).filter(
      (ts) => compareTs(ts, now) <= 0 && !this.#isDeleted(ts, now),
    );
  }

  /** A message as it is at a moment; undefined when it is not there. */
  shown(ts: Ts, now: Ts): Row | undefined {
    const row = this.#rows.get(ts);
    if (row === undefined || compareTs(ts, now) > 0) return undefined;
    const replies = isReply(row) ? [] : this.replies(ts, now);
    if (this.#isDeleted(ts, now))
      return replies.length === 0 ? undefined : { ...tombstone(ts), ...thread(ts, replies) };
    return isReply(row) ? asOf(row, now) : { ...asOf(row, now), ...thread(ts, replies) };
  }

  #isDeleted(ts: Ts, now: Ts): boolean {
    const at = this.#deleted.get(ts);
    return at !== undefined && compareTs(at, now) <= 0;
  }

  #add(row: Row): void {
    const { thread_ts, reply_count, latest_reply, reply_users, reply_users_count, replies, ...own } = row;
    const isAnswer = isTs(thread_ts) && thread_ts !== row.ts;
    const kept = (isAnswer ? { ...own, thread_ts } : own) as Row;
    const isNew = !this.#rows.has(row.ts);
    this.#rows.set(row.ts, kept);
    if (!isNew) return;
    if (!isAnswer || row.subtype === 'thread_broadcast') this.#top.push(row.ts);
    if (isAnswer) this.threads.set(thread_ts, [...(this.threads.get(thread_ts) ?? []), row.ts]);
  }

  #sort(): void {
    this.#top.sort(compareTs);
    for (const replies of this.threads.values()) replies.sort(compareTs);
  }
}

function isReply({ ts, thread_ts }: Row): boolean {
  return isTs(thread_ts) && thread_ts !== ts;
}

function thread(ts: Ts, replies: readonly Ts[]): JsonObject {
  if (replies.length === 0) return {};
  return { thread_ts: ts, reply_count: replies.length, latest_reply: replies.at(-1) };
}

/** Before the edit that is known of, the message said something else. */
function asOf(row: Row, now: Ts): Row {
  const edited = row.edited as JsonObject | undefined;
  if (edited === undefined || !isTs(edited.ts) || compareTs(edited.ts, now) <= 0) return row;
  const { edited: _, blocks: __, ...before } = row;
  return { ...before, text: `${row.text ?? ''} (before the edit)` } as Row;
}

function tombstone(ts: Ts): Row {
  return {
    type: 'message',
    subtype: 'tombstone',
    user: 'USLACKBOT',
    hidden: true,
    text: 'This message was deleted.',
    ts,
  };
}

function after(sorted: readonly Ts[], ts: Ts): number {
  return search(sorted, (one) => compareTs(one, ts) > 0);
}

function before(sorted: readonly Ts[], ts: Ts): number {
  return search(sorted, (one) => compareTs(one, ts) >= 0);
}

/** Index of the first that passes. */
function search(sorted: readonly Ts[], passes: (ts: Ts) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export class LivingWorkspace {
  readonly teamId: TeamId;
  readonly channels: Map<ChannelId, LivingChannel>;
  users: readonly JsonObject[];
  /** The workspace's own emoji: an address, or `alias:` and a name. */
  emoji: Readonly<Record<string, string>> = {};

  constructor(teamId: TeamId, channels: readonly LivingChannel[], users: readonly JsonObject[] = []) {
    this.teamId = teamId;
    this.channels = new Map(channels.map((channel) => [channel.id, channel]));
    this.users = users;
  }

  get size(): number {
    return [...this.channels.values()].reduce((sum, { size }) => sum + size, 0);
  }

  channel(id: string): LivingChannel {
    const channel = this.channels.get(id as ChannelId);
    if (channel === undefined) throw new Error(`no channel ${id}`);
    return channel;
  }
}

/** The public channels of an export as a living workspace. */
export async function workspaceOf(path: string): Promise<LivingWorkspace> {
  const source = await openExport(path);
  try {
    const channels: LivingChannel[] = [];
    for (const channel of source.channels) {
      if (channel.kind !== 'public' || channel.id === undefined) continue;
      const rows: Row[] = [];
      for await (const { items } of source.messages(channel))
        for (const item of items) if (isRow(item)) rows.push(item);
      channels.push(new LivingChannel({ ...channel.json, id: channel.id, name: channel.name }, rows));
    }
    return new LivingWorkspace(source.teamId ?? ('T00000001' as TeamId), channels, source.users);
  } finally {
    source.close();
  }
}

function isRow(item: unknown): item is Row {
  return isTs((item as JsonObject | null)?.ts) && (item as JsonObject).user !== 'U00';
}
