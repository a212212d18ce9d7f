import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/archive/archive.ts';
import { readUsers } from '../../src/archive/people.ts';
import { AuthError, ConfigError } from '../../src/errors.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import type { Ts } from '../../src/model/ts.ts';
import { FakeSlack } from '../support/slack/fake-slack.ts';
import { archivedMessages, nothingMissed, pullFrom } from '../support/slack/pulled.ts';
import { day, general, hour, minute, reply, Scene, says, start, team } from '../support/slack/scene.ts';
import { LivingChannel, LivingWorkspace, tsAt } from '../support/slack/workspace.ts';

const random = 'C024BE91M' as ChannelId;
const root = says(0);
const thread = [root, reply(1, root), reply(2, root), says(10), says(11)];

describe('a first pull', () => {
  it('brings every message and reply through the policy gate, and says how far it is complete', async () => {
    const scene = new Scene([...thread, says(20, { text: 'write to bob@lantern.example' })]);
    const report = await scene.pull();
    expect(report.messages).toEqual({ new: 6, changed: 0, deleted: 0 });
    expect(report.channels).toEqual([
      { id: general, name: 'general', completeThrough: '2026-01-06T00:00:00Z', debts: 0, unread: 0 },
    ]);
    expect(report.calls).toEqual({
      'auth.test': 1,
      'conversations.info': 1,
      'conversations.history': 1,
      'conversations.replies': 1,
      'users.list': 1,
    });
    expect(scene.differences()).toEqual(nothingMissed);
    expect(scene.text(says(20))).toBe('write to [redacted: e-mail]');
    const users = readFileSync(join(scene.archive, team, 'users.json'), 'utf8');
    expect(users).toContain('yui');
    expect(users).not.toContain('a@b.example');
  });

  it('of an empty channel is complete', async () => {
    const scene = new Scene([]);
    expect((await scene.pull()).channels[0]?.completeThrough).toBe('2026-01-06T00:00:00Z');
  });

  it('asks before a channel becomes public, and refuses where nobody can answer', async () => {
    const scene = new Scene(thread);
    const silent = { isAgreed: false, communityWasTold: false };
    await expect(scene.pull(silent)).rejects.toBeInstanceOf(ConfigError);
    expect(existsSync(scene.archive)).toBe(false);
    // The channels are named: what is left to say stands in the configuration.
    expect((await scene.pull({ isAgreed: false, communityWasTold: true })).messages.new).toBe(5);
  });

  it('dry, reads no message and keeps nothing', async () => {
    const scene = new Scene(thread);
    const report = await scene.pull({ isDryRun: true });
    expect(report).toMatchObject({ dryRun: true, messages: { new: 0 } });
    expect(report.expected).toEqual([expect.stringContaining('Never read: 1 channel;')]);
    expect(scene.slack.count('conversations.history')).toBe(0);
    expect(existsSync(scene.archive)).toBe(false);
  });

  it('dry, tells the calls of channels that an earlier run has read', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    expect((await scene.pull({ isDryRun: true })).expected).toEqual([
      'Archived: 1 channel; about 1 call to read it again, 1 minute.',
    ]);
  });

  it('keeps nothing when the token is refused', async () => {
    const scene = new Scene(thread);
    scene.slack.fault = () => ({ error: 'invalid_auth' });
    await expect(scene.pull()).rejects.toBeInstanceOf(AuthError);
    expect(existsSync(scene.archive)).toBe(false);
  });

  it.each([
    [{ is_private: true }, 'it is private'],
    [{ is_im: true }, 'direct message'],
    [{ is_ext_shared: true }, 'another organisation'],
  ])('of a channel that is %j is refused before anything is read', async (json, why) => {
    const scene = new Scene(thread);
    scene.channel.json = { ...scene.channel.json, ...json };
    await expect(scene.pull()).rejects.toThrow(why);
    expect(scene.slack.count('conversations.history')).toBe(0);
    expect(existsSync(scene.archive)).toBe(false);
  });

  it.each([[[]], [['D024BE91L']], [['general']]])(
    'needs ids of public channels, not %j',
    async (channels) => {
      await expect(new Scene(thread).pull({ channels })).rejects.toBeInstanceOf(ConfigError);
    },
  );
});

