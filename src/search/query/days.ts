/** Days since 1970, from the first up to but without the second. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

const dayMs = 86_400_000;

/** The days of `2023`, `2023-02` or `2023-02-04`; undefined for anything else, such as `2023-02-31`. */
export function daysOf(text: string): DayRange | undefined {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  if (year === undefined) return undefined;
  if (month === undefined) return range(year, 0, 1, year + 1, 0, 1);
  if (month < 1 || month > 12) return undefined;
  if (day === undefined) return range(year, month - 1, 1, year, month, 1);
  const found = range(year, month - 1, day, year, month - 1, day + 1);
  return day >= 1 && new Date(found.from * dayMs).getUTCDate() === day ? found : undefined;
}

function range(
  ...[year, month, day, toYear, toMonth, toDay]: [number, number, number, number, number, number]
) {
  return { from: Date.UTC(year, month, day) / dayMs, to: Date.UTC(toYear, toMonth, toDay) / dayMs };
}
