import type { PhrasingContent, Root, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { type Options, toMarkdown as serialise } from 'mdast-util-to-markdown';
import { disarmText } from './disarm.ts';
import { toMdast } from './to-mdast.ts';
import type { MarkdownContext } from './to-mdast-inline.ts';
import type { Content } from './tree.ts';

const options: Options = {
  bullet: '-',
  emphasis: '_',
  fences: true,
  listItemIndent: 'one',
  rule: '-',
  resourceLink: false,
  extensions: [gfmToMarkdown({ tablePipeAlign: false })],
};

/** GitHub's Markdown of one message, without line break at the end. */
export function toMarkdown({ blocks }: Pick<Content, 'blocks'>, context: MarkdownContext): string {
  return markdownOf(toMdast(blocks, context));
}

/** One line of Markdown that shows the text as it is. */
export function textToMarkdown(text: string): string {
  return phrasingToMarkdown(disarmText(text.trim()));
}

function phrasingToMarkdown(children: PhrasingContent[]): string {
  return markdownOf([{ type: 'paragraph', children }]);
}

function markdownOf(children: RootContent[]): string {
  const root: Root = { type: 'root', children };
  return serialise(root, options).replace(/(?<!\n)\n+$/, '');
}
