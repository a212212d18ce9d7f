import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { cleanText } from './clean-text.ts';
import { linkAround, linkNode, textNode } from './link.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { parseInline } from './mrkdwn-inline.ts';
import { headingOf, paragraphsOf } from './paragraphs.ts';
import { tableOfRows } from './table-block.ts';
import type { BlockNode, InlineNode } from './tree.ts';

/** A line that begins dozens of quotes and lists is no message but an attack on the stack of a parser. */
const tooDeep = /^[ \t]*(?:>[ \t]*|[-+*][ \t]+|\d{1,9}[.)][ \t]+){50}/m;

/**
 * The standard Markdown of a `markdown` block. HTML in it is text, as in Slack; a picture becomes a link.
 * https://docs.slack.dev/reference/block-kit/blocks/markdown-block
 *
 * @param prepare changes the tree before it is read, for other dialects
 */
export function parseMarkdown(text: string, prepare: (root: Root) => void = () => {}): BlockNode[] {
  if (tooDeep.test(text)) return parseMrkdwn(text, false);
  const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  prepare(root);
  const urls = new Map<string, string>();
  collectDefinitions(root, urls);
  return root.children.flatMap((child) => blockOf(child, urls));
}

/** Addresses by the name that references use. */
type Urls = ReadonlyMap<string, string>;

/** The first of a name counts. */
function collectDefinitions(node: Nodes, urls: Map<string, string>): void {
  if (node.type === 'definition' && !urls.has(node.identifier)) urls.set(node.identifier, node.url);
  if ('children' in node) for (const child of node.children) collectDefinitions(child, urls);
}

function blockOf(node: RootContent, urls: Urls): BlockNode[] {
  switch (node.type) {
    case 'paragraph':
      return paragraphsOf(inlines(node.children, urls));
    case 'heading':
      return headingOf(inlines(node.children, urls));
    case 'code':
      return [{ type: 'code', value: cleanText(node.value), ...(node.lang ? { language: node.lang } : {}) }];
    case 'blockquote':
      return [{ type: 'quote', children: node.children.flatMap((child) => blockOf(child, urls)) }];
    case 'thematicBreak':
      return [{ type: 'divider' }];
    case 'list':
      return [
        {
          type: 'list',
          isOrdered: node.ordered === true,
          start: node.start ?? 1,
          items: node.children.map(({ children, checked }) =>
            itemOf(
              children.flatMap((child) => blockOf(child, urls)),
              checked,
            ),
          ),
        },
      ];
    case 'table':
      return [
        ...tableOfRows(
          node.children.map((row) => row.children.map((cell) => inlines(cell.children, urls))),
          (column) => node.align?.[column] ?? undefined,
        ),
      ];
    case 'definition':
      return [];
    default:
      return paragraphsOf([textNode(sourceOf(node))]);
  }
}

function itemOf(blocks: BlockNode[], checked: boolean | null | undefined): BlockNode[] {
  const [first, ...rest] = blocks;
  if (checked === null || checked === undefined || first?.type !== 'paragraph') return blocks;
  return [{ ...first, children: [textNode(checked ? '☑ ' : '☐ '), ...first.children] }, ...rest];
}

function inlines(nodes: readonly PhrasingContent[], urls: Urls): InlineNode[] {
  return nodes.flatMap((node) => inlineOf(node, urls));
}

function inlineOf(node: PhrasingContent, urls: Urls): InlineNode[] {
  switch (node.type) {
    case 'text':
      return node.value.split('\n').flatMap((line, index): InlineNode[] => {
        const words = line
          .split(/(:[a-z0-9_+'-]+:)/)
          .flatMap((part, at) => (at % 2 === 1 ? parseInline(part, (raw) => raw) : [textNode(part)]));
        return index === 0 ? words : [{ type: 'break' }, ...words];
      });
    case 'strong':
    case 'emphasis':
    case 'delete':
      return [{ type: node.type, children: inlines(node.children, urls) }];
    case 'inlineCode':
      return [{ type: 'inlineCode', value: cleanText(node.value) }];
    case 'break':
      return [{ type: 'break' }];
    case 'link':
      return [linkTo(node.url, inlines(node.children, urls))];
    case 'linkReference': {
      const url = urls.get(node.identifier);
      const children = inlines(node.children, urls);
      return url === undefined ? children : [linkTo(url, children)];
    }
    case 'image':
      return [linkNode(node.url, node.alt || node.url)];
    case 'imageReference': {
      const url = urls.get(node.identifier);
      return url === undefined ? [textNode(node.alt ?? '')] : [linkNode(url, node.alt || url)];
    }
    default:
      return [textNode(sourceOf(node))];
  }
}

function linkTo(url: string, children: readonly InlineNode[]): InlineNode {
  const [only] = children;
  const isBare = children.length === 1 && only?.type === 'text' && only.value === url;
  return linkAround(url, isBare ? [] : children);
}

/** What stays when a construct has no place here: HTML, a footnote. */
function sourceOf(node: Nodes): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  if ('children' in node) return node.children.map(sourceOf).join('');
  return 'label' in node && typeof node.label === 'string' ? `[${node.label}]` : '';
}
