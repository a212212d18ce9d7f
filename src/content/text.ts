import type { Names } from '../model/workspace.ts';
import type { BlockNode, Content, InlineNode } from './tree.ts';
import {
  broadcastWord,
  channelWord,
  emojiWord,
  fileWords,
  unsupportedWords,
  userGroupWord,
  userWord,
} from './words.ts';

/** The words of a message as plain text, a line for each line of it: for summaries, search and feeds. */
export function toText({ blocks }: Content, names: Names): string {
  return blocks
    .map((block) => blockText(block, names))
    .filter((text) => text !== '')
    .join('\n');
}

export function blockText(block: BlockNode, names: Names): string {
  const inner = (blocks: readonly BlockNode[]) => blocks.map((child) => blockText(child, names)).join('\n');
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'note':
      return inlineText(block.children, names);
    case 'code':
      return block.value;
    case 'quote':
      return inner(block.children);
    case 'list':
      return block.items.map(inner).join('\n');
    case 'table':
      return block.rows.map((row) => row.map((cell) => inlineText(cell, names)).join('\t')).join('\n');
    case 'divider':
      return '';
    case 'card':
      return [block.author ?? '', inlineText(block.title ?? [], names), inner(block.children)]
        .filter((text) => text !== '')
        .join('\n');
    case 'file':
      return [fileWords(block.file).name, block.file.altText ?? '', block.file.preview ?? '']
        .filter((text) => text !== '')
        .join('\n');
    case 'picture':
      return block.alt;
    case 'unsupported':
      return unsupportedWords(block);
  }
}

export function inlineText(nodes: readonly InlineNode[], names: Names): string {
  let text = '';
  for (const node of nodes) text += nodeText(node, names);
  return text;
}

function nodeText(node: InlineNode, names: Names): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    case 'strong':
    case 'emphasis':
    case 'delete':
    case 'underline':
      return inlineText(node.children, names);
    case 'link':
    case 'slackLink':
      return node.children.length === 0 ? node.url : inlineText(node.children, names);
    case 'user':
      return `@${userWord(node, names)}`;
    case 'userGroup':
      return `@${userGroupWord(node, names)}`;
    case 'broadcast':
      return `@${broadcastWord(node)}`;
    case 'channel':
      return `#${channelWord(node, names)}`;
    case 'emoji':
      return emojiWord(node);
    case 'date':
      return node.text;
  }
}
