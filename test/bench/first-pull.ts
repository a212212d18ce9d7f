import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectPull } from '../../src/commands/expect-pull.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { archivedMessages, compareMessages, livingMessages, pullFrom } from '../support/slack/pulled.ts';
import { type LivingWorkspace, workspaceOf } from '../support/slack/workspace.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/**
 * What a first pull of a whole workspace takes at Slack's tiers: `node test/bench/run.mjs first-pull EXPORT [--count]`.
 * Planned from the shape of the export; with --count it is done against the stand-in, on a clock that jumps.
 */
const [path, flag] = process.argv.slice(2);
if (path === undefined) throw new Error('first-pull EXPORT [--count]');
const workspace = await workspaceOf(path);

function sizes({ channels }: LivingWorkspace) {
  return [...channels.values()].map((channel) => {
    const threads = [...channel.threads.values()].map((replies) => replies.length);
    const now = '9999999999.000000' as never;
    return { topLevel: channel.history('0.000000' as never, now, now).length, threads };
  });
}

const shape = sizes(workspace);
const threads = shape.reduce((sum, channel) => sum + channel.threads.length, 0);
console.log(`${workspace.channels.size} channels, ${workspace.size} messages, ${threads} threads`);
for (const isThrottled of [false, true]) {
  const { history, replies, minutes } = expectPull(shape, isThrottled);
  const hours = (minutes / 60).toFixed(1);
  console.log(
    `planned, ${isThrottled ? 'throttled' : 'usual'}: ${history} history, ${replies} replies, ${hours} hours`,
  );
}

if (flag === '--count') {
  const folder = mkdtempSync(join(tmpdir(), 'unsilo-first-pull-'));
  try {
    const start = Date.UTC(2030, 0, 1);
    const clock = new VirtualClock(start);
    const slack = new FakeSlack(workspace, clock);
    const { calls } = await pullFrom(slack, join(folder, 'archive'));
    const hours = ((clock.now() - start) / 3_600_000).toFixed(1);
    const { missing } = compareMessages(archivedMessages(join(folder, 'archive')), livingMessages(slack));
    console.log(
      `counted: ${JSON.stringify(calls)}, ${hours} hours, ${missing.length} missed, ${slack.refused} times 429`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
