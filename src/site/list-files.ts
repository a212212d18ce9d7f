import type { Completeness } from '../model/completeness.ts';
import { completenessFiles } from './completeness-pages.ts';
import { type Excerpts, feedOf } from './feed.ts';
import { allChannelsPages, allMonthsPage, channelPage, homePage, monthPages, spanOf } from './list-pages.ts';
import { pageView, type SiteFrame } from './page-frame.ts';
import { relativeLink } from './relative-link.ts';
import { type ChannelPlace, channelPath, type SiteMap } from './site-map.ts';
import { type SiteFile, sitemapFiles } from './sitemap.ts';
import type { SiteTemplates } from './templates.ts';

export interface ListParts {
  readonly templates: SiteTemplates;
  readonly frame: SiteFrame;
  /** Path of the style sheet. */
  readonly style: string;
  readonly description: string | undefined;
  readonly completeness: readonly Completeness[];
  readonly excerpts: Excerpts;
}

/** Every file of a site that is about more than one conversation, but those of the search. */
export function* listFiles(map: SiteMap, parts: ListParts): Generator<SiteFile> {
  const { templates, frame } = parts;
  for (const channel of map.channels) yield* channelFiles(channel, parts);
  for (const { path, view } of allChannelsPages(map, frame))
    yield { path, text: templates.allChannels(view) };
  const months = allMonthsPage(map, frame);
  yield { path: months.path, text: templates.allMonths(months.view) };
  const home = homePage(map, frame, parts.description);
  yield { path: home.path, text: templates.home(home.view) };
  const about = pageView({ path: 'about.html', title: 'About' }, frame);
  yield { path: 'about.html', text: templates.about({ site: frame.view, page: about, facts: spanOf(map) }) };
  yield* completenessFiles(parts.completeness, map, parts);
  yield { path: '404.html', text: lostPage(parts) };
  yield { path: parts.style, text: templates.style };
  yield* sitemapFiles(map, frame);
  yield* feedOf(map, frame, parts.excerpts);
}

function* channelFiles(channel: ChannelPlace, { templates, frame }: ListParts): Generator<SiteFile> {
  const { path, view } = channelPage(channel, frame);
  yield { path, text: templates.channel(view) };
  for (const month of monthPages(channel, frame))
    yield { path: month.path, text: templates.month(month.view) };
  for (const alias of channel.url.aliases) {
    const from = `c/${alias}/index.html`;
    const href = relativeLink(from, channelPath(channel));
    yield { path: from, text: templates.redirect({ site: frame.view, title: `#${channel.name}`, href }) };
  }
}

/** A host shows this page at any address, so that it must know where the site's top is. */
function lostPage({ templates, frame }: ListParts): string {
  const page = pageView({ path: '404.html', title: 'No such page', isUnlisted: true }, frame);
  return templates.notFound({ site: frame.view, page: { ...page, root: frame.baseUrl ?? '' } });
}
