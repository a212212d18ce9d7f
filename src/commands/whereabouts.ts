import type { Archive } from '../archive/archive.ts';
import { type FileCopies, readCopies } from '../archive/file-store.ts';
import { readUrls, type UrlEntry } from '../archive/url-ledger.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { Permalink } from '../model/permalink.ts';
import { compareTs, type Ts, tsDigits } from '../model/ts.ts';
import { pageOf, pagePath } from '../site/places.ts';
import { mediaPath } from '../site/site-media.ts';
import type { Whereabouts } from './post-context.ts';

/**
 * Looks up addresses in the URL ledger and among the posts.
 *
 * @param baseUrl address of the site, with a slash at its end; without it only posts can be linked to
 * @param postUrl asked at each link, as a run that publishes adds posts
 */
export function whereaboutsIn(
  archive: Archive,
  baseUrl: string | undefined,
  postUrl: (key: ConversationKey) => string | undefined,
): Whereabouts {
  const places = new PlaceLookup(readUrls(archive).conversations);
  const copies: FileCopies = baseUrl === undefined ? new Map() : readCopies(archive);
  return {
    pageUrl: (key) => {
      const entry = places.get(key);
      return entry === undefined || baseUrl === undefined ? undefined : baseUrl + entry.path;
    },
    fileUrl: (id) => {
      const copy = copies.get(id);
      return copy === undefined || baseUrl === undefined ? undefined : baseUrl + mediaPath(copy);
    },
    linkTo: (link, from) => {
      const entry = places.find(link, from);
      if (entry === undefined || link.ts === undefined) return undefined;
      const post = postUrl(entry);
      if (post !== undefined) return { href: post };
      if (baseUrl === undefined) return undefined;
      const page = baseUrl + pagePath(entry, pageOf(entry, link.ts));
      return { href: link.ts === entry.rootTs ? page : `${page}#p${tsDigits(link.ts)}` };
    },
  };
}

class PlaceLookup {
  /** By workspace, channel and root. */
  readonly #entries = new Map<string, UrlEntry>();
  /** By channel, whatever the workspace; links seldom say which. */
  readonly #stitches = new Map<ChannelId, UrlEntry[]>();
  readonly #teams = new Map<ChannelId, Set<TeamId>>();

  constructor(entries: readonly UrlEntry[]) {
    for (const entry of entries) {
      const { channelId, teamId, last } = entry;
      this.#entries.set(placeKey(entry), entry);
      this.#teams.set(channelId, (this.#teams.get(channelId) ?? new Set()).add(teamId));
      if (last === undefined) continue;
      const stitches = this.#stitches.get(channelId);
      if (stitches === undefined) this.#stitches.set(channelId, [entry]);
      else stitches.push(entry);
    }
  }

  get(key: ConversationKey): UrlEntry | undefined {
    return this.#entries.get(placeKey(key));
  }

  /** By the thread's root, or as a loose message that its stitch's page shows. */
  find({ ts, threadTs, channelId, teamId }: Permalink, from: TeamId): UrlEntry | undefined {
    if (ts === undefined) return undefined;
    const teams = this.#teams.get(channelId) ?? new Set();
    const team = [teamId, from].find((one) => one !== undefined && teams.has(one)) ?? [...teams][0];
    if (team === undefined) return undefined;
    const threaded = this.get({ teamId: team, channelId, rootTs: threadTs ?? ts });
    return (
      threaded ?? this.#stitches.get(channelId)?.find((entry) => entry.teamId === team && isWithin(ts, entry))
    );
  }
}

function placeKey({ teamId, channelId, rootTs }: ConversationKey): string {
  return `${teamId} ${channelId} ${rootTs}`;
}

function isWithin(ts: Ts, { rootTs, last }: UrlEntry): boolean {
  return last !== undefined && compareTs(rootTs, ts) <= 0 && compareTs(ts, last) <= 0;
}
