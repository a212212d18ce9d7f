import { escapeHtml } from './escape-html.ts';
import type { HtmlContext } from './html.ts';
import { emojiHtml } from './html-media.ts';
import type { InlineNode, SlackLink } from './tree.ts';
import { broadcastWord, channelWord, userGroupWord, userWord } from './words.ts';

const tagOf = { strong: 'strong', emphasis: 'em', delete: 'del', underline: 'u' } as const;

export function inlineHtml(nodes: readonly InlineNode[], context: HtmlContext): string {
  let html = '';
  for (const node of nodes) html += nodeHtml(node, context);
  return html;
}

function nodeHtml(node: InlineNode, context: HtmlContext): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value);
    case 'break':
      return '<br>';
    case 'inlineCode':
      return `<code>${escapeHtml(node.value)}</code>`;
    case 'strong':
    case 'emphasis':
    case 'delete':
    case 'underline':
      return `<${tagOf[node.type]}>${inlineHtml(node.children, context)}</${tagOf[node.type]}>`;
    case 'link':
      return anchor(node.url, labelHtml(node, context));
    case 'slackLink':
      return slackLinkHtml(node, context);
    case 'user':
      return mention(`@${userWord(node, context.names)}`);
    case 'userGroup':
      return mention(`@${userGroupWord(node, context.names)}`);
    case 'broadcast':
      return mention(`@${broadcastWord(node)}`);
    case 'channel': {
      const name = escapeHtml(`#${channelWord(node, context.names)}`);
      const target = context.linkTo({ channelId: node.id });
      return target === undefined ? `<b>${name}</b>` : `<a href="${escapeHtml(target.href)}">${name}</a>`;
    }
    case 'emoji':
      return emojiHtml(node, context.media);
    case 'date':
      return `<time datetime="${new Date(node.seconds * 1000).toISOString()}">${escapeHtml(node.text)}</time>`;
  }
}

/** A link to a page of the archive shows that page's title where people only pasted the address. */
function slackLinkHtml(node: SlackLink, context: HtmlContext): string {
  const target = context.linkTo(node.permalink);
  if (target === undefined)
    return node.url.startsWith('http')
      ? anchor(node.url, labelHtml(node, context))
      : labelHtml(node, context);
  const isBare = node.children.length === 0;
  const label = isBare && target.title !== undefined ? escapeHtml(target.title) : labelHtml(node, context);
  return `<a href="${escapeHtml(target.href)}">${label}</a>`;
}

function labelHtml(
  { url, children }: { url: string; children: readonly InlineNode[] },
  context: HtmlContext,
): string {
  return children.length === 0 ? escapeHtml(url) : inlineHtml(children, context);
}

function mention(name: string): string {
  return `<b>${escapeHtml(name)}</b>`;
}

function anchor(url: string, html: string): string {
  return `<a href="${escapeHtml(url)}" rel="nofollow ugc">${html}</a>`;
}
