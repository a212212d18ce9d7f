import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import type { TeamId } from '../../src/model/ids.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { LivingChannel, LivingWorkspace, type Row, tsAt } from '../support/slack/workspace.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { runLine } from './fake-terminal.ts';

const id = 'C024BE91L';
const start = Date.UTC(2026, 0, 5);

/** The command line over a real connection. */
async function scene() {
  const root: Row = { type: 'message', user: 'U1', text: 'How?', ts: tsAt(start) };
  const answer: Row = { ...root, text: 'So.', ts: tsAt(start + 60_000), thread_ts: root.ts };
  const channel = new LivingChannel({ id, name: 'general' }, [root, answer]);
  const clock = new VirtualClock(start + 3_600_000);
  const slack = await new FakeSlack(new LivingWorkspace('T024BE7LD' as TeamId, [channel]), clock).listen();
  onTestFinished(() => slack.close());
  const folder = temporaryFolder();
  const environment = readEnvironment({ SLACK_TOKEN: 'not-a-token', SLACK_API_URL: slack.url });
  const line = (...more: string[]) => runLine(['pull', ...more], { folder, clock, environment });
  return { slack, channel, line, folder };
}

it('prints the report that scripts rely on', async () => {
  const { line } = await scene();
  const { code, out, err } = await line('--channel', id, '--yes', '--json', '--quiet');
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({
    calls: { 'auth.test': 1, 'conversations.history': 1, 'conversations.replies': 1 },
    throttled: false,
    messages: { new: 2, changed: 0, deleted: 0 },
    channels: [{ id, completeThrough: '2026-01-05T01:00:00Z', debts: 0 }],
    seconds: 0,
  });
});

it('tells a person what came and how far it is complete', async () => {
  const { line, channel } = await scene();
  const { out } = await line('--channel', id, '--yes');
  expect(out).toBe(
    '2 new messages, 0 changed, 0 deleted; 5 calls to Slack.\n  #general: complete through 2026-01-05T01:00:00Z\n',
  );
  channel.refusal = 'not_in_channel';
  const again = await line('--channel', id, '--yes');
  expect(again.code).toBe(3);
  expect(again.out).toContain('frozen (not_in_channel)');
  expect(again.out).toContain('Say `/invite');
});

it('ends with 4 where there is no token, and with 4 where it is refused', async () => {
  const { line, slack, folder } = await scene();
  const without = await runLine(['pull', '--channel', id, '--yes'], { folder });
  expect([without.code, without.err.includes('SLACK_TOKEN')]).toEqual([4, true]);
  slack.fault = () => ({ error: 'token_revoked' });
  expect((await line('--channel', id, '--yes')).code).toBe(4);
});

it.each([[['--calls', '0']], [['--minutes', 'soon']]])('ends with 2 for %j', async (wrong) => {
  const { line } = await scene();
  expect((await line('--channel', id, '--yes', ...wrong)).code).toBe(2);
});

it('reads the list of channels in the configuration', async () => {
  const { line, folder, slack } = await scene();
  writeFileSync(join(folder, 'unsilo.yml'), `channels:\n  - id: ${id}\n`);
  expect((await line('--yes', '--dry-run')).out).toContain('Nothing was read');
  expect(slack.count('conversations.history')).toBe(0);
});
