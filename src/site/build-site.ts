import { setImmediate } from 'node:timers/promises';
import type { UrlEntry } from '../archive/url-ledger.ts';
import type { Logger } from '../logger.ts';
import { Tally } from '../model/diagnostic.ts';
import { monthOf, type Ts } from '../model/ts.ts';
import { channelKey } from './channel-slugs.ts';
import type { UnitContext } from './conversation-page.ts';
import { grouped } from './grouped.ts';
import { listFiles } from './list-files.ts';
import { monthPageOf } from './list-pages.ts';
import { contentSecurityPolicy, type SiteFrame } from './page-frame.ts';
import { goPage, openSearchFiles, searchPage } from './search-pages.ts';
import type { ChannelPlace, Placed, SiteMap } from './site-map.ts';
import { SiteMedia } from './site-media.ts';
import { type BrowserScripts, type SearchCounts, SiteSearch } from './site-search.ts';
import type { SiteSource, SiteUnit } from './site-source.ts';
import { type BuildFacts, SiteWriter, type WriteCounts } from './site-writer.ts';
import { surveyOf } from './survey.ts';
import { hashOf, type SiteTemplates } from './templates.ts';
import { type UnitMaterial, unitPages } from './unit-pages.ts';

export interface SiteOptions {
  /** Folder of the site. */
  readonly dir: string;
  readonly title?: string;
  readonly description?: string;
  readonly language: string;
  /** Where the site will stand. */
  readonly baseUrl?: string;
  readonly templates: SiteTemplates;
  /** Empty in a program that was not built: then the search page says what it would do. */
  readonly scripts: BrowserScripts;
  /** Path of the program of the thread that makes the index; without it the index is made in this thread. */
  readonly indexProgram?: string;
}

export type SiteReport = WriteCounts & BuildFacts;

export interface SiteEdges {
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** Raised when the same archive and templates give other pages. */
const builderVersion = 1;

/**
 * Makes the pages of an archive: first a walk that gives every conversation its place, then one that writes the pages.
 * The URL ledger is saved between the two, so that no page is ever at an address that is not recorded. Memory holds
 * the summaries of conversations and one unit.
 */
export async function buildSite(
  source: SiteSource,
  options: SiteOptions,
  edges: SiteEdges,
): Promise<SiteReport> {
  const build = new Build(source, options, edges);
  try {
    return await build.run();
  } finally {
    await build.close();
  }
}

class Build {
  readonly #source: SiteSource;
  readonly #options: SiteOptions;
  readonly #edges: SiteEdges;
  readonly #frame: SiteFrame;
  readonly #writer: SiteWriter;
  readonly #style: string;
  readonly #search: SiteSearch;
  readonly #media: SiteMedia;
  readonly #unknown = new Tally();

  constructor(source: SiteSource, options: SiteOptions, edges: SiteEdges) {
    this.#source = source;
    this.#options = options;
    this.#edges = edges;
    this.#style = `assets/style-${hashOf(options.templates.style)}.css`;
    this.#frame = frameOf(source, options, this.#style);
    this.#writer = new SiteWriter(options.dir);
    this.#media = new SiteMedia(source.media);
    this.#search = new SiteSearch(options.dir, options.scripts, options.indexProgram);
  }

