import type { BlockNode, Content, InlineNode } from '../content/tree.ts';
import type { ContentKind } from '../search/document.ts';

/** What there is in a message, for `has:code` and the like. */
export function kindsIn({ blocks }: Content): ReadonlySet<ContentKind> {
  const kinds = new Set<ContentKind>();
  for (const block of blocks) addBlock(block, kinds);
  return kinds;
}

function addBlock(block: BlockNode, kinds: Set<ContentKind>): void {
  switch (block.type) {
    case 'code':
      kinds.add('code');
      return;
    case 'paragraph':
    case 'heading':
      for (const node of block.children) addInline(node, kinds);
      return;
    case 'quote':
    case 'card':
      for (const child of block.children) addBlock(child, kinds);
      return;
    case 'list':
      for (const child of block.items.flat()) addBlock(child, kinds);
      return;
    case 'table':
      for (const node of block.rows.flat(2)) addInline(node, kinds);
      return;
    case 'picture':
      kinds.add('image');
      return;
    case 'file':
      kinds.add(block.file.mimetype?.startsWith('image/') ? 'image' : 'file');
      return;
    default:
      return;
  }
}

function addInline(node: InlineNode, kinds: Set<ContentKind>): void {
  if (node.type === 'inlineCode') kinds.add('code');
  if (node.type === 'link' || node.type === 'slackLink') kinds.add('link');
  if ('children' in node) for (const child of node.children) addInline(child, kinds);
}
