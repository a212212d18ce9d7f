import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareTs,
  epochMs,
  isoTime,
  isTs,
  monthOf,
  type Ts,
  tsDigits,
  tsFromDigits,
} from '../../src/model/ts.ts';

const anyTs = fc
  .tuple(fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([seconds, micros]) => `${seconds}.${String(micros).padStart(6, '0')}` as Ts);

describe('ts', () => {
  it('survives the way into a permalink and back, to the microsecond', () => {
    fc.assert(fc.property(anyTs, (ts) => void expect(tsFromDigits(tsDigits(ts))).toBe(ts)));
  });

  it('is ordered by time, also where a number would lose the last digit', () => {
    const [a, b] = ['9999999999.999998', '9999999999.999999'] as [Ts, Ts];
    expect(compareTs(a, b)).toBeLessThan(0);
    expect(compareTs(b, a)).toBeGreaterThan(0);
    expect(compareTs(a, a)).toBe(0);
  });

  it('orders a time before 2001, which has fewer digits, before a later one', () => {
    expect(compareTs('999999999.000000' as Ts, '1000000000.000000' as Ts)).toBeLessThan(0);
  });

  it('agrees with the numeric order wherever numbers can tell', () => {
    fc.assert(
      fc.property(anyTs, anyTs, (a, b) => {
        const seconds = Math.trunc(Number(a)) - Math.trunc(Number(b));
        if (seconds !== 0) expect(Math.sign(compareTs(a, b))).toBe(Math.sign(seconds));
      }),
    );
  });

  it.each([
    ['1710786933.057029', true],
    ['1710786933', false],
    ['1710786933.05', false],
    ['NaN', false],
    ['1710786933.0570291', false],
    [1710786933.057029, false],
    [null, false],
  ])('%s is a ts: %s', (value, expected) => expect(isTs(value)).toBe(expected));

  it('tells the UTC month and time', () => {
    expect(monthOf('1709251199.999999' as Ts)).toBe('2024-02');
    expect(monthOf('1709251200.000000' as Ts)).toBe('2024-03');
    expect(isoTime('1710786933.957029' as Ts)).toBe('2024-03-18T18:35:33Z');
    expect(epochMs('1710786933.957029' as Ts)).toBe(1710786933957);
  });

  it('tells the same date as Date does, of every second of our era', () => {
    const seconds = fc.integer({ min: 0, max: 253_402_300_799 });
    fc.assert(
      fc.property(seconds, (at) => {
        const iso = new Date(at * 1000).toISOString();
        const ts = `${at}.123456` as Ts;
        expect(isoTime(ts)).toBe(`${iso.slice(0, 19)}Z`);
        expect(monthOf(ts)).toBe(iso.slice(0, 7));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses the malformed 15 digits that some examples show', () => {
    expect(tsFromDigits('171078693305702')).toBeUndefined();
  });
});
