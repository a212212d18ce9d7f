import { toHtml } from '../../src/content/html.ts';
import { toMarkdown } from '../../src/content/markdown.ts';
import { parseContent } from '../../src/content/parse-content.ts';
import { toText } from '../../src/content/text.ts';
import { titleOf } from '../../src/content/title.ts';
import type { Conversation } from '../../src/model/conversation.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Message } from '../../src/model/message.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import type { Permalink } from '../../src/model/permalink.ts';
import type { Names } from '../../src/model/workspace.ts';

const people: Readonly<Record<string, string>> = { U0ADA: 'Ada Lovelace', U0KOFI: 'kofi' };
const channels: Readonly<Record<string, string>> = { C0HELP: 'help', C0DEV: 'dev' };

export const names: Names = {
  user: (id) => people[id],
  channel: (id) => channels[id],
  userGroup: (id) => (id === 'S0CORE' ? 'core-team' : undefined),
};

/** Only `#help` and what was said there has a page. */
export function linkTo({ channelId, ts }: Permalink) {
  if (channelId !== 'C0HELP') return undefined;
  return ts === undefined ? { href: 'c/help/' } : { href: `c/help/#${ts}`, title: 'How to light a lantern' };
}

export const context = { names, linkTo, repository: 'lantern/archive' };

/** A person's message; a string stands for its text. */
export function messageOf(said: string | JsonObject): Message {
  const json = typeof said === 'string' ? { text: said } : said;
  const message = parseMessage({ ts: '1720000000.000100', user: 'U0ADA', text: '', ...json });
  if (message === undefined) throw new Error('no message');
  return message;
}

export function contentOf(said: string | JsonObject) {
  return parseContent(messageOf(said));
}

export function markdownOf(said: string | JsonObject): string {
  return toMarkdown(contentOf(said), context);
}

export function htmlOf(said: string | JsonObject): string {
  return toHtml(contentOf(said), context);
}

export function textOf(said: string | JsonObject): string {
  return toText(contentOf(said), names);
}

export function titleFor(...said: readonly (string | JsonObject)[]): string {
  const messages = said.map(messageOf);
  const [root] = messages;
  if (root === undefined) throw new Error('no message');
  const key = { teamId: 'T0LANTERN' as TeamId, channelId: 'C0HELP' as ChannelId, rootTs: root.ts };
  return titleOf({ kind: 'thread', key, messages, isRootMissing: false } satisfies Conversation, names);
}

/** A message of one block. */
export function blockMessage(...blocks: readonly JsonObject[]): JsonObject {
  return { blocks };
}

export function richText(...elements: readonly JsonObject[]): JsonObject {
  return { type: 'rich_text', elements };
}

export function section(...elements: readonly JsonObject[]): JsonObject {
  return { type: 'rich_text_section', elements };
}

/** A message of one section of rich text. */
export function richMessage(...elements: readonly JsonObject[]): JsonObject {
  return blockMessage(richText(section(...elements)));
}

/** `said('half', 'bold')` */
export function said(text: string, ...styles: readonly string[]): JsonObject {
  const style = Object.fromEntries(styles.map((name) => [name, true]));
  return { type: 'text', text, ...(styles.length === 0 ? {} : { style }) };
}

export function list(
  style: 'bullet' | 'ordered',
  items: readonly string[],
  more: JsonObject = {},
): JsonObject {
  const elements: readonly Json[] = items.map((item) => section(said(item)));
  return { type: 'rich_text_list', style, indent: 0, elements, ...more };
}

export function plain(text: string): JsonObject {
  return { type: 'plain_text', text, emoji: true };
}

export function mrkdwn(text: string): JsonObject {
  return { type: 'mrkdwn', text };
}
