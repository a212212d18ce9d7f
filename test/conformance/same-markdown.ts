import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/**
 * What Markdown says, as nested text: the same for two texts that GitHub would show alike. Positions, empty comments,
 * the way a line is broken, how tight a list stands and which of bold and italic is the outer make no difference.
 */
export function meaningOf(markdown: string): string {
  return partOf(parse(markdown)).replace(/\n+/g, '\n').trim();
}

const marks: Partial<Record<Nodes['type'], string>> = {
  strong: 'strong',
  emphasis: 'emphasis',
  delete: 'delete',
  heading: 'heading',
  blockquote: 'quote',
  listItem: 'item',
  tableCell: 'cell',
  tableRow: 'row',
};

/** What a reader sees of Markdown, without spaces. */
export function wordsOf(markdown: string): string {
  const text = (node: Nodes): string =>
    'value' in node ? node.value : 'children' in node ? node.children.map(text).join('') : '';
  return text(parse(markdown)).replace(/\s/g, '');
}

function parse(markdown: string) {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function partOf(node: Nodes): string {
  if (node.type === 'html' && /^<!--\s*-->$/.test(node.value)) return '';
  if (node.type === 'break') return '\n';
  if (node.type === 'code') return `\ncode(${node.value})\n`;
  if (node.type === 'inlineCode') return `code(${node.value})`;
  if (node.type === 'thematicBreak') return '\nrule\n';
  if ('value' in node) return node.value;
  if (node.type === 'emphasis' && node.children.length === 1 && node.children[0]?.type === 'strong')
    return `strong(emphasis(${node.children[0].children.map(partOf).join('')}))`;
  const inside = 'children' in node ? node.children.map(partOf).join('') : '';
  if (node.type === 'link') return `link(${node.url}: ${inside})`;
  if (node.type === 'list')
    return `\n${node.ordered === true ? `numbered from ${node.start}` : 'bullets'}(${inside})\n`;
  if (node.type === 'paragraph') return `\n${inside}\n`;
  const mark = marks[node.type];
  return mark === undefined ? inside : `${mark}(${inside})`;
}
