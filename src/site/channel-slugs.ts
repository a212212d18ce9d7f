import type { ChannelUrl } from '../archive/url-ledger.ts';
import { isDeviceName } from '../model/device-name.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import { slugOf } from './slug.ts';

export interface NamedChannel {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly name: string;
}

/**
 * The folders of channels: a channel keeps the one that it got first; a new name becomes one more folder, which leads to
 * the first. No folder ever passes to another channel.
 */
export function channelSlugs(
  known: readonly ChannelUrl[],
  channels: readonly NamedChannel[],
): readonly ChannelUrl[] {
  const urls = new Map(known.map((url) => [channelKey(url), url]));
  const taken = new Set(known.flatMap(({ slug, aliases }) => [slug, ...aliases]));
  for (const channel of channels) {
    const { teamId, channelId, name } = channel;
    const old = urls.get(channelKey(channel));
    const wished = slugOf(name) || channelId.toLowerCase();
    if (old !== undefined && [old.slug, ...old.aliases].includes(wished)) continue;
    // Windows has no folder `aux`: a channel of that name gets `aux-c024be91l`.
    const isFree = !taken.has(wished) && !isDeviceName(wished);
    if (old !== undefined && !isFree) continue;
    const slug = isFree ? wished : freeSlug(wished, channelId, taken);
    taken.add(slug);
    const url =
      old === undefined
        ? { teamId, channelId, slug, aliases: [] }
        : { ...old, aliases: [...old.aliases, slug] };
    urls.set(channelKey(channel), url);
  }
  return [...urls.values()];
}

function freeSlug(wished: string, channelId: ChannelId, taken: ReadonlySet<string>): string {
  const own = `${wished}-${channelId.toLowerCase()}`;
  if (!taken.has(own)) return own;
  for (let number = 2; ; number += 1) if (!taken.has(`${own}-${number}`)) return `${own}-${number}`;
}

export function channelKey({
  teamId,
  channelId,
}: {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
}): string {
  return `${teamId} ${channelId}`;
}
