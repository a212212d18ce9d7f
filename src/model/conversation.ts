import type { ChannelId, TeamId } from './ids.ts';
import type { Message } from './message.ts';
import { isTalk } from './message-kind.ts';
import { compareTs, epochMs, type Month, monthOf, type Ts } from './ts.ts';

/** Identity of a conversation, for ever. */
export interface ConversationKey {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly rootTs: Ts;
}

/** What gets a page and may become a post. Messages are in order of time. */
export type Conversation = Thread | Stitch;

export interface Thread {
  readonly kind: 'thread';
  readonly key: ConversationKey;
  /** The root first, unless `isRootMissing`: then only replies. */
  readonly messages: readonly Message[];
  /** True when the source has replies but no root: a windowed export, or a deleted message. */
  readonly isRootMissing: boolean;
}

/** Loose messages that stand close together in time. Its key is that of its first message. */
export interface Stitch {
  readonly kind: 'stitch';
  readonly key: ConversationKey;
  readonly messages: readonly Message[];
  /** Roots of the threads that were started between the first and the last message. */
  readonly threads: readonly Ts[];
}

/** The conversations of one channel and month, with what did not become part of any. */
export interface MonthOfConversations {
  /** In order of their root. */
  readonly conversations: readonly Conversation[];
  /** Messages that no page shows, such as joins. */
  readonly noise: readonly Message[];
}

const stitchGapMs = 30 * 60 * 1000;
const stitchLength = 100;

/** The month that a message is filed under: that of its thread's root, so it never moves. */
export function filedUnder(message: Pick<Message, 'ts' | 'threadTs'>): Month {
  return monthOf(message.threadTs ?? message.ts);
}

/**
 * Groups the messages of one channel that are filed under one month, in any order.
 *
 * Threads are grouped by `thread_ts` alone: `replies[]` of an export is incomplete. Loose messages are stitched while
 * at most 30 minutes lie between neighbours at the top level of the channel, up to 100 in one stitch, and never across
 * a UTC month. Thread roots count as neighbours, so a message that gets its first reply later breaks no stitch.
 */
export function conversationsOf(
  { teamId, channelId }: Pick<ConversationKey, 'teamId' | 'channelId'>,
  messages: readonly Message[],
): MonthOfConversations {
  const place = { teamId, channelId };
  const { threads, topLevel, noise } = groupByRoot(messages);
  const conversations: Conversation[] = [];
  for (const [rootTs, ofThread] of threads) {
    const inOrder = ofThread.sort((a, b) => compareTs(a.ts, b.ts));
    const isRootMissing = inOrder[0]?.ts !== rootTs;
    conversations.push({ kind: 'thread', key: { ...place, rootTs }, messages: inOrder, isRootMissing });
  }
  for (const stretch of stretchesOf(topLevel)) conversations.push(...stitchesOf(place, stretch, threads));
  conversations.sort((a, b) => compareTs(a.key.rootTs, b.key.rootTs));
  return { conversations, noise };
}

interface Grouped {
  readonly threads: Map<Ts, Message[]>;
  /** Roots and loose messages that a reader sees, in order of time. */
  readonly topLevel: Message[];
  readonly noise: Message[];
}

function groupByRoot(messages: readonly Message[]): Grouped {
  const threads = new Map<Ts, Message[]>();
  for (const { ts, threadTs } of messages)
    if (threadTs !== undefined && threadTs !== ts) threads.set(threadTs, []);
  const topLevel: Message[] = [];
  const noise: Message[] = [];
  for (const message of messages) {
    const thread = threads.get(message.threadTs ?? message.ts);
    thread?.push(message);
    const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
    if (isReply) continue;
    // Loose, only talk is worth a place; deleted messages and events are so only as the root of a thread.
    if (thread === undefined && !isTalk(message)) noise.push(message);
    else topLevel.push(message);
  }
  topLevel.sort((a, b) => compareTs(a.ts, b.ts));
  noise.sort((a, b) => compareTs(a.ts, b.ts));
  return { threads, topLevel, noise };
}

function stretchesOf(topLevel: readonly Message[]): Message[][] {
  const stretches: Message[][] = [];
  let last: Message | undefined;
  for (const message of topLevel) {
    if (last !== undefined && epochMs(message.ts) - epochMs(last.ts) <= stitchGapMs)
      stretches.at(-1)?.push(message);
    else stretches.push([message]);
    last = message;
  }
  return stretches;
}

function stitchesOf(
  place: Pick<ConversationKey, 'teamId' | 'channelId'>,
  stretch: readonly Message[],
  threads: ReadonlyMap<Ts, unknown>,
): Stitch[] {
  const loose = stretch.filter(({ ts }) => !threads.has(ts));
  const roots = stretch.filter(({ ts }) => threads.has(ts)).map(({ ts }) => ts);
  const stitches: Stitch[] = [];
  for (let start = 0; start < loose.length; start += stitchLength) {
    const messages = loose.slice(start, start + stitchLength);
    const [first, last] = [messages[0], messages.at(-1)];
    if (first === undefined || last === undefined) continue;
    const within = roots.filter((ts) => compareTs(first.ts, ts) < 0 && compareTs(ts, last.ts) < 0);
    stitches.push({ kind: 'stitch', key: { ...place, rootTs: first.ts }, messages, threads: within });
  }
  return stitches;
}
