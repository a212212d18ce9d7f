import {
  arrayAt,
  isJsonObject,
  type Json,
  type JsonObject,
  objectAt,
  objectsAt,
  stringAt,
} from '../model/json.ts';
import { cleanText, linesOf } from './clean-text.ts';
import { linkAround, linkNode, textNode } from './link.ts';
import { parseMarkdown } from './markdown-block.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { parseInline } from './mrkdwn-inline.ts';
import { headingOf, lineOf, paragraphsOf } from './paragraphs.ts';
import { deepest, type Reading, unwrapped, wordsIn } from './reading.ts';
import { parseRichText } from './rich-text.ts';
import { tableOf } from './table-block.ts';
import type { BlockNode, InlineNode, Paragraph } from './tree.ts';
import { unescapeText } from './unescape.ts';

type ReadBlock = (block: JsonObject, reading: Reading) => readonly BlockNode[];

/** Every block of Block Kit that a message may hold, and those seen only in the wild (slack.md 5.2). */
const readers: Readonly<Record<string, ReadBlock>> = {
  rich_text: parseRichText,
  section: (block, reading) => [
    ...textBlocks(block.text),
    ...arrayAt(block, 'fields').flatMap(textBlocks),
    ...controls([objectAt(block, 'accessory')], reading),
  ],
  context: (block, reading) => contextOf(objectsAt(block, 'elements'), reading),
  header: (block) => headingOf(lineIn(block.text)),
  divider: () => [{ type: 'divider' }],
  image: (block) => [pictureOf(block)],
  actions: (block, reading) => controls(objectsAt(block, 'elements'), reading),
  context_actions: () => [],
  markdown: (block) => parseMarkdown(stringAt(block, 'text') ?? ''),
  table: tableOf,
  data_table: (block, reading) => [...headingOf(lineIn(block.caption)), ...tableOf(block, reading)],
  plan: (block, reading) => [
    ...headingOf(lineIn(block.title)),
    ...objectsAt(block, 'tasks').flatMap((task) => taskOf(unwrapped(task), reading)),
  ],
  task_card: taskOf,
  video: (block) => [
    ...headingOf(linked(lineIn(block.title), stringAt(block, 'title_url') ?? stringAt(block, 'video_url'))),
    ...textBlocks(block.description),
  ],
  file: (block) =>
    noteOf(`File: ${stringAt(block, 'external_id') ?? stringAt(block, 'file_id') ?? 'remote'}`),
  input: (block, reading) => [
    ...textBlocks(block.label),
    ...textBlocks(block.hint),
    ...controls([objectAt(block, 'element')], reading),
  ],
  alert: (block) => [{ type: 'quote', children: textBlocks(block.text) }],
  card: (block, reading) => cardOf(block, reading),
  carousel: (block, reading) =>
    objectsAt(block, 'elements').flatMap((card) => cardOf(unwrapped(card), reading)),
  container: (block, reading) => [
    ...(isJsonObject(block.rich_text_title)
      ? parseRichText(block.rich_text_title, reading)
      : headingOf(lineIn(block.title))),
    ...textBlocks(block.subtitle),
    ...parseBlocks(objectsAt(block, 'child_blocks'), reading),
  ],
  call: () => noteOf('A call was started.'),
  share_shortcut: (block) => noteOf(wordsIn(block) || 'A workflow was shared.'),
  contact_card: (block) => noteOf(wordsIn(block) || 'A contact was shared.'),
  condition: (block, reading) => parseBlocks(objectsAt(block, 'blocks'), reading),
};

/** Blocks in their order. An unknown one shows the words that are inside, and is counted. */
export function parseBlocks(blocks: readonly JsonObject[], reading: Reading): BlockNode[] {
  const isTooDeep = reading.depth >= deepest;
  const inside = { ...reading, depth: reading.depth + 1 };
  return blocks.flatMap((raw): readonly BlockNode[] => {
    const block = unwrapped(raw);
    const type = stringAt(block, 'type') ?? 'untyped';
    const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (read !== undefined && !isTooDeep) return read(block, inside);
    reading.unknown.add(`block:${type}`);
    return [{ type: 'unsupported', kind: cleanText(type), text: cleanText(wordsIn(block)) }];
  });
}

/** A text object, or the plain string that some blocks have in its place. */
function textBlocks(text: Json | undefined): readonly BlockNode[] {
  if (isJsonObject(text) && text.type === 'mrkdwn') return parseMrkdwn(stringAt(text, 'text') ?? '');
  return paragraphsOf(lineIn(text));
}

/** Plain text: no styles, but emoji by name unless it says otherwise. */
function lineIn(text: Json | undefined): InlineNode[] {
  if (!isJsonObject(text)) return typeof text === 'string' ? plainLine(text, true) : [];
  const value = stringAt(text, 'text') ?? '';
  return text.type === 'mrkdwn' ? parseInline(value, unescapeText) : plainLine(value, text.emoji !== false);
}

