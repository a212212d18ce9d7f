import type { PhrasingContent } from 'mdast';
import type { Permalink } from '../model/permalink.ts';
import type { Names } from '../model/workspace.ts';
import { disarmLink, disarmText, parting } from './disarm.ts';
import type { InlineNode, SlackLink } from './tree.ts';
import { broadcastWord, channelWord, emojiWord, userGroupWord, userWord } from './words.ts';

export interface MarkdownContext {
  readonly names: Names;
  /** Where a message or channel can be read: its post, or its page; undefined for none. */
  linkTo(link: Permalink): { readonly href: string; readonly title?: string } | undefined;
  /** `owner/name` of the repository that is posted to: links to its own issues stay as they are. */
  readonly repository?: string;
}

/** Texts side by side are disarmed as one: a style or a line may not be where a word is cut in two. */
export function inlinesOf(nodes: readonly InlineNode[], context: MarkdownContext): PhrasingContent[] {
  const found: PhrasingContent[] = [];
  let isLineStart = true;
  for (const node of nodes) {
    const made = isLineStart && node.type === 'text' ? indented(node.value) : inlineOf(node, context);
    found.push(...made);
    isLineStart = node.type === 'break';
  }
  return apart(found);
}

/** A picture beside a style: GitHub's parser takes it for a letter, and styles do not begin or end within a word. */
const endsInSymbol = /(?![ -~])(?:\p{S}|\p{M}|\u200d)$/u;
const startsWithSymbol = /^(?![ -~])[\p{S}]/u;

function apart(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node, index) => {
    const before = nodes[index - 1];
    const isEdge =
      (isStyle(node) && before?.type === 'text' && endsInSymbol.test(before.value)) ||
      (before !== undefined && isStyle(before) && node.type === 'text' && startsWithSymbol.test(node.value));
    return isEdge ? [parting, node] : [node];
  });
}

function isStyle({ type }: PhrasingContent): boolean {
  return type === 'strong' || type === 'emphasis' || type === 'delete';
}

/** Spaces at the start of a line are no-break spaces: Markdown would take them for a list's or for code's. */
function indented(text: string): PhrasingContent[] {
  const [spaces = ''] = /^[ \t]*/.exec(text) ?? [];
  return disarmText('\u00a0'.repeat(spaces.length) + text.slice(spaces.length));
}

const wrapper = { strong: 'strong', emphasis: 'emphasis', delete: 'delete' } as const;

function inlineOf(node: InlineNode, context: MarkdownContext): PhrasingContent[] {
  switch (node.type) {
    case 'text':
      return disarmText(node.value);
    case 'break':
      return [{ type: 'break' }];
    case 'inlineCode':
      return [{ type: 'inlineCode', value: node.value }];
    case 'underline':
      return [
        { type: 'html', value: '<ins>' },
        ...inlinesOf(node.children, context),
        { type: 'html', value: '</ins>' },
      ];
    case 'strong':
    case 'emphasis':
    case 'delete':
      return [{ type: wrapper[node.type], children: inlinesOf(node.children, context) }];
    case 'link':
      return [linkOf(node.url, labelOf(node, context), context)];
    case 'slackLink':
      return slackLinkOf(node, context);
    case 'user':
      return [bold(userWord(node, context.names))];
    case 'userGroup':
      return [bold(userGroupWord(node, context.names))];
    case 'broadcast':
      return [bold(broadcastWord(node))];
    case 'channel': {
      const name = disarmText(`#${channelWord(node, context.names)}`);
      const target = context.linkTo({ channelId: node.id });
      return [target === undefined ? { type: 'strong', children: name } : link(target.href, name)];
    }
    case 'emoji':
      return disarmText(emojiWord(node));
    case 'date':
      return disarmText(node.text);
  }
}

function slackLinkOf(node: SlackLink, context: MarkdownContext): PhrasingContent[] {
  const target = context.linkTo(node.permalink);
  const label = labelOf(node, context);
  if (target === undefined) return node.url.startsWith('http') ? [link(node.url, label)] : label;
  const isBare = node.children.length === 0;
  return [link(target.href, isBare && target.title !== undefined ? disarmText(target.title) : label)];
}

function labelOf(
  { url, children }: { readonly url: string; readonly children: readonly InlineNode[] },
  context: MarkdownContext,
): PhrasingContent[] {
  return children.length === 0 ? addressLabel(url) : inlinesOf(children, context);
}

/** In `<https://…>` the parser would read `&amp;` as `&`: cut in two, the address becomes a link with a label. */
function addressLabel(url: string): PhrasingContent[] {
  if (!/&[a-z\d#]+;/i.test(url)) return [{ type: 'text', value: url }];
  const [scheme = '', ...rest] = url.split(':');
  return [
    { type: 'text', value: `${scheme}:` },
    { type: 'text', value: rest.join(':') },
  ];
}

export function linkOf(
  url: string,
  children: PhrasingContent[],
  { repository }: MarkdownContext,
): PhrasingContent {
  return link(disarmLink(url, repository), children);
}

/** Links and line breaks do not nest in links. */
function link(url: string, children: PhrasingContent[]): PhrasingContent {
  return { type: 'link', url, children: children.map((child) => (child.type === 'break' ? space : child)) };
}

const space: PhrasingContent = { type: 'text', value: ' ' };

function bold(text: string): PhrasingContent {
  return { type: 'strong', children: disarmText(text) };
}
