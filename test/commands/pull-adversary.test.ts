import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/archive/archive.ts';
import { writeSyncState } from '../../src/archive/sync-state.ts';
import { readCompleteness } from '../../src/commands/read-completeness.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import { archivedMessages, nothingMissed } from '../support/slack/pulled.ts';
import { day, general, hour, reply, Scene, says, start, team } from '../support/slack/scene.ts';
import { LivingChannel, tsAt } from '../support/slack/workspace.ts';

const other = 'C024BE91M' as ChannelId;
const root = says(0);
const thread = [root, reply(1, root), says(10), says(11)];
const secret = says(1441, { text: 'secret' });

function words(scene: Scene): string {
  return [...archivedMessages(scene.archive).values()].join('\n');
}

describe('a channel that becomes private while a run reads it', () => {
  it('costs the others nothing where the token can’t read it any more', async () => {
    const scene = new Scene(thread, [new LivingChannel({ id: other, name: 'other' }, [says(3)])]);
    await scene.pull();
    scene.channel.put(secret);
    scene.slack.workspace.channel(other).put(says(1442));
    scene.slack.fault = ({ method, parameters }) =>
      method === 'conversations.history' && parameters.get('channel') === general
        ? { error: 'missing_scope', needed: 'groups:history' }
        : undefined;
    const report = await scene.later(hour);
    expect(report.messages.new).toBe(1);
    expect(report.channels[0]?.frozen).toBe('missing_scope');
    expect(report.diagnostics[0]?.message).toContain('it is private');
  });

  it.each([
    ['private', { is_private: true }],
    ['shared', { is_ext_shared: true }],
  ])('%s: is looked at again before anything is kept, where the token could read it', async (kind, json) => {
    const scene = new Scene(thread);
    scene.slack.scopes = 'channels:history,channels:read,users:read,groups:history';
    await scene.pull();
    scene.channel.put(secret);
    scene.slack.fault = ({ method }) => {
      // Between the look at the channel and its page.
      if (method === 'conversations.history') scene.channel.json = { ...scene.channel.json, ...json };
      return undefined;
    };
    const report = await scene.later(hour);
    expect(report.channels[0]?.frozen).toBe(kind);
    expect(words(scene)).not.toContain('secret');
  });

  it('is looked at again after ten minutes with any token', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => says(index / 10));
    const scene = new Scene(rows);
    let pages = 0;
    scene.slack.fault = ({ method }) => {
      pages += method === 'conversations.history' ? 1 : 0;
      if (pages !== 2 || scene.channel.json.is_ext_shared === true) return undefined;
      scene.channel.json = { ...scene.channel.json, is_ext_shared: true };
      scene.clock.pass(hour);
      return undefined;
    };
    const report = await scene.pull();
    expect(report.channels[0]?.frozen).toBe('shared');
    expect(archivedMessages(scene.archive).size).toBe(999);
  });
});

describe('a quote', () => {
  const quote = {
    is_msg_unfurl: true,
    channel_id: other,
    from_url: `https://lantern.slack.com/archives/${other}/p1767571200000000`,
    text: 'quoted words',
  };

  it('of a channel that was archived once and is not public now stays out', async () => {
    const aside = new LivingChannel({ id: other, name: 'aside' }, [says(3)]);
    const third = new LivingChannel({ id: 'C0THIRD', name: 'third' }, [says(4)]);
    const scene = new Scene(thread, [aside, third]);
    await scene.pull();
    aside.json = { ...aside.json, is_private: true };
    scene.channel.put(says(1441, { attachments: [quote] }));
    await scene.later(hour, { channels: [general, 'C0THIRD'] });
    expect(archivedMessages(scene.archive).size).toBe(thread.length + 3);
    expect(words(scene)).not.toContain('quoted words');
  });

  it('of one that is still public stands', async () => {
    const aside = new LivingChannel({ id: other, name: 'aside' }, [says(3)]);
    const third = new LivingChannel({ id: 'C0THIRD', name: 'third' }, [says(4)]);
    const scene = new Scene(thread, [aside, third]);
    await scene.pull();
    scene.channel.put(says(1441, { attachments: [quote] }));
    await scene.later(hour, { channels: [general, 'C0THIRD'] });
    expect(words(scene)).toContain('quoted words');
  });
});

describe('a word that nobody has heard of', () => {
  it('about one thread costs that thread, not those behind it', async () => {
    const second = says(20);
    const scene = new Scene([...thread, second, reply(21, second)]);
    scene.slack.fault = ({ method, parameters }) =>
      method === 'conversations.replies' && parameters.get('ts') === second.ts
        ? { error: 'thread_is_haunted' }
        : undefined;
    const report = await scene.pull();
    expect(report.channels[0]).toMatchObject({ debts: 1, unread: 0 });
    expect(report.channels[0]?.frozen).toBeUndefined();
    expect(scene.differences().missing).toHaveLength(1);
    scene.slack.fault = () => undefined;
    await scene.later(hour);
    expect(scene.differences()).toEqual(nothingMissed);
  });
});

