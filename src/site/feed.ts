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
export function feedOf(map: SiteMap, frame: SiteFrame): readonly SiteFile[] {
  const { baseUrl } = frame;
  if (baseUrl === undefined) return [];
  const nameOf = (placed: Placed) => map.channel(placed.summary.key)?.name ?? '';
  const everything = map.channels.flatMap(({ conversations }) => conversations);
  const about = { title: frame.view.title, page: baseUrl, path: 'feed.xml' };
  return [
    feedFile(latestTalk(everything, entries), { ...about, baseUrl, nameOf }),
    ...map.channels.map((channel) => channelFeed(channel, { frame, baseUrl, nameOf })),
  ];
}

interface FeedFacts {
  readonly title: string;
  /** Address of the page that the feed belongs to. */
  readonly page: string;
  readonly path: string;
  readonly baseUrl: string;
  nameOf(placed: Placed): string;
}

function channelFeed(
  channel: ChannelPlace,
  { frame, baseUrl, nameOf }: { frame: SiteFrame; baseUrl: string; nameOf: (placed: Placed) => string },
): SiteFile {
  const title = `#${channel.name} · ${frame.view.title}`;
  const page = `${baseUrl}${channelPath(channel).replace('index.html', '')}`;
  const path = channelPath(channel).replace('index.html', 'feed.xml');
  return feedFile(latestTalk(channel.conversations, entries), { title, page, path, baseUrl, nameOf });
}

function feedFile(placed: readonly Placed[], { title, page, path, baseUrl, nameOf }: FeedFacts): SiteFile {
  const updated = placed[0]?.summary.times.at(-1);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${baseUrl}${path}</id>`,
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="self" href="${baseUrl}${path}"/>`,
    `<link href="${page}"/>`,
    `<updated>${updated === undefined ? '1970-01-01T00:00:00Z' : isoTime(updated)}</updated>`,
    ...placed.map((one) => entryOf(one, baseUrl, nameOf(one))),
    '</feed>',
  ];
  return { path, text: `${lines.join('\n')}\n` };
}

function entryOf({ summary, entry }: Placed, baseUrl: string, channel: string): string {
  const { key, title, names, excerpt, times } = summary;
  const address = `${baseUrl}${entry.path}`;
  return [
    '<entry>',
    `<id>${address}</id>`,
    `<title>${escapeHtml(title)}</title>`,
    `<link href="${address}"/>`,
    `<published>${isoTime(key.rootTs)}</published>`,
    `<updated>${isoTime(times.at(-1) ?? key.rootTs)}</updated>`,
    `<author><name>${escapeHtml(names[0] ?? 'Unknown')}</name></author>`,
    `<category term="${escapeHtml(channel)}"/>`,
    `<summary>${escapeHtml(excerpt)}</summary>`,
    '</entry>',
  ].join('\n');
}
