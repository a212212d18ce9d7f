import { type JsonObject, numberAt, objectsAt, stringAt } from '../model/json.ts';
import { cleanText } from './clean-text.ts';
import { paragraphsOf } from './paragraphs.ts';
import { type Reading, unwrapped, wordsIn } from './reading.ts';
import { inlineOf, plainTextOf } from './rich-text-inline.ts';
import { nestLists } from './rich-text-lists.ts';
import type { BlockNode } from './tree.ts';

/** A `rich_text` block: 98 % of what people write. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function parseRichText(block: JsonObject, reading: Reading): BlockNode[] {
  const blocks: (readonly BlockNode[])[] = [];
  const elements = objectsAt(block, 'elements').map(unwrapped);
  for (let index = 0; index < elements.length; ) {
    const lists = takeLists(elements, index);
    if (lists.length > 0) {
      const nested = nestLists(lists, reading);
      blocks.push(isBordered(lists[0]) ? quoted(nested) : nested);
      index += lists.length;
    } else {
      blocks.push(containerOf(elements[index] ?? {}, reading));
      index += 1;
    }
  }
  return blocks.flat();
}

/** Lists that follow one another, all inside a quote or all outside. */
function takeLists(elements: readonly JsonObject[], start: number): readonly JsonObject[] {
  let end = start;
  while (
    elements[end]?.type === 'rich_text_list' &&
    isBordered(elements[end]) === isBordered(elements[start])
  ) {
    end += 1;
  }
  return elements.slice(start, end);
}

function containerOf(element: JsonObject, reading: Reading): BlockNode[] {
  const children = objectsAt(element, 'elements');
  switch (element.type) {
    case 'rich_text_section':
      return paragraphsOf(inlineOf(children, reading));
    case 'rich_text_quote':
      return quoted(paragraphsOf(inlineOf(children, reading)));
    case 'rich_text_preformatted': {
      const code = codeOf(element, children);
      return isBordered(element) ? quoted(code) : code;
    }
    default:
      return stray(element, reading);
  }
}

/** An element that belongs into a section but stands beside it, or one that nobody knows. */
function stray(element: JsonObject, reading: Reading): BlockNode[] {
  if (
    stringAt(element, 'type')?.startsWith('rich_text_') !== true &&
    objectsAt(element, 'elements').length === 0
  )
    return paragraphsOf(inlineOf([element], reading));
  reading.unknown.add(`element:${String(element.type)}`);
  return [{ type: 'unsupported', kind: cleanText(String(element.type)), text: cleanText(wordsIn(element)) }];
}

function codeOf(element: JsonObject, children: readonly JsonObject[]): BlockNode[] {
  const value = plainTextOf(children).replace(/\n$/, '');
  const language = stringAt(element, 'language');
  if (value === '') return [];
  return [{ type: 'code', value, ...(language === undefined ? {} : { language }) }];
}

/** `border: 1` is how Slack says that a list or code stands inside a quote. */
function isBordered(element: JsonObject | undefined): boolean {
  return element !== undefined && (numberAt(element, 'border') ?? 0) > 0;
}

function quoted(children: readonly BlockNode[]): BlockNode[] {
  return children.length === 0 ? [] : [{ type: 'quote', children }];
}
