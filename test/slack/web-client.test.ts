import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { AuthError, ConfigError } from '../../src/errors.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import type { Ts } from '../../src/model/ts.ts';
import { describeChannels } from '../../src/slack/web-channel.ts';
import { SlackClient } from '../../src/slack/web-client.ts';
import { SlackFailure, SlackRunOver } from '../../src/slack/web-failure.ts';
import { type HistoryWalk, readHistory, readReplies } from '../../src/slack/web-messages.ts';
import type { SlackMethod } from '../../src/slack/web-methods.ts';
import { type PacerOptions, SlackPacer } from '../../src/slack/web-pacer.ts';
import { identify, readUser, readUsers } from '../../src/slack/web-people.ts';
import { SharedClock } from '../support/shared-clock.ts';
import { FakeSlack, type SlackFault } from '../support/slack/fake-slack.ts';
import { LivingChannel, LivingWorkspace, type Row, tsAt } from '../support/slack/workspace.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const channel = 'C024BE91L' as ChannelId;
const start = Date.UTC(2026, 0, 5);
const later = start + 86_400_000;
const everything = { oldest: '0.000000' as Ts, latest: '9999999999.999999' as Ts };

function says(minutes: number, more: object = {}): Row {
  return { type: 'message', user: 'U1', text: `m${minutes}`, ts: tsAt(start + minutes * 60_000), ...more };
}

function world(rows: readonly Row[] = [], options: Partial<PacerOptions> = {}, isReal = false) {
  const clock = new VirtualClock(later);
  return { clock, ...worldAt(clock, rows, options, isReal) };
}

function worldAt(clock: Clock, rows: readonly Row[], options: Partial<PacerOptions> = {}, isReal = false) {
  const living = new LivingChannel({ id: channel, name: 'general' }, rows);
  const users = Array.from({ length: 450 }, (_, index) => ({ id: `U${index}`, name: `n${index}` }));
  const slack = new FakeSlack(new LivingWorkspace('T024BE7LD' as TeamId, [living], users), clock);
  const pacer = new SlackPacer({ clock, ...options });
  const client = () =>
    new SlackClient({
      token: 'not-a-token',
      apiUrl: slack.url,
      userAgent: 'unsilo/test',
      pacer,
      timeoutMs: 2000,
      ...(isReal ? {} : { fetch: slack.fetch }),
    });
  return { slack, pacer, client: client(), living, open: client };
}

/** Faults for the first calls, in order. */
function faults(slack: FakeSlack, ...list: readonly (SlackFault | undefined)[]): void {
  slack.fault = ({ index }) => list[index];
}

async function failureOf(fault: SlackFault, method: SlackMethod = 'conversations.history'): Promise<Error> {
  const { slack, client } = world();
  slack.fault = () => fault;
  return client.call(method, { channel }).then(
    () => new Error('nothing was thrown'),
    (error: Error) => error,
  );
}

