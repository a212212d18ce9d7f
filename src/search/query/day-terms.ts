import { filterSign } from '../format/posting-file.ts';
import type { DayRange } from './days.ts';

const dayMs = 86_400_000;

/** Days since 1970 of a ts. */
export function dayOf(ts: string): number {
  return Math.floor(Number.parseInt(ts, 10) / 86_400);
}

/** The terms of a day: its year, its month and itself, so that any range is few terms. */
export function dayTerms(day: number): readonly [year: string, month: string, day: string] {
  const date = new Date(day * dayMs).toISOString();
  return [
    `${filterSign}y:${date.slice(0, 4)}`,
    `${filterSign}m:${date.slice(0, 7)}`,
    `${filterSign}d:${date.slice(0, 10)}`,
  ];
}

/**
 * The terms that together are the days of a range, as far as it lies within the span of the archive: whole years where
 * that is possible, then whole months, then days. Empty when it lies outside.
 */
export function rangeTerms(range: DayRange, [first, last]: readonly [number, number]): readonly string[] {
  const terms: string[] = [];
  let day = Math.max(range.from, first);
  const end = Math.min(range.to, last + 1);
  // Beyond the ends of the archive there is nothing that a whole year could add.
  const isWhole = (from: number, to: number) =>
    day === Math.max(from, first) && Math.min(to, last + 1) <= end;
  while (day < end) {
    const date = new Date(day * dayMs);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const [ofYear, ofMonth, ofDay] = dayTerms(day);
    const [nextYear, nextMonth] = [startOf(year + 1, 0), startOf(year, month + 1)];
    if (isWhole(startOf(year, 0), nextYear)) terms.push(ofYear);
    else if (isWhole(startOf(year, month), nextMonth)) terms.push(ofMonth);
    else terms.push(ofDay);
    const taken = terms.at(-1);
    day = taken === ofYear ? nextYear : taken === ofMonth ? nextMonth : day + 1;
  }
  return terms;
}

function startOf(year: number, month: number): number {
  return Date.UTC(year, month, 1) / dayMs;
}
