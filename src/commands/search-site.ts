import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';
import { isoTime, type Ts } from '../model/ts.ts';
import type { FoundTarget } from '../search/engine/find-target.ts';
import { hintText, noteText } from '../search/engine/notes.ts';
import { defaultPrefixBudget, type SearchAnswer, type SearchResult } from '../search/engine/search.ts';
import { SearchSession } from '../search/engine/session.ts';
import { folderPages } from '../search/folder-pages.ts';
import { folderSource } from '../search/folder-source.ts';
import { headName } from '../search/format/manifest.ts';
import { tsOfKey } from '../search/format/records.ts';
import { parseQuery } from '../search/query/parse-query.ts';

export interface SearchSiteOptions {
  /** Folder of the site. */
  readonly site: string;
  readonly query: string;
  /** How many results at most. */
  readonly limit: number;
}

export interface SiteSearchReport {
  /** Conversations that match. */
  readonly total: number;
  readonly results: readonly FoundConversation[];
  /** What to know about the query and the answer: sentences. */
  readonly notes: readonly string[];
  /** A query that was probably meant. */
  readonly suggestion?: string;
}

export interface FoundConversation {
  /** `T012AB3C4/C024BE91L/1710786933.057029` */
  readonly conversation: string;
  readonly title: string;
  /** Its name. */
  readonly channel: string;
  /** Of its first message: `2024-03-18T18:35:33Z`. */
  readonly date: string;
  /** 0 where the order is not that of relevance, or a link was followed. */
  readonly score: number;
  /** Path of the page below the site. */
  readonly url: string;
}

/**
 * The search of the site without a browser: the same index, the same results.
 *
 * @throws ConfigError when there is no index, or it is of another version
 */
export async function searchSite({ site, query, limit }: SearchSiteOptions): Promise<SiteSearchReport> {
  const folder = join(site, 'search');
  if (!existsSync(join(folder, headName)))
    throw new ConfigError(
      `${site}: there is no search index here. Build the site first: unsilo build --out DIR`,
    );
  const session = new SearchSession(folderSource(folder));
  const options = { limit, prefixBudget: defaultPrefixBudget, pages: folderPages(site) };
  try {
    const { target } = parseQuery(query);
    const found = target === undefined ? undefined : await session.find(target);
    const answer = await session.search(query, options);
    return found === undefined ? reportOf(answer) : { total: 1, results: [ofTarget(found)], notes: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/ Reload the page\.$/, '') : String(error);
    throw new ConfigError(
      `${folder}: the index can't be read. ${why} Build the site again: unsilo build --out DIR`,
      {
        cause: error,
      },
    );
  }
}

function reportOf({ total, results, notes, query, suggestion }: SearchAnswer): SiteSearchReport {
  return {
    total,
    results: results.map(ofResult),
    notes: [...query.hints.map(hintText), ...notes.map(noteText)],
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function ofResult({ key, title, channel, ts, score, url }: SearchResult): FoundConversation {
  return { conversation: key, title, channel, date: isoTime(ts as Ts), score, url };
}

/** A link leads to one message: its channel goes by its id, which the link said. */
function ofTarget({ record, anchor }: FoundTarget): FoundConversation {
  const { key, title, url } = record;
  const [, channel = ''] = key.split('/');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  return { conversation: key, title, channel, date: isoTime(tsOfKey(key) as Ts), score: 0, url: url + hash };
}
