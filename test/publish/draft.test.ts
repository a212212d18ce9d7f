import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { parseBody } from '../../src/publish/body.ts';
import { draftOf, partLimit } from '../../src/publish/draft.ts';
import { conversation, message, planContext } from '../support/publish.ts';

const context = planContext();

/** What the parts say, without the marker lines. */
function textsOf(...messages: readonly Message[]) {
  return draftOf(conversation(...messages), context).parts.map(({ body }) => parseBody(body)?.text ?? '');
}

describe('a draft', () => {
  it('groups what one speaker says in a row, and names the speaker again after a pause', () => {
    const [text] = textsOf(
      message(0),
      message(1, { thread: 0 }),
      message(2, { thread: 0, user: 'U0GRACE' }),
      message(3, { thread: 0 }),
      message(50, { thread: 0 }),
    );
    expect(text?.match(/\*\*(.+?)\*\* <sub>\[(.+?)\]/g)).toEqual([
      '**Ada Lovelace** <sub>[2024-03-18 18:35 UTC]',
      '**grace** <sub>[2024-03-18 18:37 UTC]',
      '**Ada Lovelace** <sub>[2024-03-18 18:38 UTC]',
      '**Ada Lovelace** <sub>[2024-03-18 19:25 UTC]',
    ]);
  });

  it('links each speaker’s time to the message on its page and in Slack', () => {
    const [text] = textsOf(message(0), message(2, { thread: 0, user: 'U0GRACE' }));
    expect(text).toContain(
      '(https://acme.github.io/chat/t/2024/03/p1710786900000100.html#p1710787020000100)',
    );
    expect(text).toContain(
      '(https://acme.slack.com/archives/C024BE91L/p1710787020000100?thread_ts=1710786900.000100&cid=C024BE91L)',
    );
  });

  it('does without links that nobody knows', () => {
    const bare = planContext({ originOf: () => ({}) });
    const { parts } = draftOf(conversation(message(0), message(1, { thread: 0 })), bare);
    expect(parts[0].body).toContain('**Ada Lovelace** <sub>2024-03-18 18:35 UTC</sub>');
    expect(parts[0].body).not.toContain('](');
  });

  it('says who is a bot, under the name that its message gives', () => {
    const bot = { thread: 0, subtype: 'bot_message', bot_id: 'B01', username: 'CI', user: '' };
    expect(textsOf(message(0), message(1, bot))[0]).toContain('**CI** <sub>BOT · [');
  });

  it('sums reactions over skin tones, and says that a message was edited', () => {
    const [text] = textsOf(
      message(0, {
        edited: { user: 'U0ADA', ts: '1710786999.000000' },
        reactions: [
          { name: 'tada', count: 3, users: [] },
          { name: 'heart', count: 1, users: [] },
        ],
      }),
      message(1, { thread: 0 }),
    );
    expect(text).toContain('m0\n\n<sub>:tada: 3 · :heart: 1 · edited</sub>\n\nm1');
  });

  it('has the same hash while only reactions change, and another when the text does', () => {
    const draft = (root: object) =>
      draftOf(conversation(message(0, { ...root }), message(1, { thread: 0 })), context).parts[0];
    const plain = draft({});
    const liked = draft({ reactions: [{ name: 'tada', count: 3, users: [] }] });
    expect(liked.hash).toBe(plain.hash);
    expect(liked.body).not.toBe(plain.body);
    expect(draft({ text: 'other' }).hash).not.toBe(plain.hash);
  });

  it('moves what does not fit into comments at the border of a message', () => {
    const texts = textsOf(
      message(0, { text: 'a'.repeat(30_000) }),
      message(1, { thread: 0, text: 'b'.repeat(31_000) }),
      message(2, { thread: 0, text: 'c'.repeat(20_000) }),
    );
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('continues in 1 comment');
    expect(texts[1]).toMatch(
      /^\*\*Ada Lovelace\*\* <sub>\[2024-03-18 18:36 UTC\][^\n]+<\/sub>\n\nb+\n\nc+\n\n---/,
    );
    expect(texts[1]).toContain('Part 2 of the conversation above');
  });

  it('keeps every part below the limit, however long one message is', () => {
    const { parts } = draftOf(
      conversation(message(0, { text: 'a'.repeat(200_000) }), message(1, { thread: 0 })),
      context,
    );
    expect(parts.map(({ body }) => body.length <= partLimit)).toEqual([true, true, true, true]);
    expect(parts.map(({ body }) => body.match(/a{9,}/)?.[0].length ?? 0).reduce((a, b) => a + b)).toBe(
      200_000,
    );
  });

  it('makes a comment of each message on request', () => {
    const perMessage = planContext({ rules: { comments: 'per-message' } });
    const { parts } = draftOf(
      conversation(message(0), message(1, { thread: 0 }), message(2, { thread: 0 })),
      perMessage,
    );
    expect(parts).toHaveLength(3);
  });

  it('says when the first message is missing', () => {
    expect(textsOf(message(5, { thread: 0 }))[0]).toContain(
      'The first message of this conversation is not in',
    );
  });

  it('does not depend on when or how often it is made', () => {
    const made = () => draftOf(conversation(message(0), message(1, { thread: 0 })), context);
    expect(made()).toEqual(made());
  });
});
