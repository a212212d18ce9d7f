import type { UrlEntry } from '../archive/url-ledger.ts';
import { type Conversation, conversationsOf } from '../model/conversation.ts';
import type { Message } from '../model/message.ts';
import { messageKind } from '../model/message-kind.ts';
import { compareTs, monthOf, type Ts } from '../model/ts.ts';
import { conversationPages, elsewhereView, type UnitContext } from './conversation-page.ts';
import { onGithubIn } from './on-github.ts';
import { pageView } from './page-frame.ts';
import { relativeLink } from './relative-link.ts';
import { saidWith } from './said.ts';
import { shownDay, shownMonth } from './shown-time.ts';
import { type ChannelPlace, channelPath, monthPagePath, type Placed } from './site-map.ts';
import type { SiteSource, SiteUnit } from './site-source.ts';
import type { ConversationView, LinkView, MovedView } from './views.ts';

export type UnitPage =
  | { readonly kind: 'conversation'; readonly path: string; readonly view: ConversationView }
  | { readonly kind: 'moved'; readonly path: string; readonly view: MovedView };

export interface UnitMaterial {
  readonly unit: SiteUnit;
  readonly source: SiteSource;
  /** Of this unit: the conversations of the survey by their roots. */
  readonly placed: ReadonlyMap<Ts, Placed>;
  /** Of this unit: all places that were ever given. */
  readonly entries: readonly UrlEntry[];
}

/**
 * The pages of one channel and month: one for each conversation, and for each place whose conversation is no more, so
 * that every address and anchor that was ever published still leads to the message.
 */
export function* unitPages(
  { unit, source, placed, entries }: UnitMaterial,
  context: UnitContext,
): Generator<UnitPage> {
  const messages = source.messages(unit);
  const onGithub = onGithubIn(source, unit);
  const { conversations } = conversationsOf(unit, messages);
  const topLevel = topLevelOf(messages);
  for (const conversation of conversations) {
    const of = placed.get(conversation.key.rootTs);
    if (of === undefined) throw new Error(`a conversation of ${unit.channelId} ${unit.month} has no place`);
    const elsewhere = elsewhereOf(conversation, of.entry, topLevel);
    const said = saidWith(context.names);
    const parts = { conversation, said, placed: of, elsewhere, ...onGithub(conversation.key.rootTs) };
    for (const page of conversationPages(parts, context)) yield { kind: 'conversation', ...page };
  }
  for (const entry of entries)
    if (!placed.has(entry.rootTs))
      yield { kind: 'moved', path: entry.path, view: movedView(entry, topLevel, context) };
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
  const isListed = channel.conversations.some(({ entry }) => monthOf(entry.rootTs) === month);
  const to = isListed ? monthPagePath(channel, month, 1) : channelPath(channel);
  return { name: shownMonth(month), href: relativeLink(path, to) };
}