describe('an empty history', () => {
  it('where messages are archived fails the channel once, and loses nothing', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.put(says(1441));
    const { history } = scene.channel;
    scene.channel.history = () => [];
    const report = await scene.later(hour);
    expect(report.hasFailed).toBe(true);
    // No later than before: the new message is not claimed.
    expect(report.channels[0]?.completeThrough).toBe('2026-01-04T23:11:00Z');
    scene.channel.history = history;
    expect((await scene.later(hour)).messages).toMatchObject({ new: 1, deleted: 0 });
    expect(scene.differences()).toEqual(nothingMissed);
    expect(scene.sync.emptyAt).toBeUndefined();
  });

  it('that stays so is how things are, and deletes nothing', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.history = () => [];
    await scene.later(hour);
    for (let run = 0; run < 3; run += 1) expect((await scene.later(hour)).hasFailed).toBe(false);
    expect(archivedMessages(scene.archive).size).toBe(thread.length);
    expect(words(scene)).not.toContain('tombstone');
  });
});

describe('a wrong clock', () => {
  it.each([
    ['slow by a day', day],
    ['fast by a year', -365 * day],
  ])('%s claims only what Slack has shown', async (_, aheadMs) => {
    const scene = new Scene(thread);
    scene.slack.aheadMs = aheadMs;
    scene.clock.pass(400 * day);
    const report = await scene.pull();
    const slackTime = new Date(scene.clock.now() + aheadMs).toISOString().slice(0, 19);
    expect(report.channels[0]?.completeThrough).toBe(`${slackTime}Z`);
  });

  it('that was ahead once stops nothing for ever', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    const archive = openArchive(scene.archive);
    const far = start + 3650 * day;
    const { sync } = scene;
    const spoilt = {
      ...sync,
      lookedAt: far,
      sweptAt: far,
      threadsSince: far,
      debts: { [root.ts]: { attempts: 3, notBefore: far } },
      threads: { [root.ts]: { due: far } },
    };
    writeSyncState(archive, team, {
      channels: new Map([[general, spoilt]]),
      usersListedAt: far,
      unknownUsers: {},
    });
    scene.channel.put(reply(1441, root, { edited: { user: 'U1', ts: tsAt(start + 1442 * 60_000) } }));
    const report = await scene.later(hour);
    expect(report.channels[0]).toMatchObject({ debts: 0, completeThrough: '2026-01-06T01:00:00Z' });
    expect(report.calls['users.list']).toBe(1);
    expect(scene.differences()).toEqual(nothingMissed);
    expect(readCompleteness(archive)[0]?.threadsThrough).toBe(start + day + hour);
  });
});

describe('the app', () => {
  it('joins a chosen public channel where it may, and nothing else', async () => {
    const scene = new Scene(thread);
    scene.channel.refusal = 'not_in_channel';
    scene.channel.json = { ...scene.channel.json, is_member: false };
    scene.slack.scopes += ',channels:join';
    const report = await scene.pull();
    expect(report.calls['conversations.join']).toBe(1);
    expect(scene.differences()).toEqual(nothingMissed);
    await scene.later(hour);
    expect(scene.slack.count('conversations.join')).toBe(0);
  });

  it('is invited by a person where it may not', async () => {
    const scene = new Scene(thread);
    scene.channel.refusal = 'not_in_channel';
    scene.channel.json = { ...scene.channel.json, is_member: false };
    const report = await scene.pull();
    expect(report.channels[0]?.frozen).toBe('not_in_channel');
    expect(report.diagnostics[0]?.message).toContain('/invite');
  });
});

describe('a page', () => {
  it('that Slack turns away twice is read in the end', async () => {
    const scene = new Scene(Array.from({ length: 1500 }, (_, index) => says(index / 10)));
    let second = 0;
    scene.slack.fault = ({ method, parameters }) => {
      if (method !== 'conversations.history' || !parameters.has('cursor')) return undefined;
      second += 1;
      if (second === 1) return { status: 429, retryAfter: 5 };
      return second === 2 ? { error: 'ratelimited' } : undefined;
    };
    await scene.pull();
    expect(second).toBe(3);
    expect(scene.differences()).toEqual(nothingMissed);
  });
});

it('of two pulls at once the second is turned away before it reads, and keeps nothing', async () => {
  const scene = new Scene(thread);
  await scene.pull();
  const lock = join(scene.archive, '.unsilo-lock');
  writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: hostname() }));
  scene.channel.put(says(1441));
  await expect(scene.later(hour)).rejects.toThrow('another unsilo is writing here');
  expect(scene.slack.count('conversations.history')).toBe(0);
  rmSync(lock);
  await scene.later(hour);
  expect(scene.differences()).toEqual(nothingMissed);
});
