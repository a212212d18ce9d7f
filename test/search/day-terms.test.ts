import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packDays, unpackDays } from '../../src/search/format/day-column.ts';
import { packLengths, unpackLengths } from '../../src/search/format/text-lengths.ts';
import { dayTerms, rangeTerms } from '../../src/search/query/day-terms.ts';

const day = (iso: string) => Date.parse(iso) / 86_400_000;
const span = [day('2022-11-20'), day('2025-03-04')] as const;
const range = (from: string, to: string) => rangeTerms({ from: day(from), to: day(to) }, span).join(' ');

describe('the terms of a range of days', () => {
  it.each([
    ['2023-01-01', '2024-01-01', '!y:2023'],
    ['2023-01-01', '2023-03-02', '!m:2023-01 !m:2023-02 !d:2023-03-01'],
    ['2023-12-30', '2025-02-01', '!d:2023-12-30 !d:2023-12-31 !y:2024 !m:2025-01'],
    ['1900-01-01', '2023-01-01', '!y:2022'],
    ['2022-11-20', '2023-01-01', '!y:2022'],
    ['2025-01-01', '2100-01-01', '!y:2025'],
    ['2025-03-01', '2100-01-01', '!m:2025-03'],
    ['2024-02-29', '2024-03-01', '!d:2024-02-29'],
    ['2030-01-01', '2031-01-01', ''],
    ['1990-01-01', '1991-01-01', ''],
  ])('from %s to %s are %s', (from, to, terms) => {
    expect(range(from, to)).toBe(terms);
  });

  it('name every day of it once, and no other', () => {
    const days = fc.integer({ min: span[0] - 400, max: span[1] + 400 });
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const terms = rangeTerms({ from, to }, span);
        for (let one = span[0]; one <= span[1]; one += 1) {
          const named = dayTerms(one).filter((term) => terms.includes(term)).length;
          expect(named).toBe(from <= one && one < to ? 1 : 0);
        }
      }),
    );
  });
});

describe('columns by document', () => {
  it('come back as they were', () => {
    const documents = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 30_000 })));
    fc.assert(
      fc.property(documents, (unsorted) => {
        const sorted = [...unsorted].sort(([a, x], [b, y]) => a - b || x - y);
        const lengths = sorted.map(([length]) => length);
        const days = sorted.map(([, one]) => one);
        const packed = packLengths(lengths);
        const unpacked = unpackLengths(packed, lengths.length);
        expect([...unpacked]).toEqual(lengths);
        expect([
          ...unpackDays(packDays(days, packed), unpacked, days.length === 0 ? 0 : Math.min(...days)),
        ]).toEqual(days);
      }),
    );
  });
});
