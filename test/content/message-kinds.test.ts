import { describe, expect, it } from 'vitest';
import { contentOf, htmlOf, markdownOf, textOf } from '../support/content.ts';

describe('what is no talk', () => {
  it.each([
    [
      'a deleted message',
      { subtype: 'tombstone', text: 'This message was deleted.' },
      'This message was deleted.',
    ],
    ['a message whose key is gone', { subtype: 'ekm_access_denied', text: 'x' }, 'This message was deleted.'],
    [
      'a join',
      { subtype: 'channel_join', text: '<@U0ADA> has joined the channel' },
      '@Ada Lovelace has joined the channel',
    ],
    ['an event without words', { subtype: 'channel_topic' }, 'channel topic'],
    [
      'a huddle',
      {
        subtype: 'huddle_thread',
        room: { participant_history: ['U0A', 'U0B'], date_start: 1720000000, date_end: 1720000750 },
      },
      'Huddle · 2 people · 13 min',
    ],
    [
      'a short huddle of one',
      {
        subtype: 'huddle_thread',
        room: { participants: ['U0A'], date_start: 1720000000, date_end: 1720000002 },
      },
      'Huddle · 1 person · 1 min',
    ],
    ['a huddle that goes on', { subtype: 'huddle_thread', room: {} }, 'Huddle'],
    ['a huddle without room', { subtype: 'huddle_thread', text: 'A huddle started' }, 'A huddle started'],
  ])('%s is one grey line', (_, json, words) => {
    const { blocks } = contentOf(json);
    expect(blocks.map(({ type }) => type)).toEqual(['note']);
    expect(textOf(json)).toBe(words);
    expect(htmlOf(json)).toMatch(/^<p class="note">/);
  });

  it('of a kind that nobody knows is counted', () => {
    expect(contentOf({ subtype: 'channel_haunted', text: 'boo' }).unknown).toEqual({
      'subtype:channel_haunted': 1,
    });
  });
});

describe('talk of other kinds', () => {
  it('/me is an action', () => {
    expect(markdownOf({ subtype: 'me_message', text: 'waves' })).toBe('_waves_');
  });

  it('a comment on a file is what was said about it', () => {
    expect(
      textOf({
        subtype: 'file_comment',
        text: 'commented',
        comment: { user: 'U0ADA', comment: 'nice *lamp*' },
      }),
    ).toBe('nice lamp');
  });

  it('a bot’s text, attachments alone, nothing at all', () => {
    expect(textOf({ subtype: 'bot_message', bot_id: 'B0', username: 'Moth', text: 'bzz' })).toBe('bzz');
    expect(textOf({ attachments: [{ text: 'alone' }] })).toBe('alone');
    expect(contentOf('').blocks).toEqual([]);
  });
});
