import { isoTime } from '../model/ts.ts';
import type { SiteFrame } from './page-frame.ts';
import { pagePath } from './places.ts';
import type { Placed, SiteMap } from './site-map.ts';

export interface SiteFile {
  readonly path: string;
  readonly text: string;
}

/** https://www.sitemaps.org/protocol.html: at most 50,000 addresses in one file. */
const perFile = 40_000;

/**
 * The pages that search engines should show, one file for each year, and the index of these files. None where nobody
 * knows the site's address. `lastmod` is the last message, never the time of the build.
 */
export function sitemapFiles(map: SiteMap, { baseUrl }: SiteFrame): readonly SiteFile[] {
  if (baseUrl === undefined) return [];
  const byYear = new Map<string, string[]>();
  for (const { conversations } of map.channels) {
    for (const placed of conversations) {
      if (placed.summary.isThin) continue;
      const year = isoTime(placed.entry.rootTs).slice(0, 4);
      const lines = byYear.get(year) ?? [];
      lines.push(...linesOf(placed, baseUrl));
      byYear.set(year, lines);
    }
  }
  return filesOf(byYear, baseUrl);
}

function linesOf({ summary, entry }: Placed, baseUrl: string): readonly string[] {
  const last = summary.times.last;
  const pages = Array.from({ length: 1 + (entry.breaks?.length ?? 0) }, (_, index) =>
    pagePath(entry, index + 1),
  );
  return pages.map((path) => `<url><loc>${baseUrl}${path}</loc><lastmod>${isoTime(last)}</lastmod></url>`);
}

function filesOf(byYear: ReadonlyMap<string, readonly string[]>, baseUrl: string): readonly SiteFile[] {
  const files: SiteFile[] = [];
  for (const [year, lines] of [...byYear].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sorted = [...lines].sort();
    for (let start = 0; start < sorted.length; start += perFile) {
      const part = start === 0 ? '' : `-${1 + start / perFile}`;
      const text = xml('urlset', sorted.slice(start, start + perFile));
      files.push({ path: `sitemap-${year}${part}.xml`, text });
    }
  }
  const index = files.map(({ path }) => `<sitemap><loc>${baseUrl}${path}</loc></sitemap>`);
  return [...files, { path: 'sitemap.xml', text: xml('sitemapindex', index) }];
}

function xml(root: string, lines: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</${root}>\n`;
}