describe('a run with nothing new', () => {
  it('changes no message file and makes at most two calls a channel and three', async () => {
    const others = Array.from({ length: 9 }, (_, index) => {
      const id = `C0${index}`;
      return new LivingChannel({ id, name: id }, [says(index)]);
    });
    const scene = new Scene(thread, others);
    await scene.pull();
    const path = join(scene.archive, team, 'messages', general, '2026-01.jsonl');
    const before = readFileSync(path);
    const report = await scene.later(minute);
    expect(report.messages).toEqual({ new: 0, changed: 0, deleted: 0 });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(scene.slack.count()).toBe(12);
    expect(scene.slack.refused).toBe(0);
  });
});

describe('what happens later', () => {
  it('a reply to an old thread is found, though history does not list it', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.clock.pass(60 * day);
    scene.channel.put(reply(60 * 24 * 60, root));
    expect((await scene.later(day)).messages).toEqual({ new: 1, changed: 1, deleted: 0 });
    expect(scene.differences()).toEqual(nothingMissed);
  });

  it('a reply to a thread outside the window is found by the weekly sweep', async () => {
    const scene = new Scene([...thread, says(200 * 24 * 60)]);
    await scene.pull();
    await scene.later(300 * day);
    scene.channel.put(reply(301 * 24 * 60, root));
    await scene.later(day);
    await scene.later(8 * day);
    expect(scene.differences()).toEqual(nothingMissed);
  });

  it('a broadcast tells of the old thread that it belongs to', async () => {
    const scene = new Scene([...thread, says(200 * 24 * 60)]);
    await scene.pull();
    await scene.later(250 * day);
    const at = 251 * 24 * 60 + 30;
    scene.channel.put(reply(at - 5, root), reply(at, root, { subtype: 'thread_broadcast' }));
    const report = await scene.later(2 * hour);
    expect(report.messages.new).toBe(2);
    expect(scene.differences()).toEqual(nothingMissed);
  });

  it('edits of messages and replies are seen', async () => {
    const at = (minutes: number) => ({ edited: { user: 'U1', ts: tsAt(start + minutes * minute) } });
    const scene = new Scene([root, reply(1, root, at(1500)), says(5, at(1500))]);
    await scene.pull();
    expect(scene.text(says(5))).toBe('m5 (before the edit)');
    expect((await scene.later(day)).messages).toEqual({ new: 0, changed: 2, deleted: 0 });
    expect(scene.differences()).toEqual(nothingMissed);
  });

  it('new authors are asked for by name, and whom Slack does not show only once', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.slack.workspace.users = [...scene.slack.workspace.users, { id: 'U2', name: 'ada' }];
    scene.channel.put(says(1441, { user: 'U2' }), says(1442, { user: 'U3' }));
    await scene.later(hour);
    expect(scene.slack.count('users.info')).toBe(2);
    scene.channel.put(says(1443, { user: 'U3' }));
    await scene.later(hour);
    expect(scene.slack.count('users.info')).toBe(0);
    expect(readUsers(openArchive(scene.archive), team).get('U2' as never)?.name).toBe('ada');
  });
});

