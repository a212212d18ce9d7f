import type { SlackFile } from '../model/message.ts';
import { cleanText } from './clean-text.ts';
import { escapeHtml } from './escape-html.ts';
import type { Media, ShownFile } from './media.ts';
import type { EmojiNode } from './tree.ts';
import { emojiWord, fileWords } from './words.ts';

/** Images are shown no larger than this, so that a screenshot does not fill the page; a click shows all of it. */
const widest = 640;
const highest = 480;
/** Of an emoji beside words, in pixels. */
const emojiHeight = 22;

/** An image keeps its place while it loads: the browser knows its size before. */
export function copiedFileHtml(file: SlackFile, shown: ShownFile): string {
  const { name, about } = fileWords(file);
  const href = escapeHtml(shown.href);
  const details = file.state !== 'available' || about === '' ? '' : ` <small>${escapeHtml(about)}</small>`;
  const alt = file.altText === undefined ? undefined : cleanText(file.altText);
  const { isImage, width = 0, height = 0 } = shown;
  if (!isImage || width === 0 || height === 0) {
    const words = alt === undefined ? '' : ` — ${escapeHtml(alt)}`;
    return `<p class="file"><a href="${href}"${downloadAs(name, shown.href)}>${escapeHtml(name)}</a>${words}${details}</p>`;
  }
  const scale = Math.min(1, widest / width, highest / height);
  const size = `width="${Math.max(1, Math.round(width * scale))}" height="${Math.max(1, Math.round(height * scale))}"`;
  const image = `<img src="${href}" alt="${escapeHtml(alt ?? name)}" ${size} loading="lazy" decoding="async">`;
  return `<figure><a href="${href}">${image}</a><figcaption>${escapeHtml(name)}${details}</figcaption></figure>`;
}

/** The file's own name, with the ending that its content has here. A text is read in the browser. */
function downloadAs(name: string, href: string): string {
  const extension = /\.[a-z0-9]+$/.exec(href)?.[0] ?? '';
  if (extension === '.txt') return '';
  const base = name.replace(/\.[^.]*$/, '').replaceAll(/[^\p{L}\p{N} ._-]/gu, '_');
  return ` download="${escapeHtml(`${base || 'file'}${extension}`)}"`;
}

/** The workspace's own emoji as an image with its name as alternative, or as its name. */
export function emojiHtml(node: EmojiNode, media: Media | undefined): string {
  const word = emojiWord(node);
  const isOwn = node.unicode === undefined && word.startsWith(':');
  const shown = isOwn ? media?.emoji(node.name.split('::')[0] ?? node.name) : undefined;
  if (shown === undefined) return escapeHtml(word);
  if ('text' in shown) return escapeHtml(shown.text);
  const { width, height } = emojiSize(shown);
  const name = escapeHtml(word);
  return `<img class="emoji" src="${escapeHtml(shown.src)}" alt="${name}" title="${name}" width="${width}" height="${height}" loading="lazy">`;
}

/** As high as the words beside it. */
export function emojiSize({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const wide = height > 0 ? Math.round((width / height) * emojiHeight) : emojiHeight;
  return { width: Math.min(4 * emojiHeight, Math.max(1, wide)), height: emojiHeight };
}