  async run(): Promise<SiteReport> {
    const { title, description, language, baseUrl, templates } = this.#options;
    const versions = [builderVersion, templates.version, this.#search.version()];
    const settings = [versions, title, description, language, baseUrl];
    const inputs = () => hashOf(JSON.stringify([settings, this.#source.fingerprint()]));
    const known = this.#writer.upToDate(inputs());
    if (known !== undefined && this.#search.isThere()) return known;
    this.#writer.begin();
    try {
      return await this.#make(inputs);
    } finally {
      await this.#search.close();
    }
  }

  async #make(inputs: () => string): Promise<SiteReport> {
    const survey = surveyOf(this.#source, { onUnit: (done) => this.#stage('looking', done) });
    this.#source.writeUrls({ conversations: survey.entries, channels: survey.channelUrls });
    await this.#writeUnits(survey.map, survey.entries);
    this.#media.writeTo(this.#writer);
    const lists = {
      templates: this.#options.templates,
      frame: this.#frame,
      style: this.#style,
      description: this.#options.description,
      completeness: this.#source.completeness(),
    };
    for (const file of listFiles(survey.map, lists)) await this.#writer.write(file.path, file.text);
    const index = await this.#writeSearch(survey.map);
    const conversations = survey.map.channels.reduce((sum, channel) => sum + channel.conversations.length, 0);
    return await this.#writer.finish(inputs(), {
      conversations,
      noise: survey.noise,
      unknown: this.#unknown.counts(),
      index,
    });
  }

  async #writeSearch(map: SiteMap): Promise<SearchCounts> {
    this.#stage('indexing', this.#source.units.length);
    const { counts, manifest } = await this.#search.finish(map);
    const scripts = this.#search.scripts(manifest);
    const { templates } = this.#options;
    await this.#writer.write('search.html', templates.search(searchPage(map, this.#frame, scripts)));
    await this.#writer.write('go.html', templates.go(goPage(this.#frame, scripts)));
    for (const file of [...this.#search.files(), ...openSearchFiles(this.#frame)])
      await this.#writer.write(file.path, file.text);
    return counts;
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }

  #stage(stage: string, done: number): void {
    this.#edges.signal.throwIfAborted();
    this.#edges.logger.progress({ stage, done, total: this.#source.units.length, unit: 'months' });
  }

  async #writeUnits(map: SiteMap, entries: readonly UrlEntry[]): Promise<void> {
    const entriesOf = grouped(entries, unitKey);
    const left = new Map(entriesOf);
    for (const channel of map.channels) {
      const placedOf = grouped(channel.conversations, ({ entry }) => unitKey(entry));
      const units = this.#source.units.filter((unit) => channelKey(unit) === channelKey(channel));
      for (const unit of units) {
        const key = `${channelKey(unit)} ${unit.month}`;
        left.delete(key);
        await this.#turn();
        await this.#writeUnit(unit, channel, {
          map,
          placed: placedOf.get(key) ?? [],
          entries: entriesOf.get(key) ?? [],
        });
      }
    }
    for (const [, orphans] of left) await this.#writeOrphans(orphans, map);
  }

  /** Ctrl-C must be heard while pages are written. */
  async #turn(): Promise<void> {
    await this.#search.ready();
    await setImmediate();
    this.#edges.signal.throwIfAborted();
  }

  async #writeUnit(
    unit: SiteUnit,
    channel: ChannelPlace,
    { map, placed, entries }: { map: SiteMap; placed: readonly Placed[]; entries: readonly UrlEntry[] },
  ): Promise<void> {
    this.#stage('building', this.#source.units.indexOf(unit));
    const byRoot = new Map(placed.map((one) => [one.summary.key.rootTs, one]));
    const positions = new Map(placed.map(({ summary }, index) => [summary.key.rootTs, index]));
    const { domain } = this.#source.workspace(unit.teamId);
    const context: UnitContext = {
      ...this.#contextOf(channel, map),
      ...(domain === undefined ? {} : { workspaceUrl: `https://${domain}.slack.com/` }),
      monthPageOf: (ts: Ts) => monthPageOf(positions.get(ts) ?? 0),
    };
    const { templates } = this.#options;
    const { names } = context;
    const material: UnitMaterial = {
      unit,
      source: this.#source,
      placed: byRoot,
      entries,
      onConversation: (conversation, at, onGithub) =>
        this.#search.add(conversation, at, { names, ...onGithub }),
    };
    for (const page of unitPages(material, context)) {
      const html = page.kind === 'moved' ? templates.moved(page.view) : templates.conversation(page.view);
      await this.#writer.write(page.path, html);
    }
  }

  #contextOf(channel: ChannelPlace, map: SiteMap): Omit<UnitContext, 'monthPageOf'> {
    const { names } = this.#source.directory(channel.teamId);
    return { frame: this.#frame, map, channel, names, media: this.#media, unknown: this.#unknown };
  }

  /** Places in months of which nothing is left. */
  async #writeOrphans(entries: readonly UrlEntry[], map: SiteMap): Promise<void> {
    const [first] = entries;
    const channel = first === undefined ? undefined : map.channel(first);
    if (first === undefined || channel === undefined) return;
    const unit = { teamId: first.teamId, channelId: first.channelId, month: monthOf(first.rootTs) };
    const nothing = {
      ...this.#source,
      messages: () => [],
      posts: () => new Map(),
      comments: () => new Map(),
    };
    const context = { ...this.#contextOf(channel, map), monthPageOf: () => 1 };
    for (const page of unitPages({ unit, source: nothing, placed: new Map(), entries }, context))
      if (page.kind === 'moved')
        await this.#writer.write(page.path, this.#options.templates.moved(page.view));
  }
}

function frameOf(source: SiteSource, options: SiteOptions, style: string): SiteFrame {
  const [team] = source.units;
  const workspace = team === undefined ? undefined : source.workspace(team.teamId).name;
  const { language, baseUrl } = options;
  const view = {
    title: options.title ?? workspace ?? 'Slack archive',
    language,
    csp: contentSecurityPolicy,
    style,
    hasFeed: baseUrl !== undefined,
  };
  return {
    view,
    ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/` }),
  };
}

function unitKey(entry: UrlEntry): string {
  return `${channelKey(entry)} ${monthOf(entry.rootTs)}`;
}
