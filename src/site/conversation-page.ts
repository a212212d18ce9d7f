import type { PostEntry } from '../archive/posts-ledger.ts';
import { toHtml } from '../content/html.ts';
import { isContinued, speakerName } from '../content/speaker.ts';
import type { Content } from '../content/tree.ts';
import type { Conversation, ConversationKey } from '../model/conversation.ts';
import type { Tally } from '../model/diagnostic.ts';
import type { GithubComment } from '../model/github-comment.ts';
import type { Message } from '../model/message.ts';
import { formatPermalink, type Permalink } from '../model/permalink.ts';
import { compareTs, isoTime, monthOf, type Ts, tsDigits } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';
import { answersOf } from './answers.ts';
import { excerptOf } from './excerpt.ts';
import { headOf } from './json-ld.ts';
import { targetOf } from './link-target.ts';
import { pageView, type SiteFrame } from './page-frame.ts';
import { pageOf, pagePath } from './places.ts';
import { portraitOf } from './portrait.ts';
import { reactionView } from './reaction-view.ts';
import { relativeLink } from './relative-link.ts';
import { factsOf, nearOf, rowOf } from './rows.ts';
import type { Said } from './said.ts';
import { gapBetween, shownClock, shownDay, shownMonth } from './shown-time.ts';
import {
  addressOf,
  type ChannelPlace,
  channelPath,
  monthPagePath,
  type Placed,
  type SiteMap,
} from './site-map.ts';
import type { SiteMedia } from './site-media.ts';
import type { ConversationView, ElsewhereView, ItemView, MessageView, PagerItem } from './views.ts';

/** What is the same for the pages of one channel and month. */
export interface UnitContext {
  readonly frame: SiteFrame;
  readonly map: SiteMap;
  readonly channel: ChannelPlace;
  readonly names: Names;
  /** `https://acme.slack.com/`, where it is known. */
  readonly workspaceUrl?: string;
  readonly media: SiteMedia;
  /** Counts what was not understood, by kind. */
  readonly unknown: Tally;
  /** The page of the channel's month on which the conversation is listed. */
  monthPageOf(ts: Ts): number;
}

export interface ConversationParts {
  readonly conversation: Conversation;
  readonly said: Said;
  readonly placed: Placed;
  /** Messages at the top level of the channel that stand on other pages, in the time that this page spans. */
  readonly elsewhere: readonly Ts[];
  readonly post?: PostEntry | undefined;
  /** What people wrote under the post. */
  readonly comments: readonly GithubComment[];
}

export interface Page {
  readonly path: string;
  readonly view: ConversationView;
}

/** The pages of a conversation: one, or as many as its breaks say. */
export function conversationPages(parts: ConversationParts, context: UnitContext): readonly Page[] {
  const { entry } = parts.placed;
  const count = 1 + (entry.breaks?.length ?? 0);
  return Array.from({ length: count }, (_, index) => {
    const path = pagePath(entry, index + 1);
    return { path, view: viewOf(parts, { number: index + 1, count, path }, context) };
  });
}

interface PageNumber {
  readonly number: number;
  readonly count: number;
  readonly path: string;
}

function viewOf(parts: ConversationParts, page: PageNumber, context: UnitContext): ConversationView {
  const { conversation, placed, post } = parts;
  const { frame, channel, map, workspaceUrl } = context;
  const { summary, entry } = placed;
  const { path, number } = page;
  const excerpt = excerptOf(conversation, parts.said);
  const month = monthOf(entry.rootTs);
  const monthPath = monthPagePath(channel, month, context.monthPageOf(entry.rootTs));
  const { older, newer } = map.neighbours(entry);
  const mentions = number === 1 ? map.mentionsOf(entry) : [];
  const jsonLd = headOf(placed, { frame, channel: channel.name, excerpt });
  return {
    site: frame.view,
    page: pageView(
      {
        path,
        title: number === 1 ? summary.title : `${summary.title}, page ${number}`,
        description: excerpt,
        isUnlisted: summary.isThin,
        ...(jsonLd === undefined ? {} : { jsonLd }),
      },
      frame,
    ),
    channel: { name: channel.name, href: relativeLink(path, channelPath(channel)) },
    month: { name: shownMonth(month), href: relativeLink(path, monthPath) },
    heading: summary.title,
    facts: factsOf(summary),
    ...(post === undefined ? {} : { post: { href: post.url } }),
    ...(workspaceUrl === undefined ? {} : { slackUrl: slackUrl(entry, workspaceUrl) }),
    isRootMissing: conversation.kind === 'thread' && conversation.isRootMissing && number === 1,
    ...(number === 1
      ? {}
      : { earlier: { href: relativeLink(path, placed.entry.path), label: '← First page' } }),
    items: itemsOf(parts, page, context),
    ...(page.count === 1 ? {} : { pager: pagerOf(page, (at) => pagePath(placed.entry, at)) }),
    ...(number < page.count || parts.comments.length === 0
      ? {}
      : { answers: answersOf(parts.comments, path, context) }),
    ...(mentions.length === 0
      ? {}
      : { mentions: mentions.map((one) => rowOf(one, path, map.channel(one.entry)?.name)) }),
    near: nearOf(path, { older: neighbour(older), newer: neighbour(newer) }),
  };
}

