import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { PageReader } from './engine/phrases.ts';
import { furtherPages, pageMessages } from './text/page-messages.ts';

/** What pages of a site on this machine say. */
export function folderPages(site: string): PageReader {
  return async (url) => {
    const first = read(site, url);
    const others = furtherPages(first).map((href) => normalize(join(dirname(url), href)));
    return [first, ...[...new Set(others)].map((path) => read(site, path))].flatMap(pageMessages);
  };
}

function read(site: string, path: string): string {
  const within = normalize(path);
  if (within.startsWith('..')) throw new RangeError(`${path} leaves the site.`);
  return readFileSync(join(site, within), 'utf8');
}
