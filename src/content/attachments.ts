import { isChannelId } from '../model/ids.ts';
import { isJsonObject, type JsonObject, objectAt, objectsAt, stringAt } from '../model/json.ts';
import { parseFile } from '../model/parse-message.ts';
import { formatPermalink } from '../model/permalink.ts';
import { isTs } from '../model/ts.ts';
import { cleanText } from './clean-text.ts';
import { linkAround, textNode } from './link.ts';
import { controls, parseBlocks } from './message-blocks.ts';
import { parseMrkdwn, parseMrkdwnLine } from './mrkdwn.ts';
import type { Reading } from './reading.ts';
import type { BlockNode, Card, InlineNode } from './tree.ts';

/**
 * Attachments are of three kinds: what an app has to say, the preview of a link (its title is all that is worth
 * keeping) and a quoted message. https://docs.slack.dev/reference/messaging/attachments
 */
export function parseAttachments(attachments: readonly JsonObject[], reading: Reading): BlockNode[] {
  return attachments.flatMap((attachment) => attachmentOf(attachment, reading));
}

function attachmentOf(attachment: JsonObject, reading: Reading): readonly BlockNode[] {
  if (isQuote(attachment)) return [quoteOf(attachment, reading)];
  if (isUnfurl(attachment)) return unfurlOf(attachment);
  const card = cardOf(attachment, reading);
  const pretext = mrkdwnAt(attachment, 'pretext');
  if (!isEmpty(card)) return [...pretext, card];
  const fallback = mrkdwnAt(attachment, 'fallback');
  return pretext.length > 0 ? pretext : fallback;
}

function isQuote(attachment: JsonObject): boolean {
  return attachment.is_msg_unfurl === true || attachment.is_share === true || 'message_blocks' in attachment;
}

function isUnfurl(attachment: JsonObject): boolean {
  return stringAt(attachment, 'from_url') !== undefined || stringAt(attachment, 'original_url') !== undefined;
}

function unfurlOf(attachment: JsonObject): readonly BlockNode[] {
  const title = titleOf(attachment);
  if (title.length === 0) return [];
  const author = stringAt(attachment, 'service_name') ?? stringAt(attachment, 'author_name');
  return [{ type: 'card', kind: 'unfurl', title, children: [], ...authored(author) }];
}

/** The policy gate has emptied it when the quoted message stands in a channel that is not public. */
function quoteOf(attachment: JsonObject, reading: Reading): Card {
  const children = quotedBlocks(attachment, reading);
  const link = quotedLink(attachment);
  const author = stringAt(attachment, 'author_name') ?? stringAt(attachment, 'author_subname');
  if (children.length === 0 && link === undefined) {
    const note = textNode('A message was quoted here that is not in this archive.');
    return { type: 'card', kind: 'quote', children: [{ type: 'note', children: [note] }] };
  }
  const title = link === undefined ? [] : [linkAround(link, [textNode('quoted message')])];
  return { type: 'card', kind: 'quote', title, children, ...authored(author) };
}

function quotedBlocks(attachment: JsonObject, reading: Reading): readonly BlockNode[] {
  const inMessages = objectsAt(attachment, 'message_blocks').flatMap((item) => {
    const message = objectAt(item, 'message');
    return message === undefined ? [] : parseBlocks(objectsAt(message, 'blocks'), reading);
  });
  const blocks = inMessages.length > 0 ? inMessages : mrkdwnAt(attachment, 'text');
  const words = blocks.length > 0 ? blocks : mrkdwnAt(attachment, 'fallback');
  return [...words, ...filesOf(attachment)];
}

function quotedLink(attachment: JsonObject): string | undefined {
  const url = stringAt(attachment, 'from_url');
  if (url !== undefined) return url;
  const [channelId, ts] = [stringAt(attachment, 'channel_id'), attachment.ts];
  if (channelId === undefined || !isChannelId(channelId) || !isTs(ts)) return undefined;
  return formatPermalink({ channelId, ts }, 'https://slack.com/');
}

function cardOf(attachment: JsonObject, reading: Reading): Card {
  return {
    type: 'card',
    kind: 'attachment',
    title: titleOf(attachment),
    children: [
      ...mrkdwnAt(attachment, 'text'),
      ...objectsAt(attachment, 'fields').flatMap(fieldOf),
      ...parseBlocks(objectsAt(attachment, 'blocks'), reading),
      ...pictureOf(attachment),
      ...filesOf(attachment),
      ...controls(objectsAt(attachment, 'actions').map(asButton), reading),
      ...footerOf(attachment),
    ],
    ...authored(stringAt(attachment, 'author_name')),
  };
}

function isEmpty({ title, children, author }: Card): boolean {
  return (title?.length ?? 0) === 0 && children.length === 0 && author === undefined;
}

function authored(author: string | undefined): { author?: string } {
  return author === undefined ? {} : { author: cleanText(author) };
}

function titleOf(attachment: JsonObject): readonly InlineNode[] {
  const title = stringAt(attachment, 'title');
  const children = title === undefined ? [] : parseMrkdwnLine(title.replaceAll('\n', ' '));
  const url =
    stringAt(attachment, 'title_link') ??
    (isUnfurl(attachment)
      ? (stringAt(attachment, 'from_url') ?? stringAt(attachment, 'original_url'))
      : undefined);
  const isPlain = children.every(({ type }) => type === 'text' || type === 'emoji');
  return url === undefined || children.length === 0 || !isPlain ? children : [linkAround(url, children)];
}

function fieldOf(field: JsonObject): readonly BlockNode[] {
  const title = parseMrkdwnLine(stringAt(field, 'title') ?? '');
  const value = mrkdwnAt(field, 'value');
  if (title.length === 0) return value;
  const name: InlineNode = { type: 'strong', children: title };
  const [first, ...rest] = value;
  if (first?.type !== 'paragraph') return [{ type: 'paragraph', children: [name] }, ...value];
  return [{ type: 'paragraph', children: [name, textNode(': '), ...first.children] }, ...rest];
}

function pictureOf(attachment: JsonObject): readonly BlockNode[] {
  const url = stringAt(attachment, 'image_url');
  if (url === undefined) return [];
  return [{ type: 'picture', alt: cleanText(stringAt(attachment, 'title') ?? 'image'), url }];
}

function filesOf(attachment: JsonObject): readonly BlockNode[] {
  return objectsAt(attachment, 'files')
    .flatMap(parseFile)
    .map((file) => ({ type: 'file' as const, file }));
}

/** Actions of attachments are buttons of an older form, whose text is a plain string. */
function asButton(action: JsonObject): JsonObject {
  return { ...action, type: action.type === 'select' ? 'select' : 'button' };
}

function footerOf(attachment: JsonObject): readonly BlockNode[] {
  const footer = stringAt(attachment, 'footer');
  const children = footer === undefined ? [] : parseMrkdwnLine(footer);
  return children.length === 0 ? [] : [{ type: 'note', children }];
}

function mrkdwnAt(json: JsonObject, key: string): readonly BlockNode[] {
  const value = json[key];
  if (isJsonObject(value)) return mrkdwnAt(value, 'text');
  return typeof value === 'string' && value !== '' ? parseMrkdwn(value) : [];
}
