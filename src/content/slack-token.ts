import { isChannelId, isUserId, type UserGroupId } from '../model/ids.ts';
import { cleanText } from './clean-text.ts';
import { dateNode } from './date.ts';
import { linkAround, linkNode } from './link.ts';
import { isSlackLink } from './safe-url.ts';
import type { InlineNode } from './tree.ts';

/** What may be a token: it ends at the next `>` and holds no `<` and no line break. */
export const slackTokens =
  /<(?:@[UW][A-Z0-9]*(?:\|[^<>\n]*)?|#[CGD][A-Z0-9]{2,}(?:\|[^<>\n]*)?|![^<>\n]+|[a-z][a-z0-9+.-]*:[^<>\n]+)>/gi;

const broadcasts = new Set(['here', 'channel', 'everyone', 'group']);

/**
 * What stands between `<` and `>` in mrkdwn; undefined when that is no token but text: `<dbl>`, `<- 1e7`.
 * https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 *
 * @param readText un-escapes, where the text around is escaped
 * @param parseLabel for labels of links: these may have styles
 */
export function parseToken(
  inner: string,
  readText: (text: string) => string,
  parseLabel: (label: string) => readonly InlineNode[],
): InlineNode | undefined {
  const bar = inner.indexOf('|');
  const head = bar < 0 ? inner : inner.slice(0, bar);
  const raw = bar < 0 ? '' : inner.slice(bar + 1);
  const label = raw === '' ? undefined : cleanText(readText(raw));
  switch (head[0]) {
    case '@':
      return userToken(head.slice(1), label);
    case '#':
      return channelToken(head.slice(1), label);
    case '!':
      return specialToken(head.slice(1), label, readText);
    default:
      return isSlackLink(head) ? linkToken(readText(head), raw, parseLabel) : undefined;
  }
}

function linkToken(url: string, label: string, parseLabel: (label: string) => readonly InlineNode[]) {
  const children = label === '' ? [] : parseLabel(label);
  const [only] = children;
  const isAddress = children.length === 1 && only?.type === 'text' && only.value === url;
  return linkAround(url, isAddress ? [] : children);
}

function userToken(id: string, label: string | undefined): InlineNode | undefined {
  if (broadcasts.has(id)) return { type: 'broadcast', range: id };
  if (!isUserId(id)) return undefined;
  return { type: 'user', id, ...(label === undefined ? {} : { label: withoutSign(label) }) };
}

function channelToken(id: string, label: string | undefined): InlineNode | undefined {
  if (!isChannelId(id)) return undefined;
  return { type: 'channel', id, ...(label === undefined ? {} : { label: label.replace(/^#/, '') }) };
}

function specialToken(
  name: string,
  label: string | undefined,
  readText: (text: string) => string,
): InlineNode | undefined {
  const [word = '', ...details] = name.split('^');
  if (broadcasts.has(word)) return { type: 'broadcast', range: word };
  if (word === 'subteam' && details[0] !== undefined) {
    const id = details[0] as UserGroupId;
    return { type: 'userGroup', id, ...(label === undefined ? {} : { label: withoutSign(label) }) };
  }
  if (word === 'date') {
    const date = dateNode(Number(details[0] || Number.NaN), readText(details[1] ?? ''), label);
    const url = details.slice(2).join('^');
    if (date !== undefined) return url === '' ? date : linkNode(readText(url), date.text);
  }
  return label === undefined ? undefined : { type: 'text', value: label };
}

function withoutSign(label: string): string {
  return label.replace(/^@/, '');
}
