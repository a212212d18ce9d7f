import { toMarkdown } from './markdown.ts';
import { halves } from './split-blocks.ts';
import type { MarkdownContext } from './to-mdast-inline.ts';
import type { BlockNode, Content } from './tree.ts';

/**
 * GitHub's Markdown of one message in pieces of at most `limit` UTF-16 units, each whole by itself: no fence, quote or
 * list is cut open. A block that fits in no piece and can't be parted (one address longer than the limit) is shown by
 * its beginning.
 */
export function splitMarkdown(content: Content, limit: number, context: MarkdownContext): readonly string[] {
  const whole = toMarkdown(content, context);
  if (whole.length <= limit) return whole === '' ? [] : [whole];
  const pieces: string[] = [];
  let blocks: BlockNode[] = [];
  let piece = '';
  for (const block of content.blocks.flatMap((block) => fitting(block, limit, context))) {
    const longer = toMarkdown({ blocks: [...blocks, block] }, context);
    if (longer.length <= limit) {
      blocks.push(block);
      piece = longer;
      continue;
    }
    if (piece !== '') pieces.push(piece);
    blocks = [block];
    piece = toMarkdown({ blocks }, context).slice(0, limit);
  }
  return piece === '' ? pieces : [...pieces, piece];
}

function fitting(block: BlockNode, limit: number, context: MarkdownContext): readonly BlockNode[] {
  if (toMarkdown({ blocks: [block] }, context).length <= limit) return [block];
  const parts = halves(block);
  return parts === undefined ? [block] : parts.flatMap((part) => fitting(part, limit, context));
}
