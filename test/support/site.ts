import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Urls } from '../../src/archive/url-ledger.ts';
import { silentLogger } from '../../src/logger.ts';
import { filedUnder } from '../../src/model/conversation.ts';
import type { ChannelId, TeamId, UserId } from '../../src/model/ids.ts';
import type { Message } from '../../src/model/message.ts';
import type { Month } from '../../src/model/ts.ts';
import type { Channel } from '../../src/model/workspace.ts';
import { packageRoot } from '../../src/paths.ts';
import { buildSite, type SiteReport } from '../../src/site/build-site.ts';
import type { MediaSource } from '../../src/site/site-media.ts';
import type { SiteSource, SiteUnit } from '../../src/site/site-source.ts';
import { loadSiteTemplates } from '../../src/site/templates.ts';

const teamId = 'T0ACME' as TeamId;

/** An archive in memory: messages by the name of their channel, whose id is `C0` and the name in capitals. */
export class MemorySource implements SiteSource {
  readonly #messages: ReadonlyMap<string, readonly Message[]>;
  readonly units: readonly SiteUnit[];
  readonly #channels: ReadonlyMap<ChannelId, Channel>;
  readonly #urls: { current: Urls };

  /** @param urls the ledger, which outlives a source */
  constructor(
    channels: Readonly<Record<string, readonly Message[]>>,
    urls: { current: Urls } = { current: { conversations: [], channels: [] } },
  ) {
    this.#urls = urls;
    const named = Object.keys(channels).map((name) => ({ id: channelIdOf(name), name, isArchived: false }));
    this.#channels = new Map(named.map((channel) => [channel.id, channel]));
    const byUnit = new Map<string, Message[]>();
    for (const [name, messages] of Object.entries(channels)) {
      for (const message of messages) {
        const key = `${channelIdOf(name)} ${filedUnder(message)}`;
        byUnit.set(key, [...(byUnit.get(key) ?? []), message]);
      }
    }
    this.#messages = byUnit;
    this.units = [...byUnit.keys()].sort().map((key) => {
      const [channelId, month] = key.split(' ') as [ChannelId, Month];
      return { teamId, channelId, month };
    });
  }

  fingerprint = () => JSON.stringify([...this.#messages, this.#urls.current]);
  messages = ({ channelId, month }: SiteUnit) => this.#messages.get(`${channelId} ${month}`) ?? [];
  posts = () => new Map();
  completeness = () => [];
  comments = () => new Map();
  workspace = () => ({ teamId, name: 'Acme' });
  media: MediaSource = { file: () => undefined, emoji: () => undefined };
  readUrls = () => this.#urls.current;
  writeUrls = (urls: Urls) => {
    this.#urls.current = urls;
  };
  directory = () => ({
    names: {
      user: (id: UserId) => ({ U0ADA: 'Ada', U0GRACE: 'Grace' })[id as string],
      channel: (id: ChannelId) => this.#channels.get(id)?.name,
      userGroup: () => undefined,
    },
    channels: this.#channels,
    users: new Map(),
  });
}

export function channelIdOf(name: string): ChannelId {
  return `C0${name.toUpperCase().replaceAll(/[^A-Z]/g, '')}` as ChannelId;
}

export const siteTemplates = loadSiteTemplates([join(packageRoot, 'templates/site')]);

export async function build(source: SiteSource, dir: string, baseUrl?: string): Promise<SiteReport> {
  const options = {
    dir,
    language: 'en',
    templates: siteTemplates,
    scripts: new Map(),
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
  return await buildSite(source, options, { logger: silentLogger, signal: new AbortController().signal });
}

/** The files of a site by path, without those that no reader sees. */
export function siteFiles(dir: string): ReadonlyMap<string, string> {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(dir, posix.join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.unsilo'));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(dir, path), 'utf8')]));
}

export interface PageLink {
  readonly from: string;
  readonly href: string;
  /** File of the site and anchor, where the link stays within the site. */
  readonly to?: { readonly path: string; readonly anchor: string };
}

/** All addresses on a page, links and what it loads. */
export function linksOf(path: string, html: string): readonly PageLink[] {
  return [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, escaped = '']) => {
    const href = escaped.replaceAll('&amp;', '&');
    if (/^[a-z]+:/i.test(href)) return { from: path, href };
    const [address = '', anchor = ''] = href.split('#');
    const [file = ''] = address.split('?');
    const target = file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file));
    return { from: path, href, to: { path: target, anchor } };
  });
}

export function anchorsOf(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id));
}

/** Links within the site that lead nowhere. */
export function brokenLinks(files: ReadonlyMap<string, string>): readonly string[] {
  const anchors = new Map([...files].map(([path, text]) => [path, anchorsOf(text)]));
  return [...files]
    .filter(([path]) => path.endsWith('.html'))
    .flatMap(([path, html]) => linksOf(path, html))
    .filter(({ to }) => to !== undefined && !leads(to, anchors))
    .map(({ from, href }) => `${from}: ${href}`);
}

function leads(
  { path, anchor }: { path: string; anchor: string },
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const there = anchors.get(path);
  return there !== undefined && (anchor === '' || there.has(anchor));
}