function neighbour(placed: Placed | undefined) {
  return placed === undefined ? undefined : { path: placed.entry.path, title: placed.summary.title };
}

function slackUrl({ channelId, rootTs }: ConversationKey, workspaceUrl: string): string {
  return formatPermalink({ channelId, ts: rootTs }, workspaceUrl);
}

export function pagerOf(
  { number, count, path }: PageNumber,
  pathOf: (page: number) => string,
): readonly PagerItem[] {
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    href: relativeLink(path, pathOf(index + 1)),
    isCurrent: index + 1 === number,
  }));
}

/** Messages of this page and rows for those of others, in order of time. */
function itemsOf(parts: ConversationParts, page: PageNumber, context: UnitContext): readonly ItemView[] {
  const { conversation, said, placed, elsewhere } = parts;
  const isHere = (ts: Ts) => pageOf(placed.entry, ts) === page.number;
  const messages = conversation.messages.filter(({ ts }) => isHere(ts));
  const rows = elsewhere.filter(isHere);
  const items: ItemView[] = [];
  let before: Message | undefined;
  let at = 0;
  for (const message of messages) {
    for (; at < rows.length && compareTs(rows[at] as Ts, message.ts) < 0; at += 1) {
      items.push({ row: elsewhereView(rows[at] as Ts, page.path, context) });
      before = undefined;
    }
    const gap = before === undefined ? undefined : gapBetween(before.ts, message.ts);
    items.push({
      ...messageView(message, said.content(message), { before, path: page.path }, context),
      ...(gap === undefined ? {} : { gap }),
    });
    before = message;
  }
  for (const ts of rows.slice(at)) items.push({ row: elsewhereView(ts, page.path, context) });
  return items;
}

/** A line that leads to where a message stands; its anchor is the message's own. */
export function elsewhereView(ts: Ts, path: string, { map, channel }: UnitContext): ElsewhereView {
  const id = `p${tsDigits(ts)}`;
  const { channelId, teamId } = channel;
  const target = map.find({ channelId, ts }, teamId);
  if (target === undefined)
    return { id, what: '', title: 'A message stood here that is not in the archive any more.' };
  return {
    id,
    what: target.summary.kind === 'thread' ? '↳ thread:' : '↳ moved to:',
    title: target.summary.title,
    href: relativeLink(path, addressOf(target, ts)),
  };
}

function messageView(
  message: Message,
  content: Content,
  { before, path }: { readonly before: Message | undefined; readonly path: string },
  { map, names, channel, media, unknown }: UnitContext,
): MessageView {
  unknown.addAll(content.unknown);
  const { ts, author, reactions } = message;
  const name = speakerName(author, names);
  const sameDay = before !== undefined && shownDay(before.ts) === shownDay(ts);
  const linkTo = (link: Permalink) => targetOf(link, path, { map, channel });
  const here = media.on(path, channel.teamId);
  return {
    id: `p${tsDigits(ts)}`,
    name,
    ...portraitOf(name),
    isBot: author.kind === 'bot',
    isContinued: isContinued(message, before),
    iso: isoTime(ts),
    time: sameDay ? shownClock(ts) : `${shownDay(ts)}, ${shownClock(ts)} UTC`,
    isEdited: message.edited !== undefined,
    html: toHtml(content, { names, linkTo, media: here }),
    reactions: reactions.map((reaction) => reactionView(reaction, here)),
  };
}