describe('each refusal of Slack', () => {
  it.each([
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'not_allowed_token_type',
    'no_permission',
    'org_login_required',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'team_access_not_granted',
    'accesslimited',
    'access_denied',
    'two_factor_setup_required',
  ])('%s stops the run and says what to do about the token', async (error) => {
    const thrown = await failureOf({ error });
    expect(thrown).toBeInstanceOf(AuthError);
    expect(thrown.message).toMatch(/^Slack refused SLACK_TOKEN \(\w+\): .{20,}\.$/);
    expect(thrown.message).toContain(error);
  });

  it('missing_scope names the scope', async () => {
    const thrown = await failureOf({ error: 'missing_scope', needed: 'channels:history' });
    expect(thrown).toBeInstanceOf(AuthError);
    expect(thrown.message).toContain('lacks the scope channels:history which conversations.history needs');
  });

  it('deprecated_endpoint asks for a newer unsilo', async () => {
    expect(await failureOf({ error: 'deprecated_endpoint' })).toBeInstanceOf(ConfigError);
  });

  it.each([
    ['channel_not_found', 'channel'],
    ['not_in_channel', 'channel'],
    ['is_archived', 'channel'],
    ['method_not_supported_for_channel_type', 'channel'],
    ['channel_is_limited_access', 'channel'],
    ['channel_type_not_supported', 'channel'],
    ['a_word_that_nobody_has_heard_of', 'unknown'],
    ['thread_not_found', 'thread'],
    ['user_not_found', 'user'],
    ['user_not_visible', 'user'],
    ['users_not_found', 'user'],
    ['bot_not_found', 'user'],
    ['invalid_cursor', 'cursor'],
    ['unable_to_fetch_custom_emojis', 'unavailable'],
    ['unknown_method', 'unavailable'],
    ['file_not_found', 'unavailable'],
    ['file_deleted', 'unavailable'],
  ])('%s costs a %s, not the run', async (error, kind) => {
    expect(await failureOf({ error })).toMatchObject({ name: 'SlackFailure', kind, code: error });
  });

  it.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'])(
    '%s is sent again five times, then postponed',
    async (error) => {
      const { slack, client, clock } = world();
      slack.fault = () => ({ error });
      await expect(client.call('users.list', { limit: 1 })).rejects.toMatchObject({ kind: 'postponed' });
      expect(slack.count()).toBe(5);
      expect(clock.waits).toEqual([1000, 2000, 4000, 8000]);
    },
  );

  it.each([
    'invalid_arguments',
    'invalid_arg_name',
    'invalid_limit',
    'limit_required',
    'invalid_ts_latest',
    'invalid_ts_oldest',
    'invalid_types',
    'invalid_charset',
    'invalid_form_data',
    'missing_post_type',
  ])('%s is a defect of ours', async (error) => {
    const thrown = await failureOf({ error });
    expect([thrown.constructor, thrown.message]).toEqual([
      Error,
      `Slack does not accept how conversations.history was called (${error})`,
    ]);
  });

  it.each<[string, SlackFault]>([
    ['a status 500', { status: 500 }],
    ['a status 503', { status: 503, body: 'Service Unavailable' }],
    ['a dropped connection', 'drop'],
    ['a page of HTML', 'html'],
  ])('%s is sent again, and heals', async (_, fault) => {
    const { slack, client } = world([says(1)]);
    faults(slack, fault, fault);
    expect((await readHistory(client, channel, everything)).rows).toHaveLength(1);
    expect(slack.count()).toBe(3);
  });

  it('a page of HTML for ever is postponed without quoting it', async () => {
    const thrown = await failureOf('html');
    expect(thrown).toMatchObject({ kind: 'postponed', code: 'no_json' });
    expect(thrown.message).not.toContain('html');
  });

  it('a status that Slack never sends points to SLACK_API_URL', async () => {
    expect((await failureOf({ status: 404, body: 'nothing here' })).message).toContain('SLACK_API_URL');
    const { slack, client } = world();
    slack.fault = () => ({ status: 404, body: 'nothing here' });
    await expect(identify(client)).rejects.toBeInstanceOf(ConfigError);
  });
});

