import type { Parent, PhrasingContent, RootContent } from 'mdast';
import { textNode } from './link.ts';
import { parseMarkdown } from './markdown-block.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { BlockNode } from './tree.ts';
import { unescapeText } from './unescape.ts';

/** GitHub takes no longer comment; what is longer is none of GitHub's. */
const longest = 65_536;

/** Signs in one paragraph, beyond which reading them takes time that grows with their square: no person writes so. */
const mostSigns = 2000;
const fence = /^ {0,3}(```+|~~~+)[^\n]*\n[\s\S]*?^ {0,3}\1/gm;

/**
 * What somebody wrote on GitHub. HTML never gets through: its comments vanish as on GitHub, a picture becomes a link, and of
 * every other tag the text in it stays.
 */
export function parseGithubMarkdown(text: string): readonly BlockNode[] {
  return text.length > longest || isAttack(text) ? plainText(text) : parseMarkdown(text, withoutHtml);
}

function isAttack(text: string): boolean {
  return text
    .replace(fence, '')
    .split(/\n[ \t]*\n/)
    .some((paragraph) => (paragraph.match(/[*_~[\]]|^\s*[-+*>] /gm)?.length ?? 0) > mostSigns);
}

function plainText(text: string): readonly BlockNode[] {
  return paragraphsOf(
    text
      .split('\n')
      .flatMap((line, index) => [...(index === 0 ? [] : [{ type: 'break' } as const]), textNode(line)]),
  );
}

function withoutHtml(root: Parent): void {
  root.children = root.children.flatMap((child): RootContent[] => {
    if (child.type !== 'html') {
      if ('children' in child) withoutHtml(child);
      return [child];
    }
    const words = wordsOf(child.value);
    if (words.length === 0) return [];
    return isPhrasing(root) ? words : [{ type: 'paragraph', children: words }];
  });
}

function isPhrasing({ type }: Parent): boolean {
  return !['root', 'blockquote', 'listItem', 'footnoteDefinition'].includes(type);
}

/** A tag of more attributes than that is text: otherwise many that never end take long to read. */
const pieces = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z\d-]*)\b((?:"[^"]*"|'[^']*'|[^"'>]){0,999})>/gi;

/** What a reader of GitHub sees of a piece of HTML, as nodes of Markdown. */
function wordsOf(html: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let start = 0;
  const take = (end: number) => {
    const value = unescapeText(html.slice(start, end));
    if (value !== '') nodes.push({ type: 'text', value });
  };
  for (const match of html.matchAll(pieces)) {
    const [found, slash, name = '', attributes = ''] = match;
    take(match.index);
    start = match.index + found.length;
    if (slash === '/') continue;
    const tag = name.toLowerCase();
    if (tag === 'br') nodes.push({ type: 'break' });
    const url = tag === 'img' ? attribute(attributes, 'src') : undefined;
    if (url !== undefined) nodes.push({ type: 'image', url, alt: attribute(attributes, 'alt') ?? '' });
  }
  take(html.length);
  return nodes.every((node) => node.type === 'text' && node.value.trim() === '') ? [] : nodes;
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  const value = match?.[1] ?? match?.[2] ?? match?.[3];
  return value === undefined ? undefined : unescapeText(value);
}
