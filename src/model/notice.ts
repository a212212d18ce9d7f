import { isJsonObject, type JsonObject, objectsAt, stringAt } from './json.ts';

/** A line of ours in a Slack thread: that a post was made, or that people answered there. */
export type NoticeKind = 'posted' | 'answered';

const prefix = 'unsilo:';

/** Names the notice within its message; Slack keeps it, and people can't write one. */
export function noticeId(kind: NoticeKind): string {
  return `${prefix}${kind}`;
}

/** Which of our notices a row is, as Slack or an export shows it; undefined for what people and other apps said. */
export function noticeOf(row: JsonObject): string | undefined {
  if (typeof row.bot_id !== 'string' && row.subtype !== 'bot_message') return undefined;
  return objectsAt(row, 'blocks')
    .map((block) => (isJsonObject(block) ? stringAt(block, 'block_id') : undefined))
    .find((id) => id?.startsWith(prefix) === true);
}
