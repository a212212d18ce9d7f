import { describe, expect, it } from 'vitest';
import { capacityOf, printCapacity } from '../../src/commands/capacity.ts';
import type { Month } from '../../src/model/ts.ts';

const now = Date.UTC(2026, 5, 15);
const months = (from: number, count: number, bytes: number) =>
  Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2026, from - index, 1)).toISOString().slice(0, 7);
    return { month: at as Month, bytes };
  });

describe('how long GitHub Pages takes the site', () => {
  it.each([
    ['steady for ten years', 400e6, months(5, 120, 1000), '400 of 1,000 MB, full in about 15 years'],
    [
      'busier in the last year',
      400e6,
      [...months(5, 12, 9000), ...months(-7, 12, 1000)],
      '400 of 1,000 MB, full in about 20 months',
    ],
    ['three months old', 30e6, months(5, 3, 1000), '30 of 1,000 MB, full in about 8 years'],
    ['silent for a year', 400e6, months(-7, 12, 1000), '400 of 1,000 MB'],
    ['nothing in it', 1e6, [], '1 of 1,000 MB'],
    ['too large already', 1.2e9, months(5, 12, 1000), '1,200 of 1,000 MB, full in a month or less'],
    ['tiny', 1e5, months(5, 120, 1), '1 of 1,000 MB, full in more than 100 years'],
  ])('%s', (_, bytes, units, words) => {
    expect(printCapacity(capacityOf(bytes, units, now))).toBe(words);
  });
});
