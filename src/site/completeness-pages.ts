import { amount } from '../amount.ts';
import { type Completeness, isLacking } from '../model/completeness.ts';
import { compareTs, isoTime, type Ts } from '../model/ts.ts';
import { type BadgeFacts, badgeFiles } from './badge.ts';
import { pageView, type SiteFrame } from './page-frame.ts';
import { relativeLink } from './relative-link.ts';
import { latest } from './rows.ts';
import { shownDay } from './shown-time.ts';
import { type ChannelPlace, channelPath, type SiteMap } from './site-map.ts';
import type { SiteFile } from './sitemap.ts';
import type { SiteTemplates } from './templates.ts';
import type { CertificateRowView } from './views.ts';

const path = 'completeness.html';

/**
 * The certificate as a page and as badges. Its moments are those of messages, never those of runs: a run that finds nothing
 * new changes no byte. So it says less than is known, and never more.
 */
export function completenessFiles(
  channels: readonly Completeness[],
  map: SiteMap,
  { templates, frame }: { readonly templates: SiteTemplates; readonly frame: SiteFrame },
): readonly SiteFile[] {
  const sum = sumOf(channels, map);
  const text = templates.completeness({
    site: frame.view,
    page: pageView({ path, title: 'Completeness' }, frame),
    sum: sum.message,
    channels: [...channels].sort(byName).map((channel) => rowOf(channel, map.channel(channel))),
  });
  return [{ path, text }, ...badgeFiles(sum)];
}

/**
 * What may be said of the fields that decide; what else is in a certificate changes with every run.
 * A site is built anew when this does.
 */
export function certified(channels: readonly Completeness[]): unknown {
  return channels.map(
    ({ teamId, channelId, name, standing, withheldBefore, debts, disputed, threadsThrough }) => [
      [teamId, channelId, name, standing, withheldBefore ?? '', debts, disputed],
      threadsThrough !== undefined,
    ],
  );
}

function byName(a: Completeness, b: Completeness): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function rowOf(channel: Completeness, place: ChannelPlace | undefined): CertificateRowView {
  const newest = place === undefined ? undefined : newestOf(place);
  const messages = place?.conversations.reduce((count, { summary }) => count + summary.times.count, 0) ?? 0;
  return {
    name: channel.name,
    ...(place === undefined ? {} : { href: relativeLink(path, channelPath(place)) }),
    messages: messages.toLocaleString('en-US'),
    newest: newest === undefined ? '' : shownDay(newest),
    state: states[channel.standing],
    says: saysOf(channel),
  };
}

const states: Readonly<Record<Completeness['standing'], string>> = {
  complete: 'complete',
  behind: 'not complete',
  closed: 'complete, closed',
  frozen: 'no longer read',
  exports: 'from exports',
};

const meanings: Readonly<Record<Completeness['standing'], string>> = {
  complete:
    'Every message up to the newest one, and every reply to them: each thread was compared with Slack.',
  behind: 'Not everything was read yet.',
  closed: 'Every message and reply until the channel was closed in Slack and could not be read any more.',
  frozen: 'Slack does not let it be read any more; what was archived stays.',
  exports: 'What the exports held that were imported. What they lacked is not known.',
};

function saysOf({ standing, debts, disputed, withheldBefore }: Completeness): string {
  return [
    meanings[standing],
    ...(debts > 0 ? [`${amount(debts, 'thread')} still to be read.`] : []),
    ...(disputed > 0
      ? [`Of ${amount(disputed, 'thread')} Slack tells another number of replies than it shows.`]
      : []),
    ...(withheldBefore === undefined
      ? []
      : [`What is older than ${shownDay(withheldBefore)} is withheld by the workspace’s plan.`]),
  ].join(' ');
}

function sumOf(channels: readonly Completeness[], map: SiteMap): BadgeFacts {
  const lacking = channels.filter(isLacking).length;
  if (lacking > 0) {
    const message = `${channels.length - lacking} of ${amount(channels.length, 'channel')} complete`;
    return { message, isComplete: false, isLacking: true };
  }
  const times = map.channels.flatMap((channel) => newestOf(channel) ?? []);
  const newest = times.sort(compareTs).at(-1);
  const isComplete = channels.some(({ standing }) => standing !== 'exports');
  const isMixed = isComplete && channels.some(({ standing }) => standing === 'exports');
  const until = newest === undefined ? 'empty' : `to ${isoTime(newest).slice(0, 10)}`;
  const word = isComplete && !isMixed ? 'complete' : 'from exports';
  return { message: `${word} ${until}`, isComplete: isComplete && !isMixed, isLacking: false };
}

function newestOf({ conversations }: ChannelPlace): Ts | undefined {
  return latest(conversations, 1)[0]?.summary.times.last;
}
