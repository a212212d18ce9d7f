import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareLines,
  formatLine,
  lineOf,
  newerLine,
  parseLine,
  parseLines,
} from '../../src/archive/lines.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { compareTs, type Ts } from '../../src/model/ts.ts';
import { age, ts } from '../support/invented-archive.ts';

const message: fc.Arbitrary<JsonObject & { ts: Ts }> = fc
  .record({
    blocks: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
    text: fc.string({ unit: 'binary' }),
    thread_ts: fc.oneof(ts, fc.constantFrom('', 'never', null, 7)),
    ts,
    user: fc.string({ unit: 'grapheme' }),
  })
  .map((row) => JSON.parse(JSON.stringify(row)));

describe('a line of the archive', () => {
  it('is the message again when it is read, whatever is in it', () => {
    fc.assert(
      fc.property(message, ts, (row, asOf) => {
        const line = lineOf(row, asOf);
        const text = formatLine(line);
        expect(text.indexOf('\n')).toBe(text.length - 1);
        expect(parseLine(text.slice(0, -1))).toEqual(line);
        expect(JSON.parse(text)).toEqual({ _asOf: asOf, ...row });
        expect(JSON.parse(line.json)).toEqual(row);
      }),
    );
  });

  it('belongs to its thread’s root, or is one itself', () => {
    const [own, root] = ['1710786933.057029', '1710786900.000100'] as Ts[];
    expect(lineOf({ thread_ts: root!, ts: own! }, own!).rootTs).toBe(root);
    expect(lineOf({ thread_ts: 'garbage', ts: own! }, own!).rootTs).toBe(own);
    expect(lineOf({ ts: own! }, own!).rootTs).toBe(own);
  });

  it('may bring its own age; what is no time does not count, and is not kept', () => {
    const asOf = '1710786933.057029' as Ts;
    const json = `{"ts":"${asOf}"}`;
    expect(lineOf({ _asOf: '1.000000', ts: asOf }, asOf)).toMatchObject({ asOf: '1.000000', json });
    expect(lineOf({ _asOf: { e: 'mail' }, ts: asOf }, asOf)).toMatchObject({ asOf, json });
  });

  it.each([
    '',
    '{}',
    '{"ts":"1710786933.057029"}',
    '{"_asOf":"1.000000","ts":"1710786933.057029"',
    '{"_asOf":"1.000000","ts":1710786933.057029}',
    '{"_asOf":"1","ts":"1710786933.057029"}',
    '{"_asOf":"1.000000","ts":"1710786933.057029"}{}',
    '\u0000\u0000\u0000',
  ])('that is damaged is told from one that is whole: %j', (text) => {
    expect(parseLine(text)).toBeUndefined();
  });

  it('that is damaged is named by file and number', () => {
    const whole = formatLine(lineOf({ ts: '1710786933.057029' as Ts }, '1.000000' as Ts));
    expect(parseLines(`${whole}\n${whole}`, 'a.jsonl')).toHaveLength(2);
    expect(() => parseLines(`${whole}${whole}${whole.slice(0, 20)}`, 'a.jsonl')).toThrow(
      /^a\.jsonl: line 3 is damaged\. Take this file back from a copy, or delete it and import again\.$/,
    );
  });
});

describe('of two versions', () => {
  const lines = fc.tuple(message, age).map(([row, asOf]) => lineOf(row, asOf));

  it('the same stays whichever is asked first', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        expect(newerLine(a, b).json).toBe(newerLine(b, a).json);
      }),
    );
  });

  it('the one that was shown last stays', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const winner = newerLine(a, b);
        for (const line of [a, b])
          expect(compareTs(winner.asOf as Ts, line.asOf as Ts)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

it('lines stand by conversation, then by time, to the microsecond', () => {
  const at = (root: string, own: string) => lineOf({ thread_ts: root, ts: own as Ts }, '1.000000' as Ts);
  const sorted = [
    at('999999999.000000', '2000000000.000000'),
    at('1000000000.000000', '1000000000.000000'),
    at('1000000000.000000', '1000000000.000001'),
    at('1000000000.000001', '1000000000.000001'),
  ];
  expect(sorted.toReversed().sort(compareLines)).toEqual(sorted);
});
