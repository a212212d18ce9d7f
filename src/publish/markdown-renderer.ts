import { disarmTitle } from '../content/disarm.ts';
import { emojiText } from '../content/emoji.ts';
import { textToMarkdown } from '../content/markdown.ts';
import { parseContent } from '../content/parse-content.ts';
import { splitMarkdown } from '../content/split-markdown.ts';
import { titleOf } from '../content/title.ts';
import type { MarkdownContext } from '../content/to-mdast-inline.ts';
import type { Renderer } from './renderer.ts';

/** The renderer for GitHub: `content/` does the work. */
export function markdownRenderer(context: MarkdownContext): Renderer {
  return {
    message: (message, limit) => splitMarkdown(parseContent(message), limit, context),
    inline: textToMarkdown,
    emoji: (name) => textToMarkdown(emojiText(name)),
    title: (conversation) => disarmTitle(titleOf(conversation, context.names)),
  };
}
