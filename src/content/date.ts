import { cleanText } from './clean-text.ts';
import type { DateNode } from './tree.ts';

const dateWord = /\{(date|time|ago|day)[a-z_]*\}/g;

/** Later than any calendar that we would print: 9999-12-31. */
const latest = 253_402_300_799;

/**
 * A date token or element. Slack shows it in each reader's own time zone; a public page has one for all, UTC, so the
 * words of the format are replaced by absolute ones and the fallback, in the zone of its author, is not used.
 * Undefined when there is no time in it.
 *
 * @param format such as `Posted {date_num} {time_secs}`
 */
export function dateNode(seconds: number, format = '', fallback?: string): DateNode | undefined {
  if (!Number.isFinite(seconds) || Math.abs(seconds) > latest) return undefined;
  const [day = '', time = ''] = new Date(seconds * 1000).toISOString().split('T');
  const text = (format === '' ? '{date}' : format).replace(dateWord, (word, kind: string) => {
    if (kind === 'time') return `${time.slice(0, word === '{time_secs}' ? 8 : 5)} UTC`;
    return kind === 'ago' ? `${day} ${time.slice(0, 5)} UTC` : day;
  });
  return { type: 'date', seconds, text: cleanText(text === '' ? (fallback ?? day) : text) };
}
