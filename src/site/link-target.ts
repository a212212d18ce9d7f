import type { Permalink } from '../model/permalink.ts';
import type { UnitContext } from './conversation-page.ts';
import { relativeLink } from './relative-link.ts';
import { addressOf, channelPath } from './site-map.ts';

/** The page of a message or channel that is linked to, as an address relative to the page at `path`. */
export function targetOf(
  link: Permalink,
  path: string,
  { map, channel }: Pick<UnitContext, 'map' | 'channel'>,
): { href: string; title?: string } | undefined {
  if (link.ts === undefined) {
    const to = map.channelOf(link, channel.teamId);
    return to === undefined ? undefined : { href: relativeLink(path, channelPath(to)), title: `#${to.name}` };
  }
  const target = map.find(link, channel.teamId);
  if (target === undefined) return undefined;
  return { href: relativeLink(path, addressOf(target, link.ts)), title: target.summary.title };
}
