import { epochMs, type Ts } from './ts.ts';

const hourMs = 3_600_000;
/** A day file's name has four digits of year. */
const lastMs = Date.UTC(9999, 11, 30);

/**
 * Tells the day file of an export that a message belongs to, `YYYY-MM-DD`: Slack cuts days at midnight in California,
 * wherever the community is, with daylight saving time. Make one and keep it: it remembers the hour before.
 */
export function slackDays(): (ts: Ts) => string {
  const calendar = new Intl.DateTimeFormat('en', {
    timeZone: 'America/Los_Angeles',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  let lastHour = Number.NaN;
  let lastDay = '';
  return (ts) => {
    // Midnight there is a full hour everywhere, in summer and in winter.
    const hour = Math.floor(Math.min(epochMs(ts), lastMs) / hourMs);
    if (hour === lastHour) return lastDay;
    const parts = new Map(calendar.formatToParts(hour * hourMs).map(({ type, value }) => [type, value]));
    lastHour = hour;
    lastDay = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    return lastDay;
  };
}
