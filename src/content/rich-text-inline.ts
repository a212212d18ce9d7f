import { isChannelId, isUserId, type UserGroupId } from '../model/ids.ts';
import { type JsonObject, numberAt, objectAt, stringAt } from '../model/json.ts';
import { formatPermalink } from '../model/permalink.ts';
import { isTs } from '../model/ts.ts';
import { cleanText, linesOf } from './clean-text.ts';
import { dateNode } from './date.ts';
import { fromUnicodeField, unicodeOf } from './emoji.ts';
import { linkNode, textNode } from './link.ts';
import { type Reading, unwrapped, wordsIn } from './reading.ts';
import { nestStyles, type Run, type StyleName } from './styles.ts';
import type { InlineNode } from './tree.ts';

/**
 * The elements of a section, quote or list item. Text in rich text is never escaped.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#element-types
 */
export function inlineOf(elements: readonly JsonObject[], reading: Reading): InlineNode[] {
  return nestStyles(elements.flatMap((element) => runsOf(unwrapped(element), reading)));
}

/** Text of a `rich_text_preformatted`: its links and emoji are text there. */
export function plainTextOf(elements: readonly JsonObject[]): string {
  const parts = elements.map((element) => {
    const { type } = element;
    if (type === 'emoji') return emojiIn(element);
    return typeof element.text === 'string' && element.text !== '' ? element.text : wordsIn(element);
  });
  return cleanText(parts.join(''));
}

function emojiIn(element: JsonObject): string {
  return `:${stringAt(element, 'name') ?? ''}:`;
}

function runsOf(element: JsonObject, reading: Reading): Run[] {
  const styles = stylesOf(element);
  const isCode = objectAt(element, 'style')?.code === true;
  if (element.type === 'text') return textRuns(String(element.text ?? ''), styles, isCode);
  const node = nodeOf(element, reading);
  return node === undefined ? [] : [{ node: isCode ? inCode(node) : node, styles }];
}

function stylesOf(element: JsonObject): ReadonlySet<StyleName> {
  const style = objectAt(element, 'style');
  const styles = new Set<StyleName>();
  if (style === undefined) return styles;
  if (style.bold === true) styles.add('strong');
  if (style.italic === true) styles.add('emphasis');
  if (style.strike === true) styles.add('delete');
  if (style.underline === true) styles.add('underline');
  return styles;
}

/** Line breaks carry no style, so that each line is styled for itself. */
function textRuns(text: string, styles: ReadonlySet<StyleName>, isCode: boolean): Run[] {
  return linesOf(text).flatMap((line, index): Run[] => {
    const before: Run[] = index === 0 ? [] : [{ node: { type: 'break' }, styles: new Set() }];
    if (line === '') return before;
    const value = cleanText(line);
    return [...before, { node: { type: isCode ? 'inlineCode' : 'text', value }, styles }];
  });
}

/** A link whose text is code stays a link. */
function inCode(node: InlineNode): InlineNode {
  if (node.type !== 'link' && node.type !== 'slackLink') return node;
  const [only] = node.children;
  const value = only?.type === 'text' ? only.value : node.url;
  return { ...node, children: [{ type: 'inlineCode', value }] };
}

function nodeOf(element: JsonObject, reading: Reading): InlineNode | undefined {
  switch (element.type) {
    case 'link':
      return linkOf(element);
    case 'emoji':
      return emojiOf(element);
    case 'user':
    case 'channel':
    case 'usergroup':
      return mentionOf(element);
    case 'broadcast':
      return { type: 'broadcast', range: cleanText(stringAt(element, 'range') ?? 'channel') };
    case 'date':
      return dateOf(element);
    case 'color':
      return textNode(stringAt(element, 'value') ?? '');
    case 'message_mention':
      return messageMentionOf(element);
    case 'canvas':
    case 'file':
    case 'team':
    case 'workflow':
      return namedThing(element);
    default:
      reading.unknown.add(`element:${String(element.type)}`);
      return textNode(wordsIn(element) || `[${String(element.type)}]`);
  }
}

function linkOf(element: JsonObject): InlineNode | undefined {
  const url = stringAt(element, 'url');
  const text = stringAt(element, 'text');
  if (url === undefined) return text === undefined ? undefined : textNode(text);
  return linkNode(url, text?.replaceAll('\n', ' '));
}

function emojiOf(element: JsonObject): InlineNode {
  const name = stringAt(element, 'name') ?? '';
  const tone = numberAt(element, 'skin_tone');
  const fullName = tone === undefined || name.includes('::') ? name : `${name}::skin-tone-${tone}`;
  const unicode = fromUnicodeField(stringAt(element, 'unicode') ?? '') ?? unicodeOf(fullName);
  return { type: 'emoji', name: cleanText(fullName), ...(unicode === undefined ? {} : { unicode }) };
}

function mentionOf(element: JsonObject): InlineNode | undefined {
  const user = stringAt(element, 'user_id');
  if (user !== undefined) return isUserId(user) ? { type: 'user', id: user } : textNode(`@${user}`);
  const channel = stringAt(element, 'channel_id');
  if (channel !== undefined)
    return isChannelId(channel) ? { type: 'channel', id: channel } : textNode(`#${channel}`);
  const group = stringAt(element, 'usergroup_id');
  return group === undefined ? undefined : { type: 'userGroup', id: group as UserGroupId };
}

function dateOf(element: JsonObject): InlineNode {
  const date = dateNode(
    numberAt(element, 'timestamp') ?? Number.NaN,
    stringAt(element, 'format'),
    stringAt(element, 'fallback'),
  );
  const url = stringAt(element, 'url');
  if (date === undefined) return textNode(stringAt(element, 'fallback') ?? '');
  return url === undefined ? date : linkNode(url, date.text);
}

/** How a pasted permalink appears since 2026; in no SDK (slack.md 5.3). */
function messageMentionOf(element: JsonObject): InlineNode | undefined {
  const url = stringAt(element, 'url') ?? permalinkOf(element);
  return url === undefined ? textNode(wordsIn(element)) : linkNode(url, stringAt(element, 'text'));
}

function permalinkOf(element: JsonObject): string | undefined {
  const channelId = stringAt(element, 'channel_id');
  const [ts, threadTs] = [element.message_ts, element.thread_ts];
  if (channelId === undefined || !isChannelId(channelId) || !isTs(ts)) return undefined;
  return formatPermalink({ channelId, ts, ...(isTs(threadTs) ? { threadTs } : {}) }, 'https://slack.com/');
}

function namedThing(element: JsonObject): InlineNode {
  const words = wordsIn(element);
  const type = String(element.type);
  const id = stringAt(element, `${type}_id`);
  return textNode(words === '' ? `[${type}${id === undefined ? '' : ` ${id}`}]` : words);
}
