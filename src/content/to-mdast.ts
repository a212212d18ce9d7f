import type { BlockContent, PhrasingContent, RootContent } from 'mdast';
import { cleanText } from './clean-text.ts';
import { disarmText } from './disarm.ts';
import { safeUrl } from './safe-url.ts';
import { inlinesOf, linkOf, type MarkdownContext } from './to-mdast-inline.ts';
import type { BlockNode, Card, FileNode, Table } from './tree.ts';
import { fileWords, unsupportedWords } from './words.ts';

/** Languages of fences that GitHub draws or runs instead of showing. */
const drawnByGitHub = /^(?:mermaid|geojson|topojson|stl|math|suggestion)$/i;

/** mdast for GitHub: nothing in it notifies, or links to anything but what people linked to. */
export function toMdast(blocks: readonly BlockNode[], context: MarkdownContext): RootContent[] {
  return blocks.flatMap((block) => blockOf(block, context));
}

function blockOf(block: BlockNode, context: MarkdownContext): BlockContent[] {
  switch (block.type) {
    case 'paragraph':
      return paragraph(inlinesOf(block.children, context));
    case 'heading':
      return paragraph([{ type: 'strong', children: inlinesOf(block.children, context) }]);
    case 'code':
      return [codeOf(block.value, block.language)];
    case 'quote':
      return [{ type: 'blockquote', children: block.children.flatMap((child) => blockOf(child, context)) }];
    case 'list':
      return [
        {
          type: 'list',
          ordered: block.isOrdered,
          start: block.isOrdered ? block.start : null,
          spread: false,
          children: block.items.map((item) => ({
            type: 'listItem',
            spread: false,
            children: item.flatMap((child) => blockOf(child, context)),
          })),
        },
      ];
    case 'table':
      return [tableOf(block, context)];
    case 'divider':
      return [{ type: 'thematicBreak' }];
    case 'card':
      return [cardOf(block, context)];
    case 'file':
      return fileOf(block, context);
    case 'picture': {
      const url = block.url === undefined ? undefined : safeUrl(block.url);
      const alt = disarmText(block.alt);
      return paragraph(url === undefined ? alt : [linkOf(url, alt, context)]);
    }
    case 'note':
      return paragraph([{ type: 'emphasis', children: inlinesOf(block.children, context) }]);
    case 'unsupported':
      return paragraph([{ type: 'emphasis', children: disarmText(unsupportedWords(block)) }]);
  }
}

function paragraph(children: PhrasingContent[]): BlockContent[] {
  return children.length === 0 ? [] : [{ type: 'paragraph', children }];
}

function codeOf(value: string, language?: string): BlockContent {
  const isShown =
    language !== undefined && /^[\w+#.-]{1,30}$/.test(language) && !drawnByGitHub.test(language);
  return { type: 'code', value, lang: isShown ? language : null };
}

function tableOf({ align, rows }: Table, context: MarkdownContext): BlockContent {
  return {
    type: 'table',
    align: align.map((side) => side ?? null),
    children: rows.map((row) => ({
      type: 'tableRow',
      children: row.map((cell) => ({
        type: 'tableCell',
        children: inlinesOf(cell, context).map(inCell),
      })),
    })),
  };
}

/** A cell is one line of Markdown. */
function inCell(node: PhrasingContent): PhrasingContent {
  return node.type === 'break' ? { type: 'html', value: '<br>' } : node;
}

/** Attachments and quotes stand in a quote, so that nobody takes them for the speaker's words. */
function cardOf({ kind, author, title, children }: Card, context: MarkdownContext): BlockContent {
  const name = title === undefined ? [] : inlinesOf(title, context);
  const by = author === undefined ? [] : disarmText(author);
  const strong: PhrasingContent[] =
    kind === 'attachment' && name.length > 0 ? [{ type: 'strong', children: name }] : name;
  const gap: PhrasingContent[] = by.length > 0 && strong.length > 0 ? [{ type: 'text', value: ' · ' }] : [];
  return {
    type: 'blockquote',
    children: [
      ...paragraph([...by, ...gap, ...strong]),
      ...children.flatMap((child) => blockOf(child, context)),
    ],
  };
}

function fileOf({ file }: FileNode, context: MarkdownContext): BlockContent[] {
  const { name, about } = fileWords(file);
  const at = context.fileUrl?.(file.id) ?? file.url;
  const url = at === undefined ? undefined : safeUrl(at);
  const shown = disarmText(name);
  const alt = file.altText === undefined ? [] : disarmText(` — ${cleanText(file.altText)}`);
  const details = about === '' ? [] : disarmText(` (${about})`);
  const preview =
    file.preview === undefined || file.state !== 'available' ? [] : [codeOf(cleanText(file.preview))];
  const named = url === undefined ? shown : [linkOf(url, shown, context)];
  return [...paragraph([{ type: 'text', value: '📎 ' }, ...named, ...alt, ...details]), ...preview];
}
