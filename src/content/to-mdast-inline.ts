import type { PhrasingContent } from 'mdast';
import type { FileId } from '../model/ids.ts';
import type { Permalink } from '../model/permalink.ts';
import type { Names } from '../model/workspace.ts';
import { disarmLink, disarmText, leavesMark } from './disarm.ts';
import { mergeText } from './mrkdwn-inline.ts';
import { partStyles } from './parted-styles.ts';
import type { InlineNode, SlackLink } from './tree.ts';
import { broadcastWord, channelWord, emojiWord, userGroupWord, userWord } from './words.ts';

export interface MarkdownContext {
  readonly names: Names;
  /** Where a message or channel can be read: its post, or its page; undefined for none. */
  linkTo(link: Permalink): { readonly href: string; readonly title?: string } | undefined;
  /** Address of the copy of a file on the site; undefined for none. */
  readonly fileUrl?: (id: FileId) => string | undefined;
  /** `owner/name` of the repository that is posted to: links to its own issues stay as they are. */
  readonly repository?: string;
  /** Host name of the Enterprise Server that is posted to; undefined for github.com. */
  readonly server?: string;
}

/** Words side by side are disarmed as one: `#` and a date after it would be an issue. */
export function inlinesOf(nodes: readonly InlineNode[], context: MarkdownContext): PhrasingContent[] {
  const said = mergeText(nodes.flatMap((node) => asWords(node, context)));
  const made = said.map((node, index) => {
    const isLineStart = index === 0 || said[index - 1]?.type === 'break';
    return isLineStart && node.type === 'text' ? indented(node.value) : inlineOf(node, context);
  });
  return partStyles(made.flat());
}

/** Emoji, dates and links to nowhere are plain words in a post. */
function asWords(node: InlineNode, context: MarkdownContext): readonly InlineNode[] {
  switch (node.type) {
    case 'emoji':
      return [{ type: 'text', value: emojiWord(node) }];
    case 'date':
      return [{ type: 'text', value: node.text }];
    case 'slackLink': {
      const { url, permalink, children } = node;
      if (url.startsWith('http') || context.linkTo(permalink) !== undefined) return [node];
      return children.length > 0 ? children : [{ type: 'text', value: url }];
    }
    default:
      return [node];
  }
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
  if (target === undefined) return [link(node.url, label)];
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
  { repository, server }: MarkdownContext,
): PhrasingContent {
  if (leavesMark(url, server, repository)) return addressInCode(url, children);
  return link(disarmLink(url, repository), children);
}

/** In code nothing is live: whoever wants to go there copies it. */
function addressInCode(url: string, children: readonly PhrasingContent[]): PhrasingContent {
  const address = { type: 'inlineCode', value: url } as const;
  const isBare = children.map((child) => (child.type === 'text' ? child.value : ' ')).join('') === url;
  return isBare ? address : { type: 'emphasis', children: [...children, space, address] };
}

/** Links and line breaks do not nest in links. */
function link(url: string, children: PhrasingContent[]): PhrasingContent {
  return { type: 'link', url, children: children.map((child) => (child.type === 'break' ? space : child)) };
}

const space: PhrasingContent = { type: 'text', value: ' ' };

function bold(text: string): PhrasingContent {
  return { type: 'strong', children: disarmText(text) };
}
