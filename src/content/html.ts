import type { Permalink } from '../model/permalink.ts';
import type { Names } from '../model/workspace.ts';
import { cleanText } from './clean-text.ts';
import { escapeHtml } from './escape-html.ts';
import { inlineHtml } from './html-inline.ts';
import { copiedFileHtml } from './html-media.ts';
import type { Media } from './media.ts';
import { safeUrl } from './safe-url.ts';
import type { BlockNode, Card, Content, FileNode, List, Picture, Table } from './tree.ts';
import { fileWords, unsupportedWords } from './words.ts';

export interface HtmlContext {
  readonly names: Names;
  /** The page of a message or channel, as an address relative to the page that is being made; undefined for none. */
  linkTo(link: Permalink): { readonly href: string; readonly title?: string } | undefined;
  /** Copies of files and emoji, where there are any. */
  readonly media?: Media;
}

/**
 * The HTML of one message. Safe by construction: the elements are a closed set written here, every text is escaped,
 * and an address is one of our own pages or has passed `safeUrl`. Nothing is loaded from elsewhere.
 */
export function toHtml({ blocks }: Content, context: HtmlContext): string {
  return blocksHtml(blocks, context);
}

function blocksHtml(blocks: readonly BlockNode[], context: HtmlContext): string {
  let html = '';
  for (const block of blocks) html += blockHtml(block, context);
  return html;
}

function blockHtml(block: BlockNode, context: HtmlContext): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlineHtml(block.children, context)}</p>`;
    case 'heading':
      return `<p><strong>${inlineHtml(block.children, context)}</strong></p>`;
    case 'code':
      return `<pre tabindex="0"><code>${escapeHtml(block.value)}\n</code></pre>`;
    case 'quote':
      return `<blockquote>${blocksHtml(block.children, context)}</blockquote>`;
    case 'list':
      return listHtml(block, context);
    case 'table':
      return tableHtml(block, context);
    case 'divider':
      return '<hr>';
    case 'card':
      return cardHtml(block, context);
    case 'file':
      return fileHtml(block, context);
    case 'picture':
      return pictureHtml(block);
    case 'note':
      return `<p class="note">${inlineHtml(block.children, context)}</p>`;
    case 'unsupported':
      return `<p class="note">${escapeHtml(unsupportedWords(block))}</p>`;
  }
}

function listHtml({ isOrdered, start, items }: List, context: HtmlContext): string {
  const open = isOrdered ? (start === 1 ? '<ol>' : `<ol start="${start}">`) : '<ul>';
  const inner = items.map((item) => `<li>${itemHtml(item, context)}</li>`).join('');
  return `${open}${inner}${isOrdered ? '</ol>' : '</ul>'}`;
}

/** The first paragraph of an item stands beside its number. */
function itemHtml(item: readonly BlockNode[], context: HtmlContext): string {
  const [first, ...rest] = item;
  return first?.type === 'paragraph'
    ? inlineHtml(first.children, context) + blocksHtml(rest, context)
    : blocksHtml(item, context);
}

function tableHtml({ align, rows }: Table, context: HtmlContext): string {
  const [head, ...body] = rows;
  const row = (cells: Table['rows'][number], tag: 'th' | 'td') =>
    `<tr>${cells
      .map((cell, column) => {
        const at = align[column];
        const side = at === undefined || at === 'left' ? '' : ` class="${at}"`;
        return `<${tag}${tag === 'th' ? ' scope="col"' : ''}${side}>${inlineHtml(cell, context)}</${tag}>`;
      })
      .join('')}</tr>`;
  const tbody = body.length === 0 ? '' : `<tbody>${body.map((cells) => row(cells, 'td')).join('')}</tbody>`;
  return `<div class="table" tabindex="0"><table><thead>${row(head ?? [], 'th')}</thead>${tbody}</table></div>`;
}

function cardHtml({ kind, author, title, children }: Card, context: HtmlContext): string {
  const by = author === undefined ? '' : `<span class="by">${escapeHtml(author)}</span>`;
  const name = title === undefined || title.length === 0 ? '' : inlineHtml(title, context);
  const head = [by, kind === 'attachment' && name !== '' ? `<strong>${name}</strong>` : name].filter(Boolean);
  const line = head.length === 0 ? '' : `<p>${head.join(' ')}</p>`;
  const tag = kind === 'quote' ? 'blockquote' : 'div';
  return `<${tag} class="card">${line}${blocksHtml(children, context)}</${tag}>`;
}

/** The copy; without one a line about the file, which is members' only. */
function fileHtml({ file }: FileNode, { media }: HtmlContext): string {
  const copied = media?.file(file.id);
  if (copied !== undefined) return copiedFileHtml(file, copied);
  const { name, about } = fileWords(file);
  const url = file.url === undefined ? undefined : safeUrl(file.url);
  const shown = url === undefined ? escapeHtml(name) : externalLink(url, escapeHtml(name));
  const alt = file.altText === undefined ? '' : ` — ${escapeHtml(cleanText(file.altText))}`;
  const details = about === '' ? '' : ` <small>${escapeHtml(about)}</small>`;
  const preview =
    file.preview === undefined || file.state !== 'available'
      ? ''
      : `<pre tabindex="0"><code>${escapeHtml(cleanText(file.preview))}\n</code></pre>`;
  return `<p class="file">${shown}${alt}${details}</p>${preview}`;
}

function pictureHtml({ alt, url }: Picture): string {
  const href = url === undefined ? undefined : safeUrl(url);
  const shown = href === undefined ? escapeHtml(alt) : externalLink(href, escapeHtml(alt));
  return `<p class="file">${shown} <small>image</small></p>`;
}

function externalLink(url: string, html: string): string {
  return `<a href="${escapeHtml(url)}" rel="nofollow ugc">${html}</a>`;
}
