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
  return new Date(epochMs(ts)).toISOString().slice(0, 7) as Month;
}

export function isMonth(text: string): text is Month {
  return monthForm.test(text);
}

/** `1710786933.057029` → `2024-03-18T18:35:33Z`: whole seconds, UTC. */
export function isoTime(ts: Ts): string {
  return `${new Date(epochMs(ts)).toISOString().slice(0, 19)}Z`;
}

/** The digits of a permalink and of our anchors: `1710786933.057029` → `1710786933057029`. */
export function tsDigits(ts: Ts): string {
  return ts.replace('.', '');
}

/** Undoes {@link tsDigits}. At least 16 digits: Slack's documentation has malformed examples with 15. */
export function tsFromDigits(digits: string): Ts | undefined {
  return /^\d{16,18}$/.test(digits) ? (`${digits.slice(0, -6)}.${digits.slice(-6)}` as Ts) : undefined;
}
