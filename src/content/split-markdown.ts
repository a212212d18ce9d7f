import { cleanText } from './clean-text.ts';
import { textToMarkdown, toMarkdown } from './markdown.ts';
import { halves } from './split-blocks.ts';
import { blockText } from './text.ts';
import type { MarkdownContext } from './to-mdast-inline.ts';
import type { BlockNode, Content } from './tree.ts';

/** Most that stands between two blocks: two empty lines and the comment that keeps two lists apart. */
const seam = 16;

/**
 * GitHub's Markdown of one message in pieces of at most `limit` UTF-16 units, each whole by itself: no fence, quote or
 * list is cut open. A block that fits in no piece and can't be parted (one address longer than the limit) is shown by
 * the beginning of its words. Time is linear in the number of blocks.
 */
export function splitMarkdown(content: Content, limit: number, context: MarkdownContext): readonly string[] {
  const whole = toMarkdown(content, context);
  if (whole.length <= limit) return whole === '' ? [] : [whole];
  const pieces: string[] = [];
  let blocks: BlockNode[] = [];
  let length = 0;
  const end = () => {
    if (blocks.length > 0) pieces.push(toMarkdown({ blocks }, context));
    blocks = [];
    length = 0;
  };
  for (const part of content.blocks.flatMap((block) => fitting(block, limit, context))) {
    if (length + seam + part.length > limit) end();
    if ('words' in part) pieces.push(part.words);
    else {
      blocks.push(part.block);
      length += seam + part.length;
    }
  }
  end();
  return pieces;
}

type Part =
  | { readonly block: BlockNode; readonly length: number }
  | { readonly words: string; readonly length: number };

function fitting(block: BlockNode, limit: number, context: MarkdownContext): readonly Part[] {
  const { length } = toMarkdown({ blocks: [block] }, context);
  if (length <= limit) return [{ block, length }];
  const parts = halves(block);
  if (parts !== undefined) return parts.flatMap((part) => fitting(part, limit, context));
  return [{ words: beginning(blockText(block, context.names), limit), length: limit }];
}

/** As many words as fit. A sign takes up to sixteen when it is disarmed, and seldom more than two. */
function beginning(text: string, limit: number): string {
  let words = text.slice(0, limit);
  for (;;) {
    const markdown = textToMarkdown(`${cleanText(words)}…`);
    if (markdown.length <= limit || words === '') return markdown;
    words = words.slice(0, Math.floor(words.length / 2));
  }
}
