import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../src/model/json.ts';
import { slackDays } from '../../src/model/slack-day.ts';
import { isTs, type Ts } from '../../src/model/ts.ts';
import { openExport } from '../../src/slack/open-export.ts';
import { realExports, sharedExport } from '../support/shared-data.ts';

function tsAt(iso: string): Ts {
  return `${Date.parse(iso) / 1000}.000100` as Ts;
}

describe('the day of a message in an export', () => {
  it.each([
    ['2024-01-15T07:59:59Z', '2024-01-14'],
    ['2024-01-15T08:00:00Z', '2024-01-15'],
    ['2024-07-15T06:59:59Z', '2024-07-14'],
    ['2024-07-15T07:00:00Z', '2024-07-15'],
    // The clocks go forward on the 10th of March, back on the 3rd of November.
    ['2024-03-10T08:00:00Z', '2024-03-10'],
    ['2024-03-11T06:59:59Z', '2024-03-10'],
    ['2024-03-11T07:00:00Z', '2024-03-11'],
    ['2024-11-03T07:00:00Z', '2024-11-03'],
    ['2024-11-04T07:59:59Z', '2024-11-03'],
    ['2024-11-04T08:00:00Z', '2024-11-04'],
    // Before 2007 they went forward in April.
    ['2006-03-20T07:30:00Z', '2006-03-19'],
    ['1970-01-01T00:00:00Z', '1969-12-31'],
  ])('%s is %s', (iso, day) => {
    expect(slackDays()(tsAt(iso))).toBe(day);
  });

  it('does not depend on which was asked before', () => {
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(fc.array(seconds, { maxLength: 20 }), (times) => {
        const dayOf = slackDays();
        for (const time of times) {
          const ts = `${time}.999999` as Ts;
          expect(dayOf(ts)).toBe(slackDays()(ts));
          expect(dayOf(ts)).toBe(
            new Date(time * 1000).toLocaleDateString('sv-SE', { timeZone: 'America/Los_Angeles' }),
          );
        }
      }),
    );
  });

  it('of a time that no calendar holds still makes a file name', () => {
    expect(slackDays()('999999999999.000000' as Ts)).toMatch(/^9999-12-\d\d$/);
  });
});

// The third real export was cut in UTC, by another tool.
const fromSlack = realExports.filter((name) => name.startsWith('r-devel'));

describe.each(fromSlack)('%s', (name) => {
  const path = sharedExport(name);
  it.skipIf(path === undefined)('was cut into days as we cut', { timeout: 60_000 }, async () => {
    const source = await openExport(path!);
    const dayOf = slackDays();
    const wrong: string[] = [];
    for (const channel of source.channels) {
      for await (const { file, items } of source.messages(channel)) {
        for (const item of items) {
          const ts = isJsonObject(item) ? item.ts : undefined;
          if (isTs(ts) && !file.endsWith(`/${dayOf(ts)}.json`)) wrong.push(`${file} ${ts}`);
        }
      }
    }
    source.close();
    expect(wrong).toEqual([]);
  });
});
