import type { Conversation } from '../model/conversation.ts';
import type { Message } from '../model/message.ts';

/** Turns what people wrote into Markdown that GitHub shows as it was meant, and that notifies and links nobody. */
export interface Renderer {
  /** In pieces of at most `limit` UTF-16 units, each whole Markdown of its own: none ends inside a fence. */
  message(message: Message, limit: number): readonly string[];
  /** A name in a line of Markdown. */
  inline(text: string): string;
  /** Markdown of an emoji: `+1` → 👍. */
  emoji(name: string): string;
  /** At most 250 code points of plain text. */
  title(conversation: Conversation): string;
}
