import type { PostComments } from '../archive/github-comments.ts';
import type { PostEntry } from '../archive/posts-ledger.ts';
import type { UrlEntry } from '../archive/url-ledger.ts';
import { type Conversation, conversationsOf } from '../model/conversation.ts';
import type { GithubComment } from '../model/github-comment.ts';
import type { Message } from '../model/message.ts';
import { messageKind } from '../model/message-kind.ts';
import { compareTs, monthOf, type Ts } from '../model/ts.ts';
import {
  type ConversationParts,
  conversationPages,
  elsewhereView,
  type UnitContext,
} from './conversation-page.ts';
import { pageView } from './page-frame.ts';
import { relativeLink } from './relative-link.ts';
import { shownDay, shownMonth } from './shown-time.ts';
import { type ChannelPlace, channelPath, monthPagePath, type Placed } from './site-map.ts';
import type { SiteSource, SiteUnit } from './site-source.ts';
import type { ConversationView, LinkView, MovedView } from './views.ts';

export type UnitPage =
  | { readonly kind: 'conversation'; readonly path: string; readonly view: ConversationView }
  | { readonly kind: 'moved'; readonly path: string; readonly view: MovedView };

/** What there is of a conversation on GitHub. */
export interface OnGithub {
  readonly post: PostEntry | undefined;
  /** What people wrote under it. */
  readonly comments: readonly GithubComment[];
}

export interface UnitMaterial {
  readonly unit: SiteUnit;
  readonly source: SiteSource;
  /** Of this unit: the conversations of the survey by their roots. */
  readonly placed: ReadonlyMap<Ts, Placed>;
  /** Told of every conversation. */
  onConversation?(conversation: Conversation, placed: Placed, onGithub: OnGithub): void;
  /** Of this unit: all places that were ever given. */
  readonly entries: readonly UrlEntry[];
}

/**
 * The pages of one channel and month: one for each conversation, and for each place whose conversation is no more, so
 * that every address and anchor that was ever published still leads to the message.
 */
export function* unitPages(
  { unit, source, placed, entries, onConversation }: UnitMaterial,
  context: UnitContext,
): Generator<UnitPage> {
  const messages = source.messages(unit);
  const posts = source.posts(unit);
  const comments = source.comments(unit);
  const { conversations } = conversationsOf(unit, messages);
  const topLevel = topLevelOf(messages);
  for (const conversation of conversations) {
    const of = placed.get(conversation.key.rootTs);
    if (of === undefined) throw new Error(`a conversation of ${unit.channelId} ${unit.month} has no place`);
    const onGithub = onGithubOf(conversation.key.rootTs, posts, comments);
    onConversation?.(conversation, of, onGithub);
    const elsewhere = elsewhereOf(conversation, of.entry, topLevel);
    const parts: ConversationParts = { conversation, placed: of, elsewhere, ...onGithub };
    for (const page of conversationPages(parts, context)) yield { kind: 'conversation', ...page };
  }
  for (const entry of entries)
    if (!placed.has(entry.rootTs))
      yield { kind: 'moved', path: entry.path, view: movedView(entry, topLevel, context) };
}

/** Comments belong to the post that the ledger names: those of one that was deleted are not shown any more. */
function onGithubOf(
  rootTs: Ts,
  posts: ReadonlyMap<Ts, PostEntry>,
  comments: ReadonlyMap<Ts, PostComments>,
): OnGithub {
  const post = posts.get(rootTs);
  const read = comments.get(rootTs);
  return { post, comments: read !== undefined && read.number === post?.number ? read.comments : [] };
}

/** In order: what people see in the channel itself, also what is left of deleted messages. */
function topLevelOf(messages: readonly Message[]): readonly Ts[] {
  const isShown = (message: Message) => {
    const { ts, threadTs } = message;
    if (threadTs !== undefined) return threadTs === ts;
    const kind = messageKind(message);
    return kind !== 'noise' && kind !== 'system';
  };
  return messages
    .filter(isShown)
    .map(({ ts }) => ts)
    .sort(compareTs);
}

/** What stood between the first and the last message that this page ever showed, and is not part of it. */
function elsewhereOf(
  conversation: Conversation,
  { rootTs, last }: UrlEntry,
  topLevel: readonly Ts[],
): readonly Ts[] {
  if (last === undefined) return [];
  const own = new Set(conversation.messages.map(({ ts }) => ts));
  return topLevel.filter((ts) => !own.has(ts) && compareTs(rootTs, ts) < 0 && compareTs(ts, last) <= 0);
}

function movedView(entry: UrlEntry, topLevel: readonly Ts[], context: UnitContext): MovedView {
  const { frame, channel } = context;
  const { path, rootTs, last = rootTs } = entry;
  const title = `Conversation in #${channel.name}, ${shownDay(rootTs)}`;
  const times = topLevel.filter((ts) => compareTs(rootTs, ts) <= 0 && compareTs(ts, last) <= 0);
  const shown = times.length > 0 ? times : [rootTs];
  return {
    site: frame.view,
    page: pageView({ path, title, isUnlisted: true }, frame),
    channel: { name: channel.name, href: relativeLink(path, channelPath(channel)) },
    month: monthLink(entry, channel),
    heading: title,
    note:
      times.length > 0
        ? 'Messages that came to the archive later changed how these belong together. They are here now:'
        : 'What was said here is not in the archive any more.',
    items: shown.map((ts) => ({ row: elsewhereView(ts, path, context) })),
  };
}

/** The list of the month, or of the channel when nothing else was said in that month. */
function monthLink({ path, rootTs }: UrlEntry, channel: ChannelPlace): LinkView {
  const month = monthOf(rootTs);
  const isListed = channel.conversations.some(({ summary }) => monthOf(summary.key.rootTs) === month);
  const to = isListed ? monthPagePath(channel, month, 1) : channelPath(channel);
  return { name: shownMonth(month), href: relativeLink(path, to) };
}
