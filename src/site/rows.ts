import { amount } from '../amount.ts';
import { epochMs } from '../model/ts.ts';
import { relativeLink } from './relative-link.ts';
import { shownDay } from './shown-time.ts';
import type { Placed } from './site-map.ts';
import type { Summary } from './summary.ts';
import type { NearView, RowView } from './views.ts';

/** A conversation as a line of a list on the page `from`. */
export function rowOf({ summary, entry }: Placed, from: string, channel?: string): RowView {
  return {
    href: relativeLink(from, entry.path),
    title: summary.title,
    facts: [
      ...(channel === undefined ? [] : [`#${channel}`]),
      amount(summary.times.count, 'message'),
      summary.speakers,
      shownDay(entry.rootTs),
    ]
      .filter((fact) => fact !== '')
      .join(' · '),
  };
}

/** `7 messages · 3 people · 4 Feb 2023 – 6 Feb 2023` */
export function factsOf({ times, people }: Summary): string {
  const days = [times.first, times.last].map(shownDay);
  return [
    amount(times.count, 'message'),
    ...(people > 0 ? [amount(people, 'person', 'people')] : []),
    [...new Set(days)].join(' – '),
  ].join(' · ');
}

/** The newest conversations that are worth a reader's time, or where there are none, the newest of all. */
export function latestTalk(placed: readonly Placed[], count: number): readonly Placed[] {
  const talk = placed.filter(({ summary }) => !summary.isThin);
  return latest(talk.length > 0 ? talk : placed, count);
}

/** The newest by their last message, newest first. */
export function latest(placed: readonly Placed[], count: number): readonly Placed[] {
  const lastMs = ({ summary }: Placed) => epochMs(summary.times.last);
  return [...placed].sort((a, b) => lastMs(b) - lastMs(a)).slice(0, count);
}

export interface Neighbour {
  readonly path: string;
  readonly title: string;
}

/** Links to what comes before and after, on the page `from`. */
export function nearOf(
  from: string,
  { older, newer }: { readonly older?: Neighbour | undefined; readonly newer?: Neighbour | undefined },
): readonly NearView[] {
  const near = (side: NearView['side'], label: string, to: Neighbour | undefined): NearView[] =>
    to === undefined ? [] : [{ side, label, href: relativeLink(from, to.path), title: to.title }];
  return [...near('older', '← Older', older), ...near('newer', 'Newer →', newer)];
}
