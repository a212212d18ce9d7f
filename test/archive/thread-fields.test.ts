import { describe, expect, it } from 'vitest';
import { withThreadFields } from '../../src/archive/thread-fields.ts';
import type { ChannelId } from '../../src/model/ids.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Ts } from '../../src/model/ts.ts';
import { publicMessage } from '../../src/policy/public-message.ts';

const rootTs = '1710786933.057029' as Ts;
const at = (seconds: number) => `${1_710_786_933 + seconds}.000100` as Ts;
const root = { text: 'Who?', ts: rootTs, type: 'message', user: 'U1' };
const replies = [
  { ts: at(1), user: 'U2' },
  { bot_id: 'B7', ts: at(2) },
  { ts: at(3), user: 'U2' },
  { ts: at(4), username: 'a webhook' },
];

describe('a root in an export', () => {
  it('lists the replies that are there', () => {
    expect(withThreadFields(root, replies)).toEqual({
      ...root,
      thread_ts: rootTs,
      reply_count: 4,
      latest_reply: at(4),
      reply_users_count: 2,
      reply_users: ['U2', 'B7'],
      replies: [
        { user: 'U2', ts: at(1) },
        { user: 'B7', ts: at(2) },
        { user: 'U2', ts: at(3) },
        { ts: at(4) },
      ],
      _made: ['thread_ts', 'reply_count', 'latest_reply'],
    });
  });

  it('keeps what Slack said of its thread, true or not', () => {
    const said = { thread_ts: rootTs, reply_count: 9, latest_reply: at(99) };
    const row = withThreadFields({ ...root, ...said }, replies);
    expect(row).toMatchObject(said);
    expect(row).not.toHaveProperty('_made');
  });

  it.each<JsonObject>([
    {},
    { thread_ts: rootTs },
    { reply_count: 0 },
    { latest_reply: at(1), thread_ts: rootTs },
  ])('is the archived one again when it is imported: with %j', (said) => {
    const archived = publicMessage({ ...root, ...said }, new Set<ChannelId>());
    expect(archived).toMatchObject({ unknownFields: [] });
    if (!('message' in archived)) throw new Error('refused');
    const again = publicMessage(withThreadFields(archived.message, replies), new Set<ChannelId>());
    expect(JSON.stringify(again)).toBe(JSON.stringify(archived));
  });
});
