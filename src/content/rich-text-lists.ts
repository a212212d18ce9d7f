import { type JsonObject, numberAt, objectsAt } from '../model/json.ts';
import { paragraphsOf } from './paragraphs.ts';
import { deepest, type Reading, unwrapped } from './reading.ts';
import { inlineOf } from './rich-text-inline.ts';
import type { BlockNode, List } from './tree.ts';

/** A list while it is built; `items` grows. */
interface OpenList {
  readonly indent: number;
  readonly isOrdered: boolean;
  readonly start: number;
  readonly items: BlockNode[][];
}

/**
 * Slack's lists are no tree: a deeper level is a list that follows with a larger `indent`, and the list before goes on
 * after it. `offset` is the number of the first item minus one.
 */
export function nestLists(lists: readonly JsonObject[], reading: Reading): BlockNode[] {
  const found: BlockNode[] = [];
  const open: OpenList[] = [];
  const close = (depth: number) => {
    while (open.length > depth) {
      const list = finish(open.pop());
      (open.at(-1)?.items.at(-1) ?? found).push(list);
    }
  };
  for (const json of lists) {
    const indent = Math.min(numberAt(json, 'indent') ?? 0, deepest);
    const isOrdered = json.style === 'ordered';
    const offset = numberAt(json, 'offset') ?? 0;
    close(open.findLastIndex((list) => list.indent <= indent) + 1);
    const last = open.at(-1);
    const isSameLevel = last !== undefined && last.indent === indent;
    const goesOn =
      isSameLevel &&
      last.isOrdered === isOrdered &&
      (!isOrdered || offset === last.start - 1 + last.items.length);
    if (isSameLevel && !goesOn) close(open.length - 1);
    const items = objectsAt(json, 'elements').map((item) => itemOf(unwrapped(item), reading));
    if (goesOn) for (const item of items) last.items.push(item);
    else if (items.length > 0) open.push({ indent, isOrdered, start: offset + 1, items });
  }
  close(0);
  return found;
}

function itemOf(section: JsonObject, reading: Reading): BlockNode[] {
  return paragraphsOf(inlineOf(objectsAt(section, 'elements'), reading));
}

function finish(list: OpenList | undefined): List {
  const { isOrdered = false, start = 1, items = [] } = list ?? {};
  return { type: 'list', isOrdered, start, items };
}
