import { describe, expect, it } from 'vitest';
import { skipReason } from '../../src/publish/select.ts';
import { conversation, message, planContext, timeOf } from '../support/publish.ts';

const bot = { subtype: 'bot_message', bot_id: 'B01', user: '' };
const tombstone = { subtype: 'tombstone', user: 'USLACKBOT', hidden: true };

describe('what becomes a post', () => {
  it.each([
    ['a question with an answer', [message(0), message(5, { thread: 0 })], undefined],
    ['an answer whose question is missing', [message(5, { thread: 0 })], undefined],
    ['a deleted question with an answer', [message(0, tombstone), message(5, { thread: 0 })], undefined],
    ['a bot’s report that a person answered', [message(0, bot), message(5, { thread: 0 })], undefined],
    ['a lone message', [message(0)], 'no-reply'],
    [
      'a question whose only answer was deleted',
      [message(0), message(5, { thread: 0, ...tombstone })],
      'no-reply',
    ],
    ['loose messages close together', [message(0), message(5)], 'stitch'],
    [
      'nothing but deleted messages',
      [message(0, tombstone), message(5, { thread: 0, ...tombstone })],
      'deleted',
    ],
    ['bots among themselves', [message(0, bot), message(5, { thread: 0, user: 'U0BOT' })], 'bot-only'],
    [
      'somebody joining, welcomed by nobody',
      [message(0), message(1, { thread: 0, subtype: 'channel_join' })],
      'no-reply',
    ],
  ] as const)('%s', (_, messages, reason) => {
    expect(skipReason(conversation(...messages), planContext())).toBe(reason);
  });

  it.each([
    ['nothing of a channel that is off', { post: 'nothing' }, 'channel-off'],
    ['by reaction, but not without it', { post: 'by-reaction', reaction: 'pushpin' }, 'no-reaction'],
    ['by reaction, whatever its skin tone', { post: 'by-reaction', reaction: '+1' }, undefined],
    ['with as many replies as asked for', { minReplies: 1 }, undefined],
    ['not with fewer', { minReplies: 2 }, 'few-replies'],
  ] as const)('%s', (_, rules, reason) => {
    const root = message(0, { reactions: [{ name: '+1::skin-tone-3', count: 1, users: [] }] });
    expect(skipReason(conversation(root, message(5, { thread: 0 })), planContext({ rules }))).toBe(reason);
  });

  it('stitches on request', () => {
    const context = planContext({ rules: { withStitches: true } });
    expect(skipReason(conversation(message(0), message(5)), context)).toBeUndefined();
  });

  it('waits for a day of quiet since the last message', () => {
    const talk = conversation(message(0), message(10, { thread: 0 }));
    const day = 24 * 60;
    expect(skipReason(talk, planContext({ now: timeOf(9 + day) }))).toBe('not-quiet');
    expect(skipReason(talk, planContext({ now: timeOf(11 + day) }))).toBeUndefined();
  });
});
