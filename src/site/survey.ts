import type { ChannelUrl, UrlEntry } from '../archive/url-ledger.ts';
import { type Conversation, conversationsOf } from '../model/conversation.ts';
import { compareTs } from '../model/ts.ts';
import { channelKey, channelSlugs, type NamedChannel } from './channel-slugs.ts';
import { type OnGithub, onGithubIn } from './on-github.ts';
import { Places } from './places.ts';
import { type Said, saidWith } from './said.ts';
import { type ChannelPlace, type Placed, SiteMap } from './site-map.ts';
import type { SiteSource } from './site-source.ts';
import { summarise } from './summary.ts';

/** What a first walk through the archive finds: every conversation with its place. */
export interface Survey {
  readonly map: SiteMap;
  /** All places that were ever given, also to conversations that are no more. */
  readonly entries: readonly UrlEntry[];
  readonly channelUrls: readonly ChannelUrl[];
  /** Messages that no page shows, such as joins. */
  readonly noise: number;
}

/** A conversation while it is at hand. */
export interface Found {
  readonly conversation: Conversation;
  readonly placed: Placed;
  readonly said: Said;
  readonly onGithub: OnGithub;
}

export interface Walk {
  /** Called before each unit with the number of units that are done. */
  onUnit(done: number): Promise<void>;
  onConversation(found: Found): void;
}

/** Reads every unit once and keeps the summaries of its conversations. */
export async function surveyOf(source: SiteSource, { onUnit, onConversation }: Walk): Promise<Survey> {
  const urls = source.readUrls();
  const places = new Places(urls.conversations);
  const byChannel = new Map<string, Placed[]>();
  let noise = 0;
  for (const [index, unit] of source.units.entries()) {
    await onUnit(index);
    const { names } = source.directory(unit.teamId);
    const onGithub = onGithubIn(source, unit);
    const found = conversationsOf(unit, source.messages(unit));
    noise += found.noise.length;
    for (const conversation of found.conversations) {
      const said = saidWith(names);
      const summary = summarise(conversation, said, names);
      const placed = { summary, entry: places.place(conversation.key, summary) };
      addTo(byChannel, channelKey(unit), placed);
      onConversation({ conversation, placed, said, onGithub: onGithub(conversation.key.rootTs) });
    }
  }
  const named = channelsOf(source, places.all());
  const channelUrls = channelSlugs(urls.channels, named);
  const channels = named.map((channel) => placeOf(channel, channelUrls, byChannel, source));
  return { map: new SiteMap(channels), entries: places.all(), channelUrls, noise };
}

/** Channels that have messages, or had some, in order of their names. */
function channelsOf({ units, directory }: SiteSource, entries: readonly UrlEntry[]): readonly NamedChannel[] {
  const channels = new Map<string, NamedChannel>();
  for (const { teamId, channelId } of [...units, ...entries]) {
    if (channels.has(channelKey({ teamId, channelId }))) continue;
    const name = directory(teamId).channels.get(channelId)?.name ?? channelId;
    channels.set(channelKey({ teamId, channelId }), { teamId, channelId, name });
  }
  return [...channels.values()].sort((a, b) =>
    a.name === b.name ? (channelKey(a) < channelKey(b) ? -1 : 1) : a.name < b.name ? -1 : 1,
  );
}

function placeOf(
  channel: NamedChannel,
  urls: readonly ChannelUrl[],
  byChannel: ReadonlyMap<string, readonly Placed[]>,
  source: SiteSource,
): ChannelPlace {
  const key = channelKey(channel);
  const url = urls.find((one) => channelKey(one) === key);
  if (url === undefined) throw new Error(`no folder for ${key}`);
  const about = source.directory(channel.teamId).channels.get(channel.channelId);
  const topic = about?.topic ?? about?.purpose;
  const conversations = [...(byChannel.get(key) ?? [])].sort((a, b) =>
    compareTs(a.entry.rootTs, b.entry.rootTs),
  );
  return { ...channel, url, conversations, ...(topic === undefined ? {} : { topic }) };
}

function addTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
