import { join } from 'node:path';
import { StorageError } from '../errors.ts';
import { type ChannelId, isChannelId, isTeamId, type TeamId } from '../model/ids.ts';
import { isJsonObject, type Json, type JsonObject, stringAt } from '../model/json.ts';
import { compareTs, isoTime, isTs, type Ts } from '../model/ts.ts';
import { type Archive, entriesOf } from './archive.ts';
import { readIfThere, writeAtomically } from './atomic-write.ts';

/** The frozen place of a conversation's page. An entry is never removed: an address once published works for ever. */
export interface UrlEntry {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly rootTs: Ts;
  /** Below the site, with slashes: `t/2024/03/p1710786933057029-proxy-for-the-installer.html` */
  readonly path: string;
  /** Of a stitch: the last message that its page ever showed. */
  readonly last?: Ts;
  /** First messages of the second page, the third, and so on. */
  readonly breaks?: readonly Ts[];
}

/** The frozen folder of a channel's pages, and the folders of names that it got later. */
export interface ChannelUrl {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly slug: string;
  readonly aliases: readonly string[];
}

export interface Urls {
  readonly conversations: readonly UrlEntry[];
  readonly channels: readonly ChannelUrl[];
}

/** In order of the file and line; empty for an archive that was never built into a site. */
export function readUrls(archive: Archive): Urls {
  const folder = join(archive.dir, 'urls');
  const conversations: UrlEntry[] = [];
  for (const name of entriesOf(folder).filter((one) => /^\d{4}\.jsonl$/.test(one)))
    conversations.push(...readLines(join(folder, name), parseEntry));
  return { conversations, channels: readLines(join(folder, 'channels.jsonl'), parseChannelUrl) };
}

/** Replaces the ledger; the same entries give the same bytes in whatever order they come. */
export function writeUrls(archive: Archive, { conversations, channels }: Urls): void {
  const byYear = new Map<string, UrlEntry[]>();
  for (const entry of conversations) {
    const year = isoTime(entry.rootTs).slice(0, 4);
    const ofYear = byYear.get(year);
    if (ofYear === undefined) byYear.set(year, [entry]);
    else ofYear.push(entry);
  }
  const folder = join(archive.dir, 'urls');
  for (const [year, entries] of byYear)
    writeAtomically(join(folder, `${year}.jsonl`), linesOf(entries.sort(compareEntries)));
  const sorted = [...channels].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  writeAtomically(join(folder, 'channels.jsonl'), linesOf(sorted));
}

function compareEntries(a: UrlEntry, b: UrlEntry): number {
  return compareTs(a.rootTs, b.rootTs) || (a.path < b.path ? -1 : 1);
}

function linesOf(entries: readonly object[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

function readLines<Entry>(path: string, parse: (json: JsonObject) => Entry | undefined): readonly Entry[] {
  const lines = readIfThere(path)?.toString().split('\n') ?? [];
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const json = parseJson(line);
    const entry = isJsonObject(json) ? parse(json) : undefined;
    if (entry !== undefined) return [entry];
    throw new StorageError(
      `${path}:${index + 1} is damaged. This file keeps the addresses of published pages and can't be made anew: take it back from a copy.`,
    );
  });
}

function parseEntry(json: JsonObject): UrlEntry | undefined {
  const { teamId, channelId, rootTs, last, breaks } = json;
  const path = stringAt(json, 'path');
  if (typeof teamId !== 'string' || typeof channelId !== 'string' || path === undefined) return undefined;
  if (!isTeamId(teamId) || !isChannelId(channelId) || !isTs(rootTs)) return undefined;
  return {
    teamId,
    channelId,
    rootTs,
    path,
    ...(isTs(last) ? { last } : {}),
    ...(Array.isArray(breaks) ? { breaks: breaks.filter(isTs) } : {}),
  };
}

function parseChannelUrl(json: JsonObject): ChannelUrl | undefined {
  const { teamId, channelId, aliases } = json;
  const slug = stringAt(json, 'slug');
  if (typeof teamId !== 'string' || typeof channelId !== 'string' || slug === undefined) return undefined;
  if (!isTeamId(teamId) || !isChannelId(channelId) || !Array.isArray(aliases)) return undefined;
  return { teamId, channelId, slug, aliases: aliases.filter((alias) => typeof alias === 'string') };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
