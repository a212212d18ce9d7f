import { createServer } from 'node:net';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { pullSlack } from '../../src/commands/pull.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { SlackClient } from '../../src/slack/web-client.ts';
import { SlackPacer } from '../../src/slack/web-pacer.ts';
import { quietContext } from '../support/demo.ts';
import { archivedMessages, noFiles } from '../support/slack/pulled.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/**
 * Against the Slack of the package `emulate`, which others wrote, for what it does right: posts, replies, edits, reactions and
 * pages. It knows no `oldest`, no tombstones and no limits: that is the part of the stand-in in test/support/slack.
 */
const token = 'invented-bot-token';
let emulator: Awaited<ReturnType<typeof createEmulator>>;
let web: WebClient;
let channel: string;
let archive: string;

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      tokens: { [token]: { login: 'robot', scopes: [] } },
      slack: {
        team: { name: 'Lantern', domain: 'lantern' },
        users: [{ name: 'ada' }, { name: 'robot' }],
        channels: [{ name: 'help' }],
      },
    },
  });
  web = new WebClient(token, { slackApiUrl: `${emulator.url}/api/`, retryConfig: { retries: 0 } });
  const { channels = [] } = await web.conversations.list({});
  channel = channels.find(({ name }) => name === 'help')?.id ?? '';
});
afterAll(() => emulator.close());

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function pull() {
  return pullSlack(
    {
      archive,
      channels: [channel],
      slack: { token, apiUrl: `${emulator.url}/api/`, userAgent: 'unsilo/test' },
      isAgreed: true,
      communityWasTold: true,
      isDryRun: false,
      files: noFiles,
    },
    quietContext({ clock: systemClock }),
  );
}

function archived(ts: string | undefined): JsonObject {
  return JSON.parse(archivedMessages(archive).get(`${channel}/${ts}`) ?? '{}') as JsonObject;
}

it('what is posted, answered, edited and reacted to is archived as Slack shows it', async () => {
  archive = join(temporaryFolder(), 'archive');
  const root = await web.chat.postMessage({ channel, text: 'How do I light it?' });
  const answer = await web.chat.postMessage({ channel, text: 'With a match.', thread_ts: root.ts as string });
  const loose = await web.chat.postMessage({ channel, text: 'Good morning' });
  const first = await pull();
  expect(first.messages).toEqual({ new: 3, changed: 0, deleted: 0 });
  expect(first.channels).toMatchObject([{ debts: 0, unread: 0 }]);
  expect(archived(root.ts)).toMatchObject({ text: 'How do I light it?', reply_count: 1 });
  expect(archived(answer.ts)).toMatchObject({ text: 'With a match.', thread_ts: root.ts });

  await web.chat.update({ channel, ts: loose.ts as string, text: 'Good evening' });
  await web.reactions.add({ channel, timestamp: root.ts as string, name: 'fire' });
  const second = await pull();
  expect(second.messages).toMatchObject({ new: 0, deleted: 0 });
  expect(archived(loose.ts)).toMatchObject({ text: 'Good evening', edited: { user: expect.any(String) } });
  expect(archived(root.ts).reactions).toMatchObject([{ name: 'fire', count: 1 }]);
  expect((await pull()).messages).toEqual({ new: 0, changed: 0, deleted: 0 });
});

it('its cursors lead through every message once', async () => {
  for (let at = 0; at < 5; at += 1) await web.chat.postMessage({ channel, text: `page ${at}` });
  const pacer = new SlackPacer({ clock: systemClock });
  const client = new SlackClient({ token, apiUrl: `${emulator.url}/api/`, userAgent: 'unsilo/test', pacer });
  const found: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call('conversations.history', { channel, limit: 2, cursor });
    found.push(...(page.messages as JsonObject[]).map(({ ts }) => ts));
    const { next_cursor: next } = (page.response_metadata ?? {}) as { next_cursor?: string };
    cursor = next === '' ? undefined : next;
  } while (cursor !== undefined);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toHaveLength(7);
});

it('what it refuses has the meaning that Slack’s word has', async () => {
  const pacer = new SlackPacer({ clock: systemClock });
  const client = new SlackClient({ token, apiUrl: `${emulator.url}/api/`, userAgent: 'unsilo/test', pacer });
  await expect(client.call('conversations.info', { channel: 'C0NOTHING' })).rejects.toMatchObject({
    kind: 'channel',
    code: 'channel_not_found',
  });
});
