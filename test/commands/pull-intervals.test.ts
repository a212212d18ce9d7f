import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChannelSync, emptyChannel } from '../../src/archive/sync-state.ts';
import {
  completeThrough,
  isUrgent,
  readDownTo,
  toRead,
  windowBottom,
} from '../../src/commands/pull-intervals.ts';
import { agrees, dueThreads, failedAgain, nextLook, payable } from '../../src/commands/thread-schedule.ts';
import { compareTs, earliestTs, epochMs, latestTs, type Ts, tsOfMs } from '../../src/model/ts.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 1);

describe('what a run reads', () => {
  const whole: ChannelSync = { ...emptyChannel, newest: tsOfMs(start), lookedAt: start, sweptAt: start };

  it('is everything at first', () => {
    expect(toRead(emptyChannel, start)).toEqual([
      { oldest: earliestTs, latest: latestTs, newAfter: earliestTs },
    ]);
  });

  it('is the window of 90 days in one stretch, and everything once in a week', () => {
    const newAfter = tsOfMs(start - hour);
    expect(toRead(whole, start + day)).toEqual([
      { oldest: tsOfMs(start - 90 * day), latest: latestTs, newAfter },
    ]);
    expect(toRead(whole, start + 7 * day)).toEqual([{ oldest: earliestTs, latest: latestTs, newAfter }]);
  });

  it('is what is new and what was left, where an earlier run did not come through', () => {
    const left = { oldest: earliestTs, latest: tsOfMs(start - day) };
    const newAfter = tsOfMs(start - hour / 12);
    expect(toRead({ ...whole, unread: [left] }, start + day)).toEqual([
      { oldest: newAfter, latest: latestTs, newAfter },
      left,
    ]);
  });

  it('puts the sweep behind what is new', () => {
    const [all] = toRead(whole, start + 7 * day);
    const bottom = windowBottom(whole);
    expect(isUrgent(all!, bottom)).toBe(true);
    expect(isUrgent(readDownTo([all!], bottom, false)[0]!, bottom)).toBe(false);
  });

  it('tells up to when the channel is complete', () => {
    expect(completeThrough(emptyChannel)).toBeUndefined();
    expect(completeThrough(whole)).toBe(start);
    const unread = [{ oldest: earliestTs, latest: tsOfMs(start), newAfter: tsOfMs(start - day) }];
    expect(completeThrough({ ...whole, unread })).toBe(start - day);
    expect(completeThrough({ ...whole, unread: [{ ...unread[0]!, newAfter: earliestTs }] })).toBeUndefined();
  });
});

/** A channel in which messages are said at any time, read by runs that end after any number of pages of any size. */
const lives = fc.record({
  gaps: fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 60 }),
  runs: fc.array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 6000 }),
      pages: fc.integer({ min: 0, max: 4 }),
      rows: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 25 },
  ),
});

function readOn(
  sync: ChannelSync,
  said: readonly Ts[],
  { now, pages, rows }: { now: number; pages: number; rows: number },
  read: Set<Ts>,
): ChannelSync {
  let next: ChannelSync = { ...sync, unread: toRead(sync, now) };
  let isBegun = false;
  for (let page = 0; page < pages && next.unread.length > 0; page += 1) {
    const { oldest, latest } = next.unread[0]!;
    const found = said.filter(
      (ts) => epochMs(ts) <= now && compareTs(ts, oldest) > 0 && compareTs(ts, latest) < 0,
    );
    const shown = [...found].sort((a, b) => compareTs(b, a)).slice(0, rows);
    for (const ts of shown) read.add(ts);
    const isEnd = shown.length === found.length;
    const newest = [...shown, ...(next.newest === undefined ? [] : [next.newest])].sort(compareTs).at(-1);
    isBegun = true;
    next = {
      ...next,
      ...(newest === undefined ? {} : { newest }),
      lookedAt: now,
      ...(isEnd && oldest === earliestTs ? { sweptAt: now } : {}),
      unread: readDownTo(next.unread, shown.at(-1) ?? oldest, isEnd),
    };
  }
  return isBegun ? next : sync;
}

describe('whenever runs end', () => {
  it('a last one that comes through has read every message, and what was said to be complete was', () => {
    fc.assert(
      fc.property(lives, ({ gaps, runs }) => {
        let at = start;
        const said = gaps.map((minutes) => {
          at += minutes * 60_000;
          return tsOfMs(at);
        });
        const read = new Set<Ts>();
        let sync = emptyChannel;
        let now = start;
        for (const { minutes, pages, rows } of [...runs, { minutes: 400_000, pages: 500, rows: 3 }]) {
          now += minutes * 60_000;
          sync = readOn(sync, said, { now, pages, rows }, read);
          const through = completeThrough(sync) ?? 0;
          const missing = said.filter((ts) => epochMs(ts) <= through && !read.has(ts));
          expect(missing).toEqual([]);
        }
        expect(read.size).toBe(said.length);
        expect(sync.unread).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('threads', () => {
  it('are read again after half of their silence, and not before half an hour', () => {
    expect(nextLook(start, tsOfMs(start - 10 * day)) - start).toBe(5 * day);
    expect(nextLook(start, tsOfMs(start - 60_000)) - start).toBe(hour / 2);
  });

  it('come due in order, without those that are owed anyway', () => {
    const sync = {
      ...emptyChannel,
      threads: {
        '1.000000': { due: 5 },
        '2.000000': { due: 3 },
        '3.000000': { due: 4 },
        '4.000000': { due: 99 },
      },
      debts: { '3.000000': { attempts: 0 } },
    };
    expect(dueThreads(sync, 10)).toEqual(['2.000000', '1.000000']);
  });

  it('that fail wait longer each time, a day at most', () => {
    let debt = { attempts: 0 };
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      debt = failedAgain(debt, start);
      waits.push(((debt as { notBefore?: number }).notBefore ?? 0) - start);
    }
    expect(waits.slice(0, 3)).toEqual([hour / 6, hour / 3, (2 * hour) / 3]);
    expect(waits.at(-1)).toBe(day);
    expect(payable({ ...emptyChannel, debts: { '1.000000': debt } }, start)).toEqual([]);
    expect(payable({ ...emptyChannel, debts: { '1.000000': debt } }, start + day)).toEqual(['1.000000']);
  });

  it.each([
    [{ count: 2, latest: '5.000000' as Ts }, { count: 2, latest: '5.000000' as Ts }, true],
    [{ count: 2, latest: undefined }, { count: 2, latest: '5.000000' as Ts }, true],
    [{ count: 0, latest: undefined }, { count: 0, latest: undefined }, true],
    [{ count: 3, latest: '5.000000' as Ts }, { count: 2, latest: '5.000000' as Ts }, false],
    [{ count: 2, latest: '6.000000' as Ts }, { count: 2, latest: '5.000000' as Ts }, false],
  ])('agree with their root: %j and %j: %j', (said, known, is) => {
    expect(agrees(said, known)).toBe(is);
  });
});
