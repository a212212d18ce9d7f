import { escapeHtml } from '../content/escape-html.ts';
import { monthOf } from '../model/ts.ts';
import { type ExampleNames, operatorExamples } from '../search/engine/notes.ts';
import { pageView, type SiteFrame } from './page-frame.ts';
import type { SiteMap } from './site-map.ts';
import type { GoView, SearchScripts, SearchView } from './views.ts';

/** The search page. Without `scripts` it says what it would do. */
export function searchPage(map: SiteMap, frame: SiteFrame, scripts: SearchScripts | undefined): SearchView {
  const years = yearsOf(map);
  const examples = operatorExamples(namesIn(map, years));
  return {
    ...framed('search.html', 'Search', frame, scripts),
    channels: map.channels.map(({ name }) => ({ name })),
    years,
    operators: examples.map(({ example, meaning, standsAlone }) => ({
      example,
      meaning,
      ...(standsAlone ? { query: encodeURIComponent(example) } : {}),
    })),
  };
}

/** Newest first. */
function yearsOf(map: SiteMap): readonly string[] {
  const months = map.channels.flatMap(({ conversations }) =>
    conversations.map(({ entry }) => monthOf(entry.rootTs)),
  );
  return [...new Set(months.map((month) => month.slice(0, 4)))].sort().reverse();
}

/** Of the channel where people talked with each other most, so that examples find something worth reading. */
function namesIn(map: SiteMap, [year = '2024']: readonly string[]): ExampleNames {
  const [most] = map.channels
    .map(({ name, conversations }) => ({
      name,
      talks: conversations.filter(({ summary }) => summary.people > 1),
    }))
    .sort((a, b) => b.talks.length - a.talks.length);
  const author = most?.talks.at(-1)?.summary.opener;
  return { channel: most?.name ?? 'general', author: author || 'ada', year };
}

/** The page that leads from a link of Slack to the message. */
export function goPage(frame: SiteFrame, scripts: SearchScripts | undefined): GoView {
  return framed('go.html', 'Go to a message', frame, scripts);
}

function framed(path: string, title: string, frame: SiteFrame, scripts: SearchScripts | undefined): GoView {
  const page = pageView({ path, title, isUnlisted: true, isEntry: true }, frame);
  const preloads = scripts === undefined ? [] : [{ as: 'fetch', href: `search/${scripts.manifest}` }];
  return {
    site: frame.view,
    page: { ...page, isSearch: true, preloads },
    ...(scripts === undefined ? {} : { scripts }),
  };
}

/**
 * By which browsers add the search of the site to their own; empty while nobody knows where the site will stand.
 * https://developer.mozilla.org/docs/Web/XML/Guides/OpenSearch
 */
export function openSearchFiles({ view, baseUrl }: SiteFrame): readonly { path: string; text: string }[] {
  if (baseUrl === undefined) return [];
  const name = escapeHtml([...view.title].slice(0, 16).join(''));
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${name}</ShortName>
<Description>${escapeHtml(`Search ${view.title}`)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="${escapeHtml(`${baseUrl}search.html?q=`)}{searchTerms}"/>
</OpenSearchDescription>
`;
  return [{ path: 'opensearch.xml', text }];
}
