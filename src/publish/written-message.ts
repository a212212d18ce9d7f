import { isContinued, speakerName } from '../content/speaker.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { Message, Reaction } from '../model/message.ts';
import { messageKind } from '../model/message-kind.ts';
import type { Ts } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';
import { linksOf, type Origin, shownTime } from './attribution.ts';
import { blockGap, type PackedMessage } from './pack.ts';
import type { Renderer } from './renderer.ts';
import type { PostTemplates } from './templates.ts';

/** A message in Markdown, ready to be packed. */
export interface WrittenMessage extends PackedMessage {
  readonly ts: Ts;
  /** As `pieces`, without what may change for nothing: counts of reactions. */
  readonly lasting: readonly string[];
}

export interface MessageContext {
  readonly key: ConversationKey;
  readonly origin: Origin;
  readonly names: Names;
  readonly render: Renderer;
  readonly templates: PostTemplates;
  /** UTF-16 units that a part has room for. */
  readonly room: number;
  /** The message that was marked as the answer. */
  readonly answer: Ts | undefined;
}

/** Attribution, the message's own Markdown, and a small line of reactions. */
export function writeMessage(
  message: Message,
  before: Message | undefined,
  context: MessageContext,
): WrittenMessage {
  const heading = headingOf(message, context);
  const details = detailsOf(message, context);
  const extra = heading.length + details.length + 2 * blockGap.length;
  const lasting = context.render.message(message, context.room - extra);
  return {
    ts: message.ts,
    heading,
    // An answer is named, whoever spoke before it.
    isContinued: message.ts !== context.answer && isContinued(message, before),
    lasting,
    pieces: withLast(lasting, details),
  };
}

function headingOf(
  { author, ts }: Message,
  { key, origin, names, render, templates, answer }: MessageContext,
): string {
  return templates.heading({
    isAnswer: ts === answer,
    name: render.inline(speakerName(author, names)),
    isBot: author.kind === 'bot',
    time: shownTime(ts),
    ...linksOf(key, ts, origin),
  });
}

function detailsOf(message: Message, { render, templates }: MessageContext): string {
  const isEdited = message.edited !== undefined && messageKind(message) === 'content';
  if (!isEdited && message.reactions.length === 0) return '';
  return templates.details({ isEdited, reactions: reactionsOf(message.reactions, render) });
}

/** One entry an emoji: Slack lists each skin tone apart, and a post shows counts, not people. */
function reactionsOf(reactions: readonly Reaction[], render: Renderer): { emoji: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { name, count } of reactions) {
    const emoji = render.emoji(name);
    counts.set(emoji, (counts.get(emoji) ?? 0) + count);
  }
  return [...counts].map(([emoji, count]) => ({ emoji, count }));
}

function withLast(pieces: readonly string[], details: string): readonly string[] {
  if (details === '') return pieces;
  const last = pieces.at(-1) ?? '';
  return [...pieces.slice(0, -1), last === '' ? details : `${last}${blockGap}${details}`];
}
