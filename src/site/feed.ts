import { escapeHtml } from '../content/escape-html.ts';
import { isoTime } from '../model/ts.ts';
import type { SiteFrame } from './page-frame.ts';
import { latestTalk } from './rows.ts';
import { type ChannelPlace, channelPath, type Placed, type SiteMap } from './site-map.ts';
import type { SiteFile } from './sitemap.ts';

const entries = 30;

/**
 * Atom feeds of the latest conversations: of the site and of each channel. Ids are addresses, so there are none where
 * nobody knows the site's. https://www.rfc-editor.org/rfc/rfc4287
 */
export function feedOf(map: SiteMap, frame: SiteFrame, excerpts: Excerpts): readonly SiteFile[] {
  const { baseUrl } = frame;
  if (baseUrl === undefined) return [];
  const nameOf = (placed: Placed) => map.channel(placed.entry)?.name ?? '';
  const common = { baseUrl, nameOf, excerpts };
  const about = { title: frame.view.title, page: baseUrl, path: 'feed.xml' };
  return [
    feedFile(latestOf(map.channels), { ...about, ...common }),
    ...map.channels.map((channel) => channelFeed(channel, frame, common)),
  ];
}

/** The beginnings of the conversations that feeds show, kept while their pages are made. */
export class Excerpts {
  readonly #byPath = new Map<string, string>();

  /** @param map undefined where there will be no feeds */
  constructor(map: SiteMap | undefined) {
    const channels = map?.channels ?? [];
    for (const { entry } of [channels, ...channels.map((channel) => [channel])].flatMap(latestOf))
      this.#byPath.set(entry.path, '');
  }

  take(path: string, excerpt: string | undefined): void {
    if (excerpt !== undefined && this.#byPath.has(path)) this.#byPath.set(path, excerpt);
  }

  of({ entry }: Placed): string {
    return this.#byPath.get(entry.path) ?? '';
  }
}

function latestOf(channels: readonly ChannelPlace[]): readonly Placed[] {
  return latestTalk(
    channels.flatMap(({ conversations }) => conversations),
    entries,
  );
}

/** What is the same for all feeds. */
interface FeedWords {
  readonly baseUrl: string;
  /** Of the channel. */
  nameOf(placed: Placed): string;
  readonly excerpts: Excerpts;
}

interface FeedFacts extends FeedWords {
  readonly title: string;
  /** Address of the page that the feed belongs to. */
  readonly page: string;
  readonly path: string;
}

function channelFeed(channel: ChannelPlace, frame: SiteFrame, common: FeedWords): SiteFile {
  const title = `#${channel.name} · ${frame.view.title}`;
  const page = `${common.baseUrl}${channelPath(channel).replace('index.html', '')}`;
  const path = channelPath(channel).replace('index.html', 'feed.xml');
  return feedFile(latestOf([channel]), { title, page, path, ...common });
}

function feedFile(placed: readonly Placed[], facts: FeedFacts): SiteFile {
  const { title, page, path, baseUrl } = facts;
  const updated = placed[0]?.summary.times.last;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${baseUrl}${path}</id>`,
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="self" href="${baseUrl}${path}"/>`,
    `<link href="${page}"/>`,
    `<updated>${updated === undefined ? '1970-01-01T00:00:00Z' : isoTime(updated)}</updated>`,
    ...placed.map((one) => entryOf(one, facts)),
    '</feed>',
  ];
  return { path, text: `${lines.join('\n')}\n` };
}

function entryOf(placed: Placed, { baseUrl, nameOf, excerpts }: FeedWords): string {
  const { summary, entry } = placed;
  const { title, opener, times } = summary;
  const address = `${baseUrl}${entry.path}`;
  return [
    '<entry>',
    `<id>${address}</id>`,
    `<title>${escapeHtml(title)}</title>`,
    `<link href="${address}"/>`,
    `<published>${isoTime(entry.rootTs)}</published>`,
    `<updated>${isoTime(times.last)}</updated>`,
    `<author><name>${escapeHtml(opener || 'Unknown')}</name></author>`,
    `<category term="${escapeHtml(nameOf(placed))}"/>`,
    `<summary>${escapeHtml(excerpts.of(placed))}</summary>`,
    '</entry>',
  ].join('\n');
}
