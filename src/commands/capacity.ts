import type { ArchiveUnit } from '../archive/units.ts';

/** Bytes of a site. https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits */
export const pagesLimit = 1_000_000_000;

export interface Capacity {
  readonly bytes: number;
  readonly limit: number;
  /** Months until the limit is reached, if people go on talking as in the last year; undefined when they don't. */
  readonly monthsLeft: number | undefined;
}

const year = 12;

/**
 * How full GitHub Pages is and for how long it does. A site grows as its archive does, so the months of the archive tell
 * how fast: nothing has to be remembered from one run to the next.
 *
 * @param now milliseconds since 1970
 */
export function capacityOf(
  siteBytes: number,
  units: readonly Pick<ArchiveUnit, 'month' | 'bytes'>[],
  now: number,
): Capacity {
  const thisMonth = monthNumber(new Date(now).toISOString());
  const ages = units.map(({ month, bytes }) => ({ age: thisMonth - monthNumber(month), bytes }));
  const oldest = ages.reduce((most, { age }) => Math.max(most, age), 0);
  const sum = (rows: typeof ages) => rows.reduce((all, { bytes }) => all + bytes, 0);
  const all = sum(ages);
  const share = all === 0 ? 0 : sum(ages.filter(({ age }) => age < year)) / all;
  const perMonth = (siteBytes * share) / Math.min(year, oldest + 1);
  const left = Math.max(0, pagesLimit - siteBytes);
  return {
    bytes: siteBytes,
    limit: pagesLimit,
    monthsLeft: perMonth === 0 ? undefined : Math.floor(left / perMonth),
  };
}

/** `790 of 1,000 MB, full in about 2 years` */
export function printCapacity({ bytes, limit, monthsLeft }: Capacity): string {
  const used = `${megabytes(bytes)} of ${megabytes(limit)} MB`;
  return monthsLeft === undefined ? used : `${used}, full in ${span(monthsLeft)}`;
}

/** `2024-03` and what begins so → months since year 0. */
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * year + Number(month.slice(5, 7)) - 1;
}

const longest = 100 * year;

function span(months: number): string {
  if (months >= longest) return 'more than 100 years';
  if (months >= 2 * year) return `about ${Math.floor(months / year)} years`;
  return months < 2 ? 'a month or less' : `about ${months} months`;
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 1e6).toLocaleString('en-US');
}