describe('deletions', () => {
  it('a deleted root with replies leaves Slack’s tombstone', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.delete(root.ts, tsAt(scene.clock.now()));
    expect((await scene.later(hour)).messages).toEqual({ new: 0, changed: 0, deleted: 1 });
    expect(scene.row(root)).toMatchObject({ subtype: 'tombstone', text: 'This message was deleted.' });
    expect(scene.differences()).toEqual(nothingMissed);
  });

  it('a loose message is deleted when it was missing in two runs, not in one', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.delete(says(10).ts, tsAt(scene.clock.now()));
    expect((await scene.later(hour)).messages.deleted).toBe(0);
    expect(scene.text(says(10))).toBe('m10');
    expect((await scene.later(hour)).messages).toEqual({ new: 0, changed: 0, deleted: 1 });
    expect(scene.row(says(10)).subtype).toBe('tombstone');
    expect((await scene.later(hour)).messages).toEqual({ new: 0, changed: 0, deleted: 0 });
  });

  it('a message that comes back was not deleted', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.delete(says(10).ts, tsAt(scene.clock.now()));
    await scene.later(hour);
    scene.channel.delete(says(10).ts, '9999999999.000000' as Ts);
    await scene.later(hour);
    scene.channel.delete(says(10).ts, tsAt(scene.clock.now()));
    expect((await scene.later(hour)).messages.deleted).toBe(0);
    expect(scene.text(says(10))).toBe('m10');
  });

  it('a deleted reply is taken as such when a whole thread was read twice without it', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.delete(reply(1, root).ts, tsAt(scene.clock.now()));
    expect((await scene.later(hour)).messages.deleted).toBe(0);
    expect((await scene.later(hour)).messages.deleted).toBe(1);
    expect(scene.row(reply(1, root))).toMatchObject({ subtype: 'tombstone', thread_ts: root.ts });
    await scene.later(hour);
    expect(scene.slack.count('conversations.replies')).toBe(0);
  });

  it('nothing is deleted that is older than what Slack shows, as on a plan that hides it', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    for (const row of thread.slice(0, 4)) scene.channel.delete(row.ts, tsAt(scene.clock.now()));
    scene.channel.isLimited = true;
    for (let run = 0; run < 3; run += 1) {
      const { messages, diagnostics } = await scene.later(8 * day);
      expect(messages.deleted).toBe(0);
      expect(diagnostics.map(({ code }) => code)).toEqual(['PLAN_LIMIT']);
    }
  });

  it('nothing is deleted when many are missing at once', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => says(index));
    const scene = new Scene(rows);
    await scene.pull();
    for (const { ts } of rows.slice(1, 30)) scene.channel.delete(ts, tsAt(scene.clock.now()));
    await scene.later(hour);
    const report = await scene.later(hour);
    expect(report.messages.deleted).toBe(0);
    expect(report.diagnostics.map(({ code }) => code)).toEqual(['MANY_ABSENT']);
  });
});

describe('channels that can’t be read any more', () => {
  it.each(['not_in_channel', 'is_archived', 'channel_not_found', 'a_new_word'])(
    '%s freezes and keeps',
    async (word) => {
      const scene = new Scene(thread, [new LivingChannel({ id: random, name: 'random' }, [says(1)])]);
      await scene.pull();
      const before = archivedMessages(scene.archive);
      scene.channel.refusal = word;
      const report = await scene.later(hour);
      expect(report.channels[0]).toMatchObject({ id: general, frozen: word });
      expect(report.channels[1]?.frozen).toBeUndefined();
      expect(report.hasFailed).toBe(true);
      expect((await scene.later(hour)).hasFailed).toBe(false);
      expect(archivedMessages(scene.archive)).toEqual(before);
      scene.channel.refusal = undefined;
      scene.channel.put(says(1500));
      expect((await scene.later(hour)).channels[0]?.frozen).toBeUndefined();
      expect(scene.differences()).toEqual(nothingMissed);
    },
  );

  it('one that became private is not read again', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    scene.channel.json = { ...scene.channel.json, is_private: true };
    scene.channel.put(says(1441, { text: 'secret' }));
    const report = await scene.later(hour);
    expect(report.channels[0]?.frozen).toBe('private');
    expect(scene.slack.count('conversations.history')).toBe(0);
    expect(archivedMessages(scene.archive).size).toBe(thread.length);
  });

  it('a token of another workspace is refused', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    const other = new FakeSlack(new LivingWorkspace('T0OTHER' as TeamId, [scene.channel]), scene.clock);
    await expect(pullFrom(other, scene.archive)).rejects.toThrow(/belongs to the workspace T0OTHER/);
  });
});

