import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationsOf, filedUnder } from '../../src/model/conversation.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import type { Message } from '../../src/model/message.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import type { Ts } from '../../src/model/ts.ts';

const place = { teamId: 'T012AB3C4' as TeamId, channelId: 'C024BE91L' as ChannelId };
const start = 1_700_000_000;

/** A message so many minutes after the start; `thread` is the minute of its root. */
function message(minute: number, extra: { thread?: number; subtype?: string; user?: string } = {}): Message {
  const { thread, ...fields } = extra;
  const threadTs = thread === undefined ? {} : { thread_ts: tsOf(thread) };
  const parsed = parseMessage({
    ts: tsOf(minute),
    text: `m${minute}`,
    user: 'U012AB3CD',
    ...threadTs,
    ...fields,
  });
  if (parsed === undefined) throw new Error('the builder made no message');
  return parsed;
}

function tsOf(minute: number): Ts {
  return `${start + minute * 60}.000100` as Ts;
}

function shape(messages: readonly Message[]) {
  const { conversations, noise } = conversationsOf(place, messages);
  return {
    conversations: conversations.map(
      ({ kind, messages: inside }) => `${kind} ${inside.map(({ text }) => text).join(' ')}`,
    ),
    noise: noise.map(({ text }) => text),
  };
}

describe('conversations of a month', () => {
  it('groups replies by thread_ts, in order of time, whatever their order in the files', () => {
    expect(shape([message(9, { thread: 0 }), message(5, { thread: 0 }), message(0)]).conversations).toEqual([
      'thread m0 m5 m9',
    ]);
  });

  it('finds the root of a thread that lacks every thread field', () => {
    expect(shape([message(0), message(4000, { thread: 0 })]).conversations).toEqual(['thread m0 m4000']);
  });

  it('keeps replies whose root is missing, and says so', () => {
    const [only] = conversationsOf(place, [message(7, { thread: 0 })]).conversations;
    expect(only).toMatchObject({ kind: 'thread', key: { rootTs: tsOf(0) }, isRootMissing: true });
  });

  it('stitches loose messages up to half an hour apart', () => {
    expect(shape([message(0), message(30), message(61)]).conversations).toEqual([
      'stitch m0 m30',
      'stitch m61',
    ]);
  });

  it('cuts a stitch after a hundred messages', () => {
    const many = Array.from({ length: 250 }, (_, minute) => message(minute));
    expect(conversationsOf(place, many).conversations.map(({ messages }) => messages.length)).toEqual([
      100, 100, 50,
    ]);
  });

  it('keeps a stitch together when one of its messages gets a reply later', () => {
    const loose = [message(0), message(20), message(40)];
    expect(shape(loose).conversations).toEqual(['stitch m0 m20 m40']);
    const grown = conversationsOf(place, [...loose, message(9000, { thread: 20 })]).conversations;
    expect(grown).toMatchObject([{ kind: 'stitch', threads: [tsOf(20)] }, { kind: 'thread' }]);
  });

  it('makes a thread of a broadcast reply, not a loose message beside it', () => {
    expect(shape([message(0), message(3, { thread: 0, subtype: 'thread_broadcast' })]).conversations).toEqual(
      ['thread m0 m3'],
    );
  });

  it('leaves joins out, unless people answered', () => {
    const join = message(0, { subtype: 'channel_join' });
    expect(shape([join])).toEqual({ conversations: [], noise: ['m0'] });
    expect(shape([join, message(1, { thread: 0 })]).conversations).toEqual(['thread m0 m1']);
  });

  it('puts every message in exactly one place', () => {
    const anyMessage = fc.record({
      minute: fc.integer({ min: 0, max: 400 }),
      thread: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
      subtype: fc.constantFrom(undefined, 'channel_join', 'bot_message', 'tombstone', 'huddle_thread'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyMessage, { selector: ({ minute }) => minute }), (rows) => {
        const messages = rows.map(({ minute, thread, subtype }) =>
          message(minute, {
            ...(thread === undefined || thread > minute ? {} : { thread }),
            ...(subtype === undefined ? {} : { subtype }),
          }),
        );
        const { conversations, noise } = conversationsOf(place, messages);
        const placed = [...conversations.flatMap((conversation) => conversation.messages), ...noise];
        expect(placed.map(({ ts }) => ts).sort()).toEqual(messages.map(({ ts }) => ts).sort());
      }),
    );
  });

  it('gives the same conversations for any order of the rows', () => {
    const rows = Array.from({ length: 40 }, (_, n) =>
      message(n * 13, n % 3 === 0 ? {} : { thread: Math.floor(n / 7) * 91 }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(shape(shuffled)).toEqual(shape(rows));
      }),
    );
  });

  it('files a reply under the month of its root', () => {
    expect(filedUnder({ ts: '1711929600.000000' as Ts, threadTs: '1709251200.000000' as Ts })).toBe(
      '2024-03',
    );
  });
});
