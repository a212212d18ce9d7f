import { parsePermalink } from '../model/permalink.ts';
import { cleanText } from './clean-text.ts';
import { safeUrl } from './safe-url.ts';
import type { InlineNode } from './tree.ts';

/** A link, or text where the address may not become one. A label that only repeats the address is left out. */
export function linkNode(url: string, label?: string): InlineNode {
  const children = label === undefined || label === url ? [] : [textNode(label)];
  return linkAround(url, children);
}

/** As {@link linkNode}, with a label that has nodes of its own. */
export function linkAround(url: string, children: readonly InlineNode[]): InlineNode {
  const permalink = parsePermalink(url);
  const href = safeUrl(url);
  if (permalink !== undefined) return { type: 'slackLink', url: href ?? cleanText(url), permalink, children };
  if (href !== undefined) {
    const words = url.replace(/^(?:mailto|tel):/i, '');
    const shown = children.length === 0 && words !== href ? [textNode(words)] : children;
    return { type: 'link', url: href, children: shown };
  }
  const label = wordsOf(children);
  return textNode(url.endsWith(label) ? url : `${label} (${url})`);
}

/** Labels hold no mentions: those do not nest in links. */
function wordsOf(nodes: readonly InlineNode[]): string {
  const words = nodes.map((node) => {
    if ('value' in node) return node.value;
    if ('children' in node) return wordsOf(node.children);
    return node.type === 'emoji' ? (node.unicode ?? `:${node.name}:`) : '';
  });
  return words.join('');
}

export function textNode(value: string): InlineNode {
  return { type: 'text', value: cleanText(value) };
}
