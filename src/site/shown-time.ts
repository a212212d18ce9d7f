import { amount } from '../amount.ts';
import { epochMs, isoTime, type Ts } from '../model/ts.ts';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `4 Feb 2023`, UTC. */
export function shownDay(ts: Ts): string {
  return dayOf(isoTime(ts));
}

/** `2023-02-04T14:40:00Z` → `4 Feb 2023, 14:40 UTC` */
export function shownMoment(iso: string): string {
  return `${dayOf(iso)}, ${iso.slice(11, 16)} UTC`;
}

function dayOf(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${Number(day)} ${(months[Number(month) - 1] ?? '').slice(0, 3)} ${year}`;
}

/** `14:40`, UTC. */
export function shownClock(ts: Ts): string {
  return isoTime(ts).slice(11, 16);
}

/** `2023-02` → `February 2023` */
export function shownMonth(month: string): string {
  return `${monthName(month)} ${month.slice(0, 4)}`;
}

/** `2023-02` → `February` */
export function monthName(month: string): string {
  return months[Number(month.slice(5)) - 1] ?? month;
}

const hourMs = 3_600_000;

/** How long nothing was said, from an hour on: `3 hours later`, `2 days later`. */
export function gapBetween(before: Ts, after: Ts): string | undefined {
  const hours = (epochMs(after) - epochMs(before)) / hourMs;
  if (hours < 1) return undefined;
  if (hours < 24) return `${amount(Math.floor(hours), 'hour')} later`;
  const days = Math.floor(hours / 24);
  if (days < 60) return `${amount(days, 'day')} later`;
  return days < 730
    ? `${amount(Math.floor(days / 30.44), 'month')} later`
    : `${amount(Math.floor(days / 365.25), 'year')} later`;
}
