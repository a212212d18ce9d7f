import { Tally } from '../model/diagnostic.ts';
import type { Huddle, Message } from '../model/message.ts';
import { isKnownSubtype, messageKind } from '../model/message-kind.ts';
import { parseAttachments } from './attachments.ts';
import { textNode } from './link.ts';
import { parseBlocks } from './message-blocks.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { parseInline } from './mrkdwn-inline.ts';
import { lineOf } from './paragraphs.ts';
import type { Reading } from './reading.ts';
import type { BlockNode, Content, InlineNode } from './tree.ts';
import { isEscaped, unescapeText } from './unescape.ts';

/**
 * What a message says: its blocks, or its text where they show nothing; then attachments, then files. Events are one
 * grey line, and so is what is left of a deleted message.
 */
export function parseContent(message: Message): Content {
  const unknown = new Tally();
  const { subtype } = message;
  if (subtype !== undefined && !isKnownSubtype(subtype)) unknown.add(`subtype:${subtype}`);
  return { blocks: blocksOf(message, { unknown, depth: 0 }), unknown: unknown.counts() };
}

function blocksOf(message: Message, reading: Reading): readonly BlockNode[] {
  switch (messageKind(message)) {
    case 'deleted':
      return [note([textNode('This message was deleted.')])];
    case 'system':
      return [note(eventOf(message))];
    case 'noise':
      return [note(message.text === '' ? [textNode(eventName(message))] : inlineText(message))];
    default:
      return [
        ...wordsOf(message, reading),
        ...parseAttachments(message.attachments, reading),
        ...message.files.map((file) => ({ type: 'file' as const, file })),
      ];
  }
}

function wordsOf(message: Message, reading: Reading): readonly BlockNode[] {
  const blocks = parseBlocks(message.blocks, reading);
  const words = blocks.length > 0 ? blocks : parseMrkdwn(message.text, isEscaped(message));
  return message.subtype === 'me_message' ? words.map(inItalics) : words;
}

/** `/me waves`: an action, told about oneself. */
function inItalics(block: BlockNode): BlockNode {
  return block.type === 'paragraph'
    ? { type: 'paragraph', children: [{ type: 'emphasis', children: block.children }] }
    : block;
}

function eventOf(message: Message): readonly InlineNode[] {
  if (message.huddle !== undefined) return [textNode(huddleLine(message.huddle))];
  return message.text === '' ? [textNode(eventName(message))] : inlineText(message);
}

/** `Huddle · 3 people · 12 min` */
function huddleLine({ participants, startedAt, endedAt }: Huddle): string {
  const people = participants === 0 ? [] : [participants === 1 ? '1 person' : `${participants} people`];
  const hasEnd = startedAt !== undefined && endedAt !== undefined && endedAt > startedAt;
  const minutes = hasEnd ? [`${Math.max(1, Math.round((endedAt - startedAt) / 60))} min`] : [];
  return ['Huddle', ...people, ...minutes].join(' · ');
}

/** `channel_topic` → `channel topic` */
function eventName({ subtype }: Message): string {
  return (subtype ?? 'event').replaceAll('_', ' ');
}

function inlineText(message: Message): readonly InlineNode[] {
  const readText = isEscaped(message) ? unescapeText : (text: string) => text;
  return parseInline(message.text, readText);
}

function note(children: readonly InlineNode[]): BlockNode {
  return { type: 'note', children: lineOf(children) };
}
