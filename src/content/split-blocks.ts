import type { BlockNode, InlineNode } from './tree.ts';

/**
 * Two blocks that say one after the other what one said, or undefined when it can't be parted: code by its lines,
 * lists by items, tables by rows (each with the head), the rest by sentences or in the middle of a word.
 */
export function halves(block: BlockNode): readonly [BlockNode, BlockNode] | undefined {
  switch (block.type) {
    case 'code':
      return halfCode(block.value, (value) => ({ ...block, value }));
    case 'quote':
      return halfOf(block.children, (children) => ({ ...block, children }), halves);
    case 'card':
      return halfOf(block.children, (children) => ({ ...block, children }), halves);
    case 'list':
      return halfList(block);
    case 'table': {
      const [head = [], ...body] = block.rows;
      return halfOf(
        body,
        (rows) => ({ ...block, rows: [head, ...rows] }),
        () => undefined,
      );
    }
    case 'paragraph':
    case 'heading':
    case 'note':
      return halfOf(block.children, (children) => ({ ...block, children }), halfInline);
    case 'unsupported':
      return halfText(block.text, (text) => ({ ...block, text }));
    default:
      return undefined;
  }
}

function halfOf<Item, Whole>(
  items: readonly Item[],
  whole: (items: readonly Item[]) => Whole,
  half: (item: Item) => readonly [Item, Item] | undefined,
): readonly [Whole, Whole] | undefined {
  const [only] = items;
  if (items.length > 1) {
    const middle = Math.ceil(items.length / 2);
    return [whole(items.slice(0, middle)), whole(items.slice(middle))];
  }
  const parts = only === undefined ? undefined : half(only);
  return parts === undefined ? undefined : [whole([parts[0]]), whole([parts[1]])];
}

function halfList(list: Extract<BlockNode, { type: 'list' }>) {
  const [only] = list.items;
  if (list.items.length > 1) {
    const middle = Math.ceil(list.items.length / 2);
    return [
      { ...list, items: list.items.slice(0, middle) },
      { ...list, items: list.items.slice(middle), start: list.start + middle },
    ] as const;
  }
  return halfOf(only ?? [], (item) => ({ ...list, items: [item] }), halves);
}

function halfCode(value: string, whole: (value: string) => BlockNode) {
  const line = value.lastIndexOf('\n', value.length / 2);
  if (line <= 0) return halfText(value, whole);
  return [whole(value.slice(0, line)), whole(value.slice(line + 1))] as const;
}

function halfInline(node: InlineNode): readonly [InlineNode, InlineNode] | undefined {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return halfText(node.value, (value) => ({ ...node, value }));
    case 'strong':
    case 'emphasis':
    case 'delete':
    case 'underline':
      return halfOf(node.children, (children) => ({ ...node, children }), halfInline);
    default:
      return undefined;
  }
}

/** Parts at a space near the middle where there is one, and never between the halves of a surrogate pair. */
function halfText<Whole>(text: string, whole: (text: string) => Whole): readonly [Whole, Whole] | undefined {
  const points = [...text];
  if (points.length < 2) return undefined;
  const space = text.lastIndexOf(' ', text.length / 2);
  const middle = points.slice(0, Math.floor(points.length / 2)).join('').length;
  const at = space > text.length / 4 ? space + 1 : middle;
  return [whole(text.slice(0, at)), whole(text.slice(at))];
}
