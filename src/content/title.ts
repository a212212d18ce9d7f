import type { Conversation } from '../model/conversation.ts';
import type { Message } from '../model/message.ts';
import { messageKind } from '../model/message-kind.ts';
import { isoTime } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';
import { withoutGreeting } from './greeting.ts';
import { parseContent } from './parse-content.ts';
import { blockText } from './text.ts';
import type { BlockNode, Content } from './tree.ts';

const shortest = 12;
const longest = 100;

/** A sign without width that no keyboard has. */
const joiner = '\u2060';

/** A title is cut, and what turned its direction would turn what stands around it. */
const directions = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The first real sentence of the conversation: greetings and mentions before it are left out, and a line of nothing
 * but emoji, an address or code is passed over when better words follow. Plain text in one line, at most 100 code
 * points; never empty.
 *
 * @param contentOf what a message says; whoever knows it already spares the parser
 */
export function titleOf(
  conversation: Conversation,
  names: Names,
  contentOf: (message: Message) => Content = parseContent,
): string {
  const candidates: string[] = [];
  for (const message of conversation.messages.slice(0, 5)) {
    for (const line of linesOf(message, names, contentOf)) {
      const sentence = firstSentence(line);
      if (isTelling(sentence)) return shorten(sentence);
      if (sentence !== '') candidates.push(sentence);
    }
  }
  const [best] = candidates.sort((a, b) => weight(b) - weight(a));
  return best === undefined || weight(best) === 0 ? untitled(conversation, names) : shorten(best);
}

function linesOf(
  message: Message,
  names: Names,
  contentOf: (message: Message) => Content,
): readonly string[] {
  const kind = messageKind(message);
  if (kind === 'deleted' || kind === 'noise') return [];
  const { blocks } = contentOf(message);
  const spoken = blocks.filter(isSpoken);
  const shown = spoken.length > 0 ? spoken : blocks.filter(isNamed);
  return shown.flatMap((block) => blockText(block, inOneWord(names)).split('\n'));
}

/** So that a mention before the first words is seen to end: `@Ada Lovelace could you …`. */
function inOneWord(names: Names): Names {
  return {
    user: (id) => names.user(id)?.replace(/\s+/g, joiner),
    channel: (id) => names.channel(id),
    userGroup: (id) => names.userGroup(id),
  };
}

/** A file without a name says nothing. */
function isNamed(block: BlockNode): boolean {
  return block.type !== 'file' || (block.file.title ?? block.file.name) !== undefined;
}

function isSpoken({ type }: BlockNode): boolean {
  return type === 'paragraph' || type === 'heading' || type === 'list';
}

function firstSentence(line: string): string {
  const text = line.replace(directions, '').replace(/\s+/g, ' ').trim();
  const rest = withoutGreeting(text).replaceAll(joiner, ' ');
  const end = /[.!?](?=\s+[\p{Lu}\p{N}"“(])|[。！？]/u.exec(rest.slice(shortest));
  return end === null ? rest : rest.slice(0, shortest + end.index + 1);
}

/** Words enough that a reader of a list knows what it is about. */
function isTelling(sentence: string): boolean {
  if (sentence.length < shortest) return false;
  const words = sentence.replace(/https?:\/\/\S+/g, ' ');
  return weight(words) >= 6 && words.trim().length >= shortest;
}

/** Letters count; signs, digits and pictures do not. */
function weight(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function shorten(text: string): string {
  const clean = withoutEnd(text.replace(/^[\s•◦·*>–—-]+/, '').slice(0, 4 * longest));
  const points = [...clean];
  if (points.length <= longest) return clean;
  const cut = points.slice(0, longest - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${withoutEnd(space > longest / 2 ? cut.slice(0, space) : cut)}…`;
}

function withoutEnd(text: string): string {
  return text.replace(/[\s:,;–—-]+$/, '');
}

/** `Files shared in #random, 2024-03-18` */
function untitled({ key, messages }: Conversation, names: Names): string {
  const channel = names.channel(key.channelId) ?? key.channelId;
  const hasFiles = messages.some(({ files }) => files.length > 0);
  const day = isoTime(key.rootTs).slice(0, 10);
  return `${hasFiles ? 'Files' : 'Conversation'} in #${channel}, ${day}`;
}
