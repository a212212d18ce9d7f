declare const brand: unique symbol;

/**
 * The id of a message within its channel: `seconds.micros`, always a string.
 * As a number it would lose its last digit, and two messages would become one.
 */
export type Ts = string & { readonly [brand]: 'Ts' };

/** A UTC month, `YYYY-MM`. */
export type Month = string & { readonly [brand]: 'Month' };

const form = /^\d{1,12}\.\d{6}$/;
const monthForm = /^\d{4}-(?:0[1-9]|1[0-2])$/;

export function isTs(value: unknown): value is Ts {
  return typeof value === 'string' && form.test(value);
}

/** Orders by time: negative when `a` is earlier. Works on the text, so microseconds count. */
export function compareTs(a: Ts, b: Ts): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Milliseconds since 1970; the microseconds are cut off. */
export function epochMs(ts: Ts): number {
  const dot = ts.indexOf('.');
  return Number(ts.slice(0, dot)) * 1000 + Number(ts.slice(dot + 1, dot + 4));
}

/** The UTC month that the message was written in: `1710786933.057029` → `2024-03`. */
export function monthOf(ts: Ts): Month {
  const { year, month } = dateOf(dayOf(ts));
  return `${year}-${two(month)}` as Month;
}

export function isMonth(text: string): text is Month {
  return monthForm.test(text);
}

/** `1710786933.057029` → `2024-03-18T18:35:33Z`: whole seconds, UTC. */
export function isoTime(ts: Ts): string {
  const { year, month, day } = dateOf(dayOf(ts));
  const seconds = secondsOf(ts) % 86_400;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds % 60)}Z`;
}

function secondsOf(ts: Ts): number {
  return Number(ts.slice(0, ts.indexOf('.')));
}

/** Days since 1970. */
function dayOf(ts: Ts): number {
  return Math.floor(secondsOf(ts) / 86_400);
}

/**
 * The calendar date of a day since 1970: lists ask for it so often that making a `Date` each time is felt.
 * https://howardhinnant.github.io/date_algorithms.html#civil_from_days
 */
function dateOf(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** The digits of a permalink and of our anchors: `1710786933.057029` → `1710786933057029`. */
export function tsDigits(ts: Ts): string {
  return ts.replace('.', '');
}

/** Undoes {@link tsDigits}. At least 16 digits: Slack's documentation has malformed examples with 15. */
export function tsFromDigits(digits: string): Ts | undefined {
  return /^\d{16,18}$/.test(digits) ? (`${digits.slice(0, -6)}.${digits.slice(-6)}` as Ts) : undefined;
}

/** Longest ago and farthest ahead: bounds that no message crosses. */
export const earliestTs = '0.000000' as Ts;
export const latestTs = '9999999999.999999' as Ts;

/** The moment that is so many milliseconds after 1970, or as near as there is a `ts`. */
export function tsOfMs(ms: number): Ts {
  return tsOfMicros(Math.round(Math.max(0, ms) * 1000));
}

/** Exact: microseconds since 1970 are a safe integer until the year 2255. */
export function microsOf(ts: Ts): number {
  return Number(tsDigits(ts));
}

export function tsOfMicros(micros: number): Ts {
  const digits = String(micros).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}` as Ts;
}
