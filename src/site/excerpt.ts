import type { Conversation } from '../model/conversation.ts';
import type { Message } from '../model/message.ts';
import { isTalk } from '../model/message-kind.ts';
import type { Said } from './said.ts';

const longest = 140;

/** The beginning of what is said, in one line: for search engines and feeds. */
export function excerptOf({ messages }: Conversation, said: Said): string {
  let excerpt = '';
  for (const message of messages) {
    if (excerpt.length >= longest) break;
    if (isTalk(message)) excerpt = `${excerpt} ${lineOf(message, said)}`.trim();
  }
  return shortened(excerpt);
}

/** The first 600 characters of what the message says, in one line. */
export function lineOf(message: Message, said: Said): string {
  return said.text(message).slice(0, 600).replaceAll(/\s+/g, ' ').trim();
}

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const cut = [...text.slice(0, longest)].slice(0, -1).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > longest / 2 ? cut.slice(0, space) : cut}…`;
}
