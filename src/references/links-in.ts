import type { BlockNode, Content, InlineNode } from '../content/tree.ts';
import type { Permalink } from '../model/permalink.ts';

/** Every link into Slack in a message, in order, whatever carried it: text, blocks, previews, quotes. */
export function linksIn({ blocks }: Pick<Content, 'blocks'>): readonly Permalink[] {
  const links: Permalink[] = [];
  for (const block of blocks) collect(block, links);
  return links;
}

function collect(block: BlockNode, links: Permalink[]): void {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'note':
      for (const node of block.children) collectInline(node, links);
      return;
    case 'quote':
      for (const child of block.children) collect(child, links);
      return;
    case 'list':
      for (const item of block.items) for (const child of item) collect(child, links);
      return;
    case 'table':
      for (const cell of block.rows.flat()) for (const node of cell) collectInline(node, links);
      return;
    case 'card':
      for (const node of block.title ?? []) collectInline(node, links);
      for (const child of block.children) collect(child, links);
      return;
    default:
  }
}

function collectInline(node: InlineNode, links: Permalink[]): void {
  if (node.type === 'slackLink') links.push(node.permalink);
  if ('children' in node) for (const child of node.children) collectInline(child, links);
}