function plainLine(text: string, withEmoji: boolean): InlineNode[] {
  return linesOf(unescapeText(text)).flatMap((line, index): InlineNode[] => {
    const nodes = withEmoji && line.includes(':') ? emojiLine(line) : [textNode(line)];
    return index === 0 ? nodes : [{ type: 'break' }, ...nodes];
  });
}

/** Splits so that only the names of emoji meet the parser of mrkdwn. */
function emojiLine(line: string): InlineNode[] {
  return line
    .split(/(:[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?)/)
    .flatMap((part, index) => (index % 2 === 1 ? parseInline(part, (raw) => raw) : [textNode(part)]));
}

function linked(children: readonly InlineNode[], url: string | undefined): readonly InlineNode[] {
  const label = lineOf(children);
  return url === undefined || label.length === 0 ? children : [linkAround(url, label)];
}

function noteOf(text: string): readonly BlockNode[] {
  return [{ type: 'note', children: [textNode(text)] }];
}

export function pictureOf(block: JsonObject): BlockNode {
  const file = objectAt(block, 'slack_file');
  const url = stringAt(block, 'image_url') ?? (file && stringAt(file, 'url'));
  const title = block.title;
  const alt = wordsIn(title) || stringAt(block, 'alt_text') || 'image';
  return { type: 'picture', alt: cleanText(alt), ...(url === undefined ? {} : { url }) };
}

/** Texts and images of a `context` in one grey line. */
function contextOf(elements: readonly JsonObject[], reading: Reading): readonly BlockNode[] {
  const parts = elements.map(unwrapped).map((element): InlineNode[] => {
    if (element.type === 'image') return [textNode(stringAt(element, 'alt_text') ?? 'image')];
    if (element.type === 'mrkdwn' || element.type === 'plain_text') return lineIn(element);
    reading.unknown.add(`element:${String(element.type)}`);
    return [textNode(wordsIn(element))];
  });
  const children = parts.flatMap((part, index) => (index === 0 ? part : [textNode(' '), ...part]));
  const line = lineOf(children);
  return line.length === 0 ? [] : [{ type: 'note', children: line }];
}

/** What could be pressed or chosen: labels, as links where there is an address. Nothing can be pressed in an archive. */
export function controls(
  elements: readonly (JsonObject | undefined)[],
  reading: Reading,
): readonly BlockNode[] {
  const pictures: BlockNode[] = [];
  const line: InlineNode[] = [];
  for (const element of elements) {
    if (element === undefined) continue;
    if (element.type === 'image') pictures.push(pictureOf(element));
    else {
      const label = controlOf(unwrapped(element), reading);
      if (label.length > 0) line.push(...(line.length > 0 ? [textNode(' · ')] : []), ...label);
    }
  }
  const row: Paragraph[] = line.length === 0 ? [] : [{ type: 'paragraph', children: line }];
  return [...pictures, ...row];
}

const controlTypes =
  /^(?:button|workflow_button|icon_button|feedback_buttons|overflow|checkboxes|radio_buttons|datepicker|timepicker|datetimepicker|(?:multi_)?(?:static|external|users|conversations|channels)_select|plain_text_input|rich_text_input|email_text_input|url_text_input|number_input|file_input|select)$/;

function controlOf(element: JsonObject, reading: Reading): readonly InlineNode[] {
  const type = stringAt(element, 'type') ?? 'untyped';
  if (!controlTypes.test(type)) reading.unknown.add(`element:${type}`);
  const words = wordsIn(element.text ?? element.placeholder);
  const label = words === '' ? [] : lineOf(plainLine(words, true));
  const url = stringAt(element, 'url');
  if (url !== undefined) return [linkAround(url, label)];
  return label.length === 0 ? [] : [textNode('['), ...label, textNode(']')];
}

function taskOf(task: JsonObject, reading: Reading): readonly BlockNode[] {
  const status = stringAt(task, 'status');
  const title = [
    ...lineIn(task.title),
    ...(status === undefined ? [] : [textNode(` (${status.replaceAll('_', ' ')})`)]),
  ];
  const inner = ['details', 'output'].flatMap((key) => {
    const part = objectAt(task, key);
    return part === undefined ? [] : parseBlocks([part], reading);
  });
  const sources = objectsAt(task, 'sources').flatMap((source) => {
    const url = stringAt(source, 'url');
    return url === undefined ? [] : [linkNode(url, stringAt(source, 'text'))];
  });
  const links = sources.flatMap((node, index) => (index === 0 ? [node] : [textNode(' · '), node]));
  return [...headingOf(title), ...inner, ...paragraphsOf(links)];
}

function cardOf(block: JsonObject, reading: Reading): readonly BlockNode[] {
  const image = objectAt(block, 'hero_image');
  return [
    {
      type: 'card',
      kind: 'attachment',
      title: lineIn(block.title),
      children: [
        ...textBlocks(block.subtitle),
        ...textBlocks(block.body),
        ...(image === undefined ? [] : [pictureOf(image)]),
        ...controls(objectsAt(block, 'actions'), reading),
      ],
    },
  ];
}
