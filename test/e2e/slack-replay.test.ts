import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importExports } from '../../src/commands/import-export.ts';
import { silentLogger } from '../../src/logger.ts';
import { Killed, MortalDisk } from '../support/mortal-disk.ts';
import { sharedExport } from '../support/shared-data.ts';
import type { SlackFault } from '../support/slack/fake-slack.ts';
import {
  archivedMessages,
  compareMessages,
  livingMessages,
  type Messages,
  nothingMissed,
  pullFrom,
  withoutTallies,
} from '../support/slack/pulled.ts';
import { chance, type Replay, type ReplayFigures, replay } from '../support/slack/replay.ts';
import { type LivingWorkspace, workspaceOf } from '../support/slack/workspace.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/**
 * A real workspace lives again: its export is served as Slack would have shown it at each moment, with late replies and
 * edits at their time, and `pull` runs every few hours. At the end the archive must equal the import of the export. The
 * last months are replayed; UNSILO_REPLAY=full replays all years, which takes an hour.
 */
const path = sharedExport('r-devel-2026-06.zip');
const olderPath = sharedExport('r-devel-2025-10.zip');
if (path === undefined || olderPath === undefined)
  console.log('skipped: the real exports are not on this machine');

const hour = 3_600_000;
const day = 24 * hour;
const isFull = process.env.UNSILO_REPLAY === 'full';
const begin = isFull ? Date.UTC(2020, 10, 1) : Date.UTC(2025, 11, 1);
/** A month after the last message, so that late edits of replies are found. */
const end = Date.UTC(2026, 6, 25);

describe.skipIf(path === undefined || olderPath === undefined)(
  'a workspace that lived for years',
  { timeout: 4 * hour },
  () => {
    let folder: string;
    let workspace: LivingWorkspace;
    let imported: Messages;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'unsilo-replay-'));
      workspace = await workspaceOf(path as string);
      imported = await importOf('imported', path as string);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Channels that the export lists and the workspace still has. */
    async function importOf(name: string, from: string): Promise<Messages> {
      const archive = join(folder, name);
      const listed = (await workspaceOf(from)).channels;
      await importExports(
        {
          archive,
          exports: [from],
          channels: [...listed.keys()].filter((id) => workspace.channels.has(id)),
          isAgreed: true,
          communityWasTold: true,
        },
        {
          logger: silentLogger,
          clock: new VirtualClock(end),
          signal: new AbortController().signal,
          confirm: undefined,
        },
      );
      return archivedMessages(archive);
    }

    function replayed(
      name: string,
      options: Partial<Replay> & { readonly from?: number },
    ): Promise<ReplayFigures> {
      const { from = begin, ...more } = options;
      const clock = new VirtualClock(from);
      return replay({
        workspace,
        clock,
        archive: join(folder, name),
        until: end,
        everyMs: 6 * hour,
        ...more,
      });
    }

    /** Nothing missed, nothing invented, nothing old: against Slack at the end, and against the import. */
    function expectWhole(
      name: string,
      { slack, runs, broken, calls, leastCalls, most }: ReplayFigures,
    ): void {
      const archived = archivedMessages(join(folder, name));
      const against = compareMessages(archived, livingMessages(slack));
      console.log(
        `${name}: ${runs} runs (${broken} broken), ${archived.size} messages, ${against.missing.length} missed, ` +
          `${calls} calls, ${(calls / leastCalls).toFixed(3)} of the least, at most ${most} in a run`,
      );
      expect(against).toEqual(nothingMissed);
      expect(compareMessages(withoutTallies(archived), withoutTallies(imported))).toEqual(nothingMissed);
    }

    it('is archived whole by a run every 6 hours, with at most half again of the calls that it needs', async () => {
      const figures = await replayed('live', {});
      expectWhole('live', figures);
      expect(figures.slack.refused).toBe(0);
      expect(figures.calls / figures.leastCalls).toBeLessThanOrEqual(1.5);
      // Nothing new: one call a channel, and who we are, the list of channels.
      const { calls } = await pullFrom(figures.slack, join(folder, 'live'));
      const sum = Object.values(calls).reduce((all, one) => all + one, 0);
      expect(sum).toBeLessThanOrEqual(2 * workspace.channels.size + 3);
    });

    it('is archived whole when 5 % of all calls fail', async () => {
      const random = chance(7);
      const faults: readonly SlackFault[] = [
        { status: 429, retryAfter: 7 },
        { status: 500 },
        { status: 503, body: 'Service Unavailable' },
        { error: 'internal_error' },
        'drop',
        'html',
      ];
      const figures = await replayed('faults', {
        from: Date.UTC(2026, 2, 1),
        everyMs: 12 * hour,
        prepare: (slack) => {
          slack.fault = () => (random() < 0.05 ? faults[Math.floor(random() * faults.length)] : undefined);
        },
      });
      figures.slack.fault = () => undefined;
      expectWhole('faults', figures);
    });

    it('is archived whole when every second run is killed at some change of the disk', async () => {
      const random = chance(11);
      const disk = new MortalDisk(join(folder, 'killed'));
      try {
        const figures = await replayed('killed', {
          from: Date.UTC(2026, 2, 1),
          everyMs: 12 * hour,
          before: (time) => {
            disk.live();
            if (time < end - 14 * day && random() < 0.5)
              disk.dieAt(1 + Math.floor(random() * 40), random() < 0.5);
            return undefined;
          },
          survives: (error) => isKill(error),
        });
        disk.live();
        expect(figures.broken).toBeGreaterThan(30);
        expectWhole('killed', figures);
      } finally {
        disk.restore();
      }
    });

    it('is archived whole after a pause of four months', async () => {
      const pause = [Date.UTC(2025, 11, 10), Date.UTC(2026, 3, 10)] as const;
      const figures = await replayed('pause', {
        from: Date.UTC(2025, 10, 1),
        everyMs: 12 * hour,
        before: (time) => time > pause[0] && time < pause[1],
      });
      expectWhole('pause', figures);
    });

    it('is archived whole by runs of at most 50 calls', async () => {
      const figures = await replayed('budget', { from: Date.UTC(2026, 3, 1), mostCalls: 50 });
      expectWhole('budget', figures);
      expect(figures.most).toBeLessThanOrEqual(50);
    });

    it('is archived whole by an import of an older export and then live', async () => {
      await importOf('both', olderPath as string);
      const figures = await replayed('both', { from: Date.UTC(2026, 0, 1), everyMs: 2 * day });
      expectWhole('both', figures);
    });
  },
);

function isKill(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof Killed) return true;
  return false;
}
