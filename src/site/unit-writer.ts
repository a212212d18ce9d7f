import type { UrlEntry } from '../archive/url-ledger.ts';
import type { Tally } from '../model/diagnostic.ts';
import { monthOf, type Ts } from '../model/ts.ts';
import type { UnitContext } from './conversation-page.ts';
import type { Excerpts } from './feed.ts';
import { monthPageOf } from './list-pages.ts';
import type { SiteFrame } from './page-frame.ts';
import type { ChannelPlace, Placed, SiteMap } from './site-map.ts';
import type { SiteMedia } from './site-media.ts';
import type { SiteSource, SiteUnit } from './site-source.ts';
import type { SiteTemplates } from './templates.ts';
import { type UnitMaterial, unitPages } from './unit-pages.ts';

export interface UnitWork {
  readonly frame: SiteFrame;
  readonly media: SiteMedia;
  readonly templates: SiteTemplates;
  /** Counts what was not understood, by kind. */
  readonly unknown: Tally;
  /** Takes the beginnings of what is said. */
  readonly excerpts: Excerpts;
  write(path: string, html: string): Promise<void>;
}

/** Writes the pages of units. */
export class UnitWriter {
  readonly #source: SiteSource;
  readonly #map: SiteMap;
  readonly #work: UnitWork;

  constructor(source: SiteSource, map: SiteMap, work: UnitWork) {
    this.#source = source;
    this.#map = map;
    this.#work = work;
  }

  /** @param entries of this unit: all places that were ever given */
  async writeUnit(
    unit: SiteUnit,
    channel: ChannelPlace,
    placed: readonly Placed[],
    entries: readonly UrlEntry[],
  ): Promise<void> {
    const positions = new Map(placed.map(({ entry }, index) => [entry.rootTs, index]));
    const { domain } = this.#source.workspace(unit.teamId);
    await this.#write(
      { unit, source: this.#source, placed: new Map(placed.map((one) => [one.entry.rootTs, one])), entries },
      {
        ...this.#common(unit, channel),
        ...(domain === undefined ? {} : { workspaceUrl: `https://${domain}.slack.com/` }),
        monthPageOf: (ts: Ts) => monthPageOf(positions.get(ts) ?? 0),
      },
    );
  }

  /** Places in a month of which nothing is left. */
  async writeOrphans(entries: readonly UrlEntry[]): Promise<void> {
    const [first] = entries;
    const channel = first === undefined ? undefined : this.#map.channel(first);
    if (first === undefined || channel === undefined) return;
    const unit = { teamId: first.teamId, channelId: first.channelId, month: monthOf(first.rootTs) };
    const nothing = {
      ...this.#source,
      messages: () => [],
      posts: () => new Map(),
      comments: () => new Map(),
    };
    await this.#write(
      { unit, source: nothing, placed: new Map(), entries },
      { ...this.#common(unit, channel), monthPageOf: () => 1 },
    );
  }

  #common({ teamId }: SiteUnit, channel: ChannelPlace): Omit<UnitContext, 'monthPageOf'> {
    const { frame, media, unknown } = this.#work;
    return { frame, map: this.#map, channel, names: this.#source.directory(teamId).names, media, unknown };
  }

  async #write(material: UnitMaterial, context: UnitContext): Promise<void> {
    const { templates, excerpts, write } = this.#work;
    for (const page of unitPages(material, context)) {
      if (page.kind === 'moved') {
        await write(page.path, templates.moved(page.view));
      } else {
        excerpts.take(page.path, page.view.page.description);
        await write(page.path, templates.conversation(page.view));
      }
    }
  }
}
