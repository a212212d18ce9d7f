import type { Conversation } from '../model/conversation.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Message } from '../model/message.ts';

/** A body holds at least so much besides its frame. */
const room = 50_000;

/** The heading with two links and a long name, the line of reactions apart. */
const perMessage = 800;

/** The longest that one character becomes: `$` is `<span>$</span>`. */
const growth = 14;

/** What an id can become: a display name or a title of 100 characters, each of the longest kind. */
const perId = 100 * growth;

/**
 * True when the conversation fits into one body, whatever it says: the plan need not render it to know. False says
 * nothing. The bound is that of disarming; a test renders hostile texts against it.
 */
export function surelyFits({ messages }: Conversation): boolean {
  let left = room;
  for (const message of messages) {
    left -= perMessage + weightOf(message);
    if (left < 0) return false;
  }
  return true;
}

function weightOf({ text, blocks, attachments, files, reactions }: Message): number {
  return (
    textWeight(text) +
    jsonWeight(blocks) +
    jsonWeight(attachments) +
    files.reduce((sum, file) => sum + jsonWeight({ ...file } as Json) + 200, 0) +
    reactions.reduce((sum, { name }) => sum + textWeight(name) + 20, 0)
  );
}

function textWeight(text: string): number {
  let ids = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) ids += 1;
  return text.length * growth + ids * perId;
}

const named = new Set<Json | undefined>(['user', 'channel', 'usergroup', 'link', 'message_mention']);

function jsonWeight(json: Json | undefined): number {
  if (typeof json === 'string') return textWeight(json);
  if (typeof json !== 'object' || json === null) return growth;
  const values: readonly (Json | undefined)[] = Array.isArray(json) ? json : Object.values(json);
  const own = isJsonObject(json) && named.has(json.type) ? perId : growth;
  return values.reduce<number>((sum, value) => sum + jsonWeight(value), own);
}
