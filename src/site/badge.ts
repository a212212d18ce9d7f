import { escapeHtml } from '../content/escape-html.ts';
import type { SiteFile } from './sitemap.ts';

const label = 'archive';

/** Widths of the 11 pixel Verdana of such badges, near enough: text is squeezed into its box with `textLength`. */
const perLetter = 6.5;
const padding = 10;

/**
 * The badge as a picture of our own, which asks nobody, and as the answer of a shields.io endpoint badge:
 * https://shields.io/badges/endpoint-badge
 */
export function badgeFiles({ message, isComplete, isLacking }: BadgeFacts): readonly SiteFile[] {
  const [color, fill] = isComplete
    ? ['brightgreen', '#2f7d32']
    : isLacking
      ? ['orange', '#a4530a']
      : ['blue', '#1f6391'];
  const endpoint = { schemaVersion: 1, label, message, color };
  return [
    { path: 'badge.json', text: `${JSON.stringify(endpoint)}\n` },
    { path: 'badge.svg', text: svgOf(message, fill) },
  ];
}

/** What a badge says, in one line. */
export interface BadgeFacts {
  readonly message: string;
  readonly isComplete: boolean;
  readonly isLacking: boolean;
}

function svgOf(message: string, fill: string): string {
  const [left, right] = [widthOf(label), widthOf(message)];
  const width = left + right;
  const text = (words: string, start: number, box: number) =>
    `<text x="${start + box / 2}" y="14" textLength="${box - padding}" lengthAdjust="spacingAndGlyphs">${escapeHtml(words)}</text>`;
  const title = escapeHtml(`${label}: ${message}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="20" rx="3" fill="#444"/>`,
    `<rect x="${left}" width="${right}" height="20" rx="3" fill="${fill}"/>`,
    `<rect x="${left}" width="4" height="20" fill="${fill}"/>`,
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">',
    text(label, 0, left),
    text(message, left, right),
    '</g></svg>\n',
  ].join('');
}

function widthOf(words: string): number {
  return Math.round(words.length * perLetter) + padding;
}
