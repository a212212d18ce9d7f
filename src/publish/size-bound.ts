import type { Conversation } from '../model/conversation.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Message } from '../model/message.ts';

/** A body holds at least so much besides its frame. */
const room = 50_000;

/** The heading with two links and a long name, the line of reactions apart. */
const perMessage = 800;

/** The longest that one character becomes: `$` is `<span>$</span>`, and a line may begin with the signs of nested quotes. */
const growth = 14;

/** The longest that letters, digits and spaces become on average: a name of a commit is parted once. */
const plainGrowth = 3;

/** What an id can become: a display name or a title of 100 characters, each of the longest kind. */
const perId = 100 * growth;

/**
 * True when the conversation fits into one body, whatever it says: the plan need not render it to know. False says
 * nothing. The bound is that of disarming; a test renders hostile texts against it.
 */
export function surelyFits(conversation: Conversation): boolean {
  return lengthBound(conversation, room) <= room;
}

/** UTF-16 units that the Markdown of the messages can have at most; counting ends beyond `enough`. */
export function lengthBound({ messages }: Conversation, enough = Number.POSITIVE_INFINITY): number {
  let bound = 0;
  for (const message of messages) {
    bound += perMessage + weightOf(message);
    if (bound > enough) break;
  }
  return bound;
}

/** What is said is shown once: as blocks, or as text. */
function weightOf({ text, blocks, attachments, files, reactions }: Message): number {
  return (
    Math.max(textWeight(text), jsonWeight(blocks)) +
    jsonWeight(attachments) +
    files.reduce((sum, file) => sum + jsonWeight({ ...file } as Json) + 200, 0) +
    reactions.reduce((sum, { name }) => sum + textWeight(name) + 20, 0)
  );
}

function textWeight(text: string): number {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    weight += isPlain(code) ? plainGrowth : growth;
    if (code === lessThan) weight += perId;
  }
  return weight;
}

const lessThan = 0x3c;

function isPlain(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x20;
}

const named = new Set<Json | undefined>(['user', 'channel', 'usergroup', 'link', 'message_mention']);

function jsonWeight(json: Json | undefined): number {
  if (typeof json === 'string') return textWeight(json);
  if (typeof json !== 'object' || json === null) return growth;
  const values: readonly (Json | undefined)[] = Array.isArray(json) ? json : Object.values(json);
  const own = isJsonObject(json) && named.has(json.type) ? perId : growth;
  return values.reduce<number>((sum, value) => sum + jsonWeight(value), own);
}