describe('over a real connection', () => {
  it.each<[string, SlackFault]>([
    ['dropped', 'drop'],
    ['cut in the middle', 'cut'],
  ])('an answer that is %s is asked for again', async (_, fault) => {
    const { slack, open } = world([says(1)], {}, true);
    await slack.listen();
    onTestFinished(() => slack.close());
    const client = open();
    faults(slack, fault);
    expect((await readHistory(client, channel, everything)).rows).toHaveLength(1);
    expect(slack.count()).toBe(2);
  });

  it('an address where nothing listens is said at once', async () => {
    const { slack, open } = world([], {}, true);
    await slack.listen();
    const client = open();
    await slack.close();
    await expect(identify(client)).rejects.toThrow(/can't be reached.*SLACK_API_URL/);
  });

  it('the token goes in the header and stands in no error', async () => {
    const thrown = await failureOf({ error: 'invalid_auth' });
    expect(`${thrown.message}${thrown.stack}`).not.toContain('not-a-token');
  });
});

describe('limits', () => {
  it('no method exceeds its tier in any minute, with two channels and two workspaces in flight', async () => {
    const clock = new SharedClock(later);
    const second = 'C024BE91M' as ChannelId;
    const worlds = [worldAt(clock, [says(1)]), worldAt(clock, [says(1)])];
    for (const { slack } of worlds)
      slack.workspace.channels.set(second, new LivingChannel({ id: second, name: 'second' }, [says(2)]));
    const all = worlds.flatMap(({ client }) =>
      Array.from({ length: 100 }, () => [
        readHistory(client, channel, everything),
        readHistory(client, second, everything),
        client.call('conversations.info', { channel }),
        client.call('users.list', { limit: 1 }),
        readUser(client, 'U1' as never),
      ]),
    );
    await Promise.all(all.flat());
    // Slack's own figures, not ours: those are what must not be exceeded.
    const tiers = {
      'conversations.history': 50,
      'conversations.info': 50,
      'users.list': 20,
      'users.info': 100,
    };
    for (const { slack } of worlds) {
      expect(slack.refused).toBe(0);
      for (const [method, tier] of Object.entries(tiers)) {
        const times = slack.seen.filter((call) => call.method === method).map(({ time }) => time);
        const most = Math.max(
          ...times.map((from) => times.filter((t) => t >= from && t < from + 60_000).length),
        );
        expect(most, method).toBeLessThanOrEqual(tier);
        // Nor is much of it left unused: another workspace has limits of its own.
        expect(most, method).toBeGreaterThanOrEqual(Math.min(times.length, tier * 0.9));
      }
    }
  });

  it('waits as long as Slack says after a 429, and holds up no other method', async () => {
    const { slack, client, clock } = world();
    faults(slack, { status: 429, retryAfter: 20 });
    const waited = client.call('conversations.info', { channel });
    const other = identify(client);
    await Promise.all([waited, other]);
    expect(clock.waits).toEqual([20_500]);
    expect(slack.seen.map(({ method }) => method)).toEqual([
      'conversations.info',
      'auth.test',
      'conversations.info',
    ]);
  });

  it('a 429 without a header is waited for as well', async () => {
    const { slack, client, clock } = world();
    faults(slack, { status: 429 });
    await identify(client);
    expect(clock.waits).toEqual([30_500]);
  });

  it('ends the run before a wait that its time does not allow', async () => {
    const { slack, client } = world([], { deadline: later + 10_000 });
    faults(slack, { status: 429, retryAfter: 20 });
    await expect(identify(client)).rejects.toBeInstanceOf(SlackRunOver);
  });

  it('ends the run after the last call that is allowed', async () => {
    const { slack, client } = world([], { mostCalls: 2 });
    await identify(client);
    await identify(client);
    await expect(identify(client)).rejects.toThrow('This run may call Slack 2 times, and did.');
    expect(slack.count()).toBe(2);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const { client } = world([], { signal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(identify(client)).rejects.toThrow('stopped');
  });
});

describe('the throttled class', () => {
  const rows = Array.from({ length: 40 }, (_, index) => says(index));

  it('is known by a page of 15, and gets one call a minute from then on', async () => {
    const { slack, client, clock, pacer } = world(rows);
    slack.isThrottled = true;
    const first = await readHistory(client, channel, everything);
    expect(pacer.isThrottled).toBe(true);
    expect(clock.waits).toEqual([]);
    await readHistory(client, channel, { ...everything, latest: first.readDownTo });
    expect(clock.waits).toEqual([61_000]);
    expect(slack.refused).toBe(0);
  });

  it('is known by a long wait after few calls', async () => {
    const { slack, client, pacer } = world(rows.slice(0, 3));
    slack.isThrottled = true;
    await readHistory(client, channel, everything);
    await readHistory(client, channel, everything);
    expect(pacer.isThrottled).toBe(true);
    expect(slack.refused).toBe(1);
  });

  it('is left again when Slack hands out larger pages', async () => {
    const { client, pacer } = world(rows);
    pacer.isThrottled = true;
    await readHistory(client, channel, everything);
    expect(pacer.isThrottled).toBe(false);
  });
});

describe('pages', () => {
  it.each([
    ['by Slack’s cursor', true],
    ['by the place that was reached', false],
  ])('lead through a channel %s, every message once', async (_, isCursor) => {
    const rows = Array.from({ length: 2500 }, (_, index) => says(index / 10));
    const { slack, client } = world(rows);
    const found: unknown[] = [];
    let { latest } = everything;
    for (let walk: HistoryWalk | undefined; ; ) {
      const page = await readHistory(client, channel, { ...everything, latest }, isCursor ? walk : undefined);
      walk = page.walk;
      found.push(...page.rows.map(({ ts }) => ts));
      latest = page.readDownTo;
      if (page.isEnd) break;
    }
    expect(found).toEqual(rows.map(({ ts }) => ts).reverse());
    expect(slack.count()).toBe(3);
  });

  it('go on from the place that was reached when the cursor has expired', async () => {
    const { slack, client } = world(Array.from({ length: 1500 }, (_, index) => says(index / 10)));
    const first = await readHistory(client, channel, everything);
    slack.fault = ({ parameters }) => (parameters.has('cursor') ? { error: 'invalid_cursor' } : undefined);
    const place = { ...everything, latest: first.readDownTo };
    expect((await readHistory(client, channel, place, first.walk)).rows).toHaveLength(501);
  });

  it('that never come on are given up', async () => {
    const { client } = world(Array.from({ length: 1500 }, (_, index) => says(index / 10)));
    const first = await readHistory(client, channel, everything);
    const stuck = { cursor: '', latest: everything.latest };
    await expect(
      readHistory(client, channel, { ...everything, latest: first.readDownTo }, stuck),
    ).rejects.toMatchObject({ code: 'no_progress' });
  });

  it('of a thread bring each reply once and the root beside them', async () => {
    const root = says(0);
    const replies = Array.from({ length: 1500 }, (_, index) => says(1 + index / 100, { thread_ts: root.ts }));
    const { client } = world([root, ...replies]);
    const found: unknown[] = [];
    for await (const page of readReplies(client, { channel, rootTs: root.ts })) {
      expect(page.root?.reply_count).toBe(1500);
      found.push(...page.replies.map(({ ts }) => ts));
    }
    expect(found).toEqual(replies.map(({ ts }) => ts));
  });

  it('of people are read to the end, smaller ones where Slack fails', async () => {
    const { slack, client } = world();
    expect(await readUsers(client)).toHaveLength(450);
    slack.forget();
    slack.fault = ({ parameters }) => (parameters.get('limit') === '200' ? { status: 500 } : undefined);
    expect(await readUsers(client)).toHaveLength(450);
  });
});

describe('channels', () => {
  const ids = ['C01', 'C02', 'C03'] as ChannelId[];

  it('are described by one list, and one by one where it lacks them', async () => {
    const { client, slack } = world();
    for (const id of ids.slice(0, 2))
      slack.workspace.channels.set(id, new LivingChannel({ id, name: id.toLowerCase() }));
    const found = await describeChannels(client, ids);
    expect(found.get(ids[0]!)).toMatchObject({ name: 'c01', kind: 'public', isArchived: false });
    expect(found.get(ids[2]!)).toBeInstanceOf(SlackFailure);
    expect(slack.seen.map(({ method }) => method)).toEqual(['conversations.list', 'conversations.info']);
  });

  it.each([
    [{ is_private: true }, 'private'],
    [{ is_im: true }, 'direct'],
    [{ is_mpim: true }, 'group-direct'],
    [{ is_ext_shared: true }, 'shared'],
    [{ is_org_shared: true }, 'shared'],
    [{ pending_shared: ['T1'] }, 'shared'],
    [{ pending_shared: [] }, 'public'],
  ])('%j is a %s one', async (json, kind) => {
    const { client, living } = world();
    living.json = { ...living.json, ...json };
    expect((await describeChannels(client, [channel])).get(channel)).toMatchObject({ kind });
  });
});