describe('failures', () => {
  it('a thread that can’t be read is a debt, and is read later', async () => {
    const scene = new Scene(thread);
    scene.slack.fault = ({ method }) => (method === 'conversations.replies' ? { status: 500 } : undefined);
    const report = await scene.pull();
    expect(report.channels[0]?.debts).toBe(1);
    expect(report.hasFailed).toBe(true);
    scene.slack.fault = () => undefined;
    expect((await scene.later(hour)).channels[0]?.debts).toBe(0);
    expect(scene.differences()).toEqual(nothingMissed);
  });

  it('a thread that Slack does not find is left alone', async () => {
    const scene = new Scene(thread);
    scene.slack.fault = ({ method }) =>
      method === 'conversations.replies' ? { error: 'thread_not_found' } : undefined;
    expect((await scene.pull()).channels[0]?.debts).toBe(0);
    await scene.later(hour);
    expect(scene.slack.count('conversations.replies')).toBe(0);
  });

  it('one channel that fails costs the others nothing', async () => {
    const scene = new Scene(thread, [new LivingChannel({ id: random, name: 'random' }, [says(1)])]);
    scene.slack.fault = ({ method, parameters }) =>
      method === 'conversations.history' && parameters.get('channel') === general ? 'drop' : undefined;
    const report = await scene.pull();
    expect(report.messages.new).toBe(1);
    expect(report.channels.map(({ completeThrough }) => completeThrough)).toEqual([
      null,
      '2026-01-06T00:00:00Z',
    ]);
  });

  it('a damaged state is said, and reading from the start mends it', async () => {
    const scene = new Scene(thread);
    await scene.pull();
    writeFileSync(join(scene.archive, team, 'sync.json'), '{"channels":');
    await expect(scene.later(hour)).rejects.toThrow(/sync\.json.*Delete it/);
  });
});

describe('a run that ends early', () => {
  const many = Array.from({ length: 3000 }, (_, index) => says(index / 10));

  it('goes on where it stopped, and misses nothing that came meanwhile', async () => {
    const scene = new Scene(many);
    const first = await scene.pull({ mostCalls: 4 });
    expect(first).toMatchObject({ stopped: 'This run may call Slack 4 times, and did.' });
    expect(first.channels[0]).toMatchObject({ completeThrough: null, unread: 1 });
    expect(first.messages.new).toBe(1998);
    scene.channel.put(says(1445), says(1446));
    await scene.later(hour, { mostCalls: 4 });
    await scene.later(hour);
    expect(scene.differences()).toEqual(nothingMissed);
    expect(scene.sync.unread).toEqual([]);
  });

  it('serves the channel first that waited longest', async () => {
    const scene = new Scene(many, [new LivingChannel({ id: random, name: 'random' }, many)]);
    await scene.pull({ mostCalls: 4 });
    await scene.later(hour, { mostCalls: 4 });
    const read = scene.slack.seen.filter(({ method }) => method === 'conversations.history');
    expect(read.map(({ parameters }) => parameters.get('channel'))).toEqual([random, random]);
  });

  it('in the throttled class reads on a little at each run, until it is complete', async () => {
    const scene = new Scene(Array.from({ length: 100 }, (_, index) => says(index * 3)));
    scene.slack.isThrottled = true;
    const report = await scene.pull();
    expect(report.throttled).toBe(true);
    expect(report.messages.new).toBe(30);
    for (let run = 0; run < 3; run += 1) await scene.later(hour);
    expect(scene.differences()).toEqual(nothingMissed);
    expect(scene.slack.refused).toBe(0);
  });
});
