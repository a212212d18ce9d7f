import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importExports } from '../../src/commands/import-export.ts';
import { quietContext } from '../support/demo.ts';
import { sharedExport } from '../support/shared-data.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import {
  archivedMessages,
  compareMessages,
  nothingMissed,
  pullFrom,
  withoutTallies,
} from '../support/slack/pulled.ts';
import { LivingWorkspace, workspaceOf } from '../support/slack/workspace.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/**
 * The API and an export of the same workspace give equal archives. Channels of any size are equal in the same way, and reading
 * 25,000 threads one by one takes an hour: so of a large export the smaller channels are taken; UNSILO_REPLAY=full takes all.
 */
const mostMessages = process.env.UNSILO_REPLAY === 'full' ? Number.POSITIVE_INFINITY : 1000;

describe.each(['r-devel-2025-10.zip', 'r-devel-2026-06.zip', 'hubspot-dev.zip'])('%s', (name) => {
  const path = sharedExport(name);
  if (path === undefined) console.log(`skipped: ${name} is not on this machine`);

  it.skipIf(path === undefined)('is the same through both doors', { timeout: 4 * 3_600_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unsilo-equal-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { teamId, channels, users } = await workspaceOf(path as string);
    const small = [...channels.values()].filter(({ size }) => size > 0 && size <= mostMessages);
    const clock = new VirtualClock(Date.UTC(2030, 0, 1));
    const slack = new FakeSlack(new LivingWorkspace(teamId, small, users), clock);
    const [live, imported] = [join(folder, 'live'), join(folder, 'imported')];
    const report = await pullFrom(slack, live);
    await importExports(
      {
        archive: imported,
        exports: [path as string],
        channels: small.map(({ id }) => id),
        isAgreed: true,
        communityWasTold: true,
      },
      quietContext({ clock }),
    );
    const [a, b] = [archivedMessages(live), archivedMessages(imported)];
    console.log(`${name}: ${small.length} of ${channels.size} channels, ${a.size} messages`);
    expect(a.size).toBeGreaterThan(1000);
    expect(compareMessages(withoutTallies(a), withoutTallies(b))).toEqual(nothingMissed);
    expect(report.channels.filter(({ debts, unread }) => debts + unread > 0)).toEqual([]);
  });
});
