import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openOrCreateArchive } from '../../src/archive/archive.ts';
import { mergeChannel } from '../../src/archive/merge-channel.ts';
import { listUnits, readRows } from '../../src/archive/units.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import { monthOf, type Ts } from '../../src/model/ts.ts';
import { differences } from '../support/folder-bytes.ts';
import { type InventedSource, inventedSources, mergeSource, pages } from '../support/invented-archive.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const place = { teamId: 'T0OWN1' as TeamId, channelId: 'C0AAA1' as ChannelId };
const at = (second: number) => `${1_710_786_933 + second}.000100` as Ts;

describe('imports', () => {
  /** The same sources, cut into pieces and shuffled: a piece is as old as its source. */
  const cutAndShuffled = (sources: readonly InventedSource[]) =>
    fc
      .array(fc.nat({ max: 3 }), { minLength: 20, maxLength: 20 })
      .map((cuts) =>
        sources.flatMap((source) =>
          [0, 1, 2, 3].map((piece) => ({
            ...source,
            rows: source.rows.filter((_, index) => cuts[index % cuts.length] === piece),
          })),
        ),
      )
      .chain((pieces) => fc.shuffledSubarray(pieces, { minLength: pieces.length }));

  it('give the same bytes in any order, whole or in pieces, once or twice', {
    timeout: 120_000,
  }, async () => {
    const cases = inventedSources.chain((sources) => fc.tuple(fc.constant(sources), cutAndShuffled(sources)));
    await fc.assert(
      fc.asyncProperty(cases, async ([sources, pieces]) => {
        const folder = mkdtempSync(join(tmpdir(), 'unsilo-test-'));
        try {
          for (const source of sources) await mergeSource(join(folder, 'a'), source);
          for (const piece of pieces) await mergeSource(join(folder, 'b'), piece);
          expect(differences(join(folder, 'a'), join(folder, 'b'))).toEqual([]);
          for (const piece of pieces.slice(0, 2)) await mergeSource(join(folder, 'b'), piece);
          expect(differences(join(folder, 'a'), join(folder, 'b'))).toEqual([]);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never lose a message, and count each row', async () => {
    await fc.assert(
      fc.asyncProperty(inventedSources, async (sources) => {
        const dir = mkdtempSync(join(tmpdir(), 'unsilo-test-'));
        try {
          const archive = openOrCreateArchive(join(dir, 'a'));
          const expected = new Set<string>();
          for (const { asOf, rows } of sources) {
            const own = rows.filter((one) => one.channelId === place.channelId).map(({ row }) => row);
            const counts = await mergeChannel(archive, { ...place, asOf }, pages(own));
            expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(own.length);
            expect(counts.new).toBe(own.filter(({ ts }) => !expected.has(ts)).length);
            for (const { ts } of own) expected.add(ts);
          }
          const found = listUnits(archive).flatMap((unit) => readRows(unit).map(({ ts }) => String(ts)));
          expect(found.sort()).toEqual([...expected].sort());
        } finally {
          rmSync(dir, { recursive: true, force: true });
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a merge', () => {
  it('tells new, changed, unchanged, superseded and duplicate rows apart', async () => {
    const archive = openOrCreateArchive(temporaryFolder());
    const merge = (asOf: Ts, ...rows: { text: string; ts: Ts }[]) =>
      mergeChannel(archive, { ...place, asOf }, pages(rows));
    const row = (second: number, text: string) => ({ text, ts: at(second) });
    const none = { new: 0, changed: 0, unchanged: 0, superseded: 0, duplicate: 0 };
    expect(await merge(at(5), row(1, 'a'), row(2, 'b'), row(1, 'a'))).toEqual({
      ...none,
      new: 2,
      duplicate: 1,
    });
    expect(await merge(at(9), row(1, 'a'), row(2, 'B'), row(3, 'c'))).toEqual({
      ...none,
      unchanged: 1,
      changed: 1,
      new: 1,
    });
    expect(await merge(at(5), row(2, 'b'), row(3, 'c'))).toEqual({ ...none, superseded: 1, unchanged: 1 });
    const [unit] = listUnits(archive);
    expect(readRows(unit!)).toEqual([row(1, 'a'), row(2, 'B'), row(3, 'c')]);
  });

  it('keeps a conversation in the month of its root', async () => {
    const archive = openOrCreateArchive(temporaryFolder());
    const [root, reply] = [at(0), at(40 * 86_400)];
    const rows = [
      { thread_ts: root, ts: reply },
      { thread_ts: root, ts: root },
    ];
    await mergeChannel(archive, { ...place, asOf: reply }, pages(rows));
    expect(monthOf(reply)).not.toBe(monthOf(root));
    expect(listUnits(archive).map(({ month }) => month)).toEqual([monthOf(root)]);
    expect(readRows(listUnits(archive)[0]!).map(({ ts }) => ts)).toEqual([root, reply]);
  });

  it('of a message outside of the calendar stops before it writes anything of its month', async () => {
    const archive = openOrCreateArchive(temporaryFolder());
    const rows = [{ ts: '999999999999.000000' as Ts }];
    await expect(mergeChannel(archive, { ...place, asOf: at(0) }, pages(rows))).rejects.toThrow(
      /outside the calendar/,
    );
    expect(listUnits(archive)).toEqual([]);
  });
});
