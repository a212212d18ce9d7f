import { setImmediate } from 'node:timers/promises';
import type { UrlEntry } from '../archive/url-ledger.ts';
import type { Logger } from '../logger.ts';
import { Tally } from '../model/diagnostic.ts';
import { monthOf } from '../model/ts.ts';
import type { BuildFacts } from './build-record.ts';
import { channelKey } from './channel-slugs.ts';
import { Excerpts } from './feed.ts';
import { grouped } from './grouped.ts';
import { listFiles } from './list-files.ts';
import { contentSecurityPolicy, type SiteFrame } from './page-frame.ts';
import { goPage, openSearchFiles, searchPage } from './search-pages.ts';
import type { SiteMap } from './site-map.ts';
import { SiteMedia } from './site-media.ts';
import { type BrowserScripts, type SearchCounts, SiteSearch, type WrittenIndex } from './site-search.ts';
import type { SiteSource } from './site-source.ts';
import { SiteWriter, type WriteCounts } from './site-writer.ts';
import { type Survey, surveyOf } from './survey.ts';
import { hashOf, type SiteTemplates } from './templates.ts';
import { UnitWriter } from './unit-writer.ts';

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
    const { map, entries, channelUrls, noise } = await this.#look();
    this.#source.writeUrls({ conversations: entries, channels: channelUrls });
    // From here on the index is made beside the pages.
    const index = this.#search.finish(map);
    // What goes wrong there is told when it is awaited.
    index.catch(() => {});
    const excerpts = new Excerpts(this.#frame.baseUrl === undefined ? undefined : map);
    await this.#writeUnits(map, entries, excerpts);
    this.#media.writeTo(this.#writer);
    const lists = {
      templates: this.#options.templates,
      frame: this.#frame,
      style: this.#style,
      description: this.#options.description,
      completeness: this.#source.completeness(),
      excerpts,
    };
    for (const file of listFiles(map, lists)) await this.#writer.write(file.path, file.text);
    this.#stage('indexing', this.#source.units.length);
    const counts = await this.#writeSearch(map, await index);
    const conversations = map.channels.reduce((sum, channel) => sum + channel.conversations.length, 0);
    return await this.#writer.finish(inputs(), {
      conversations,
      noise,
      unknown: this.#unknown.counts(),
      index: counts,
    });
  }

  /** The first walk: places for the pages, documents for the index. */
  async #look(): Promise<Survey> {
    return await surveyOf(this.#source, {
      onUnit: async (done) => await this.#turn('looking', done),
      onConversation: (found) => {
        const { names } = this.#source.directory(found.placed.entry.teamId);
        this.#search.add(found, names);
      },
    });
  }

  async #writeSearch(map: SiteMap, { counts, manifest }: WrittenIndex): Promise<SearchCounts> {
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

  /** Ctrl-C must be heard while pages are made. */
  async #turn(stage: string, done: number): Promise<void> {
    await this.#search.ready();
    await setImmediate();
    this.#stage(stage, done);
  }

  async #writeUnits(map: SiteMap, entries: readonly UrlEntry[], excerpts: Excerpts): Promise<void> {
    const entriesOf = grouped(entries, unitKey);
    const left = new Map(entriesOf);
    const pages = new UnitWriter(this.#source, map, {
      frame: this.#frame,
      media: this.#media,
      templates: this.#options.templates,
      unknown: this.#unknown,
      excerpts,
      write: (path, html) => this.#writer.write(path, html),
    });
    let done = 0;
    for (const channel of map.channels) {
      const placedOf = grouped(channel.conversations, ({ entry }) => unitKey(entry));
      for (const unit of this.#source.units) {
        if (channelKey(unit) !== channelKey(channel)) continue;
        await this.#turn('building', done);
        done += 1;
        const key = `${channelKey(unit)} ${unit.month}`;
        left.delete(key);
        await pages.writeUnit(unit, channel, placedOf.get(key) ?? [], entriesOf.get(key) ?? []);
      }
    }
    for (const [, orphans] of left) await pages.writeOrphans(orphans);
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
