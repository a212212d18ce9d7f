import type { SearchDocument } from '../document.ts';
import { keyText } from '../document.ts';

/** What a result shows without its page. */
export interface SearchRecord {
  /** `T012AB3C4/C024BE91L/1710786933.057029` */
  readonly key: string;
  readonly url: string;
  readonly title: string;
  /** The beginning of what is said, after the words of the title. */
  readonly lead: string;
  readonly messageCount: number;
  readonly author: string;
  readonly isAnswered: boolean;
}

/** In a file: key, title, lead, messages (negative when answered), author, and the path as far as it can't be guessed. */
export type PackedRecord = readonly [string, string, string, number, string, string];

const leadLength = 120;

export function packRecord(document: SearchDocument): PackedRecord {
  const key = keyText(document.key);
  const { title, url, messageCount, isAnswered } = document;
  return [
    key,
    title,
    leadOf(document),
    isAnswered ? -messageCount : messageCount,
    document.authors[0] ?? '',
    url === likelyUrl(key, title) ? '' : url,
  ];
}

export function unpackRecord([key, title, lead, messages, author, url]: PackedRecord): SearchRecord {
  return {
    key,
    title,
    lead,
    messageCount: Math.abs(messages),
    isAnswered: messages < 0,
    author,
    url: url === '' ? likelyUrl(key, title) : url,
  };
}

/** `1710786933.057029` of a record's key. */
export function tsOfKey(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/**
 * Where pages usually are: only a path that is elsewhere needs to be told. Files that exist were written with this
 * rule, so another one is another format.
 */
function likelyUrl(key: string, title: string): string {
  const ts = tsOfKey(key);
  const [year, month] = new Date(Number(ts.split('.')[0]) * 1000).toISOString().split('-');
  const slug = likelySlug(title);
  return `t/${year}/${month}/p${ts.replace('.', '')}${slug === '' ? '' : `-${slug}`}.html`;
}

function likelySlug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = (words.shift() ?? '').slice(0, 48);
  for (const word of words) {
    if (slug.length + 1 + word.length > 48) break;
    slug += `-${word}`;
  }
  return slug;
}

function leadOf({ title, text }: SearchDocument): string {
  // Single spaces, which are most, stay as they are.
  const line = text
    .slice(0, 600)
    .replace(/[^\S ]\s*| \s+/g, ' ')
    .trim();
  // Of a long first sentence the title is the beginning.
  const said = title.replace(/…$/, '').trimEnd();
  const rest = line.startsWith(said) ? line.slice(said.length).replace(/^[\s.,:;!?…–—-]+/, '') : line;
  if (rest.length <= leadLength) return rest;
  const cut = rest.slice(0, leadLength - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > leadLength / 2 ? cut.slice(0, space) : cut}…`;
}
