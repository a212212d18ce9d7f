import { describe, expect, it } from 'vitest';
import type { ChannelId } from '../../src/model/ids.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { publicChannel, publicMessage, publicUser } from '../../src/policy/public-message.ts';
import { redactedMark } from '../../src/policy/redact-text.ts';
import { privateMark, secret } from '../fixtures/lantern/ids.mjs';
import { lanternExport } from '../fixtures/lantern.mjs';

const general = 'C024BE91L' as ChannelId;
const known = new Set([general]);
const ts = '1710786933.057029';

function passed(row: JsonObject, channels: ReadonlySet<ChannelId> = known): JsonObject {
  const verdict = publicMessage({ type: 'message', ts, ...row }, channels);
  if ('skipped' in verdict) throw new Error(`skipped: ${verdict.skipped}`);
  return verdict.message;
}

describe('a message in the archive', () => {
  it('has sorted keys, the fields of the list and no others', () => {
    const row = {
      user: 'U1',
      text: 'hi',
      client_msg_id: 'x',
      inviter: 'U2',
      replies: [{ user: 'U1', ts }],
      shoe_size: 42,
    };
    const verdict = publicMessage({ ts, type: 'message', ...row }, known);
    expect(JSON.stringify('message' in verdict && verdict.message)).toBe(
      `{"text":"hi","ts":"${ts}","type":"message","user":"U1"}`,
    );
    expect(verdict).toMatchObject({ unknownFields: ['shoe_size'] });
  });

  it('keeps numbers, null, empty strings and lists as they are', () => {
    expect(passed({ text: '', bot_id: null, reply_count: 0, reactions: [] })).toMatchObject({
      text: '',
      bot_id: null,
      reply_count: 0,
      reactions: [],
    });
  });

  it('keeps of a user no more than names', () => {
    const profile = {
      display_name: 'yui',
      real_name: 'Yui',
      name: 'yui',
      email: secret.email,
      image_72: 'https://x',
    };
    expect(passed({ user_profile: profile }).user_profile).toEqual({
      display_name: 'yui',
      name: 'yui',
      real_name: 'Yui',
    });
  });

  it('keeps of a file no key in its addresses, nor that of its public page', () => {
    const file = {
      id: 'F1',
      name: 'a.png',
      url_private: `https://files.slack.com/a?t=${secret.fileToken}`,
      permalink_public: 'https://slack-files.com/x',
      permalink: `https://a.slack.com/files/U1/F1/a.png?t=${secret.fileToken}`,
    };
    expect(passed({ files: [file] }).files).toEqual([
      {
        id: 'F1',
        name: 'a.png',
        permalink: 'https://a.slack.com/files/U1/F1/a.png',
        url_private: 'https://files.slack.com/a',
      },
    ]);
  });

  it('does not change when only a block id does', () => {
    const row = (block_id: string) =>
      passed({ blocks: [{ type: 'rich_text', block_id, elements: [{ type: 'x', block_id }] }] });
    expect(row('a')).toEqual(row('b'));
  });

  it('says the same in its blocks as in its text where something was taken out', () => {
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          { type: 'link', url: `mailto:${secret.email}`, text: secret.email },
          { type: 'text', text: secret.email },
        ],
      },
    ];
    expect(passed({ text: `<mailto:${secret.email}|x>`, blocks })).toMatchObject({
      text: redactedMark.email,
      blocks: [
        {
          elements: [
            { type: 'text', text: redactedMark.email },
            { type: 'text', text: redactedMark.email },
          ],
        },
      ],
    });
  });

  it('takes the root’s words out of a broadcast: they stand in the root', () => {
    expect(passed({ subtype: 'thread_broadcast', root: { ts, thread_ts: ts, text: 'secret' } }).root).toEqual(
      { thread_ts: ts, ts },
    );
  });
});

describe('a quote', () => {
  const quoteOf = (channel: string | undefined): JsonObject => ({
    ...(channel === undefined ? {} : { channel_id: channel }),
    is_msg_unfurl: true,
    author_name: 'yui',
    text: 'words',
    fallback: 'words',
    from_url: 'https://a.slack.com/archives/C1/p1710786933057029',
    message_blocks: [
      {
        team: 'T1',
        channel,
        ts,
        message: { blocks: [{ type: 'rich_text', elements: [] }], attachments: [{ text: 'words inside' }] },
      },
    ],
  });
  const attachment = (quote: JsonObject) => (passed({ attachments: [quote] }).attachments as Json[])[0];

  it('from a channel that is archived stays, without what it quotes itself', () => {
    expect(attachment(quoteOf(general))).toMatchObject({
      text: 'words',
      message_blocks: [{ message: { blocks: [{}] } }],
    });
    expect(JSON.stringify(attachment(quoteOf(general)))).not.toContain('words inside');
  });

  it.each<[string, JsonObject]>([
    ['from another channel', quoteOf('C0OTHER00')],
    ['from nowhere', quoteOf(undefined)],
    ['that was forwarded', { is_share: true, text: 'words', channel_id: 'G0PRIVATE' }],
    [
      'of old, known by its link only',
      { text: 'words', from_url: 'https://a.slack.com/archives/G0PRIVATE/p1710786933057029' },
    ],
    ['that is only blocks', { message_blocks: [{ message: { blocks: [{ type: 'x', text: 'words' }] } }] }],
  ])('%s loses its words, its author and its place', (_, quote) => {
    const left = attachment(quote);
    expect(left).toMatchObject({ is_msg_unfurl: true });
    expect(JSON.stringify(left)).not.toMatch(/words|yui|PRIVATE|OTHER/);
  });

  it('of old from an archived channel stays', () => {
    const link = `https://a.slack.com/archives/${general}/p1710786933057029`;
    expect(attachment({ text: 'words', from_url: link })).toMatchObject({ text: 'words' });
  });

  it('in a link to a message keeps its words only for archived channels', () => {
    const mention = (channel_id: string) =>
      passed({ blocks: [{ type: 'message_mention', channel_id, text: 'words', url: 'https://x' }] }).blocks;
    expect(mention(general)).toMatchObject([{ text: 'words' }]);
    expect(mention('G0PRIVATE')).toEqual([
      { channel_id: 'G0PRIVATE', type: 'message_mention', url: 'https://x' },
    ]);
  });

  it('of a link that leads elsewhere is none', () => {
    expect(attachment({ text: 'words', from_url: 'https://lantern.example/' })).toMatchObject({
      text: 'words',
    });
  });
});

describe('skipped and counted', () => {
  it.each<[string, Json, string]>([
    ['null', null, 'not-a-message'],
    ['a string', 'x', 'not-a-message'],
    ['a list', [], 'not-a-message'],
    ['another type', { type: 'file_change', ts }, 'not-a-message'],
    ['no ts', { type: 'message', text: 'x' }, 'no-timestamp'],
    ['a ts that is a number', { type: 'message', ts: 1710786933.057029 }, 'no-timestamp'],
    ['a row of the exporter', { type: 'message', ts, user: 'U00' }, 'export-artefact'],
  ])('%s', (_, row, reason) => {
    expect(publicMessage(row, known)).toEqual({ skipped: reason });
  });
});

describe('people and channels', () => {
  it('keep names, and nothing by which a person could be reached', () => {
    const user = {
      id: 'U1',
      name: 'yui',
      real_name: 'Yui',
      tz: 'Asia/Tokyo',
      profile: { display_name: 'yui', email: secret.email, phone: secret.phone, fields: {} },
      is_bot: false,
    };
    expect(publicUser(user)).toEqual({
      id: 'U1',
      is_bot: false,
      name: 'yui',
      profile: { display_name: 'yui' },
      real_name: 'Yui',
    });
  });

  it('keep no list of members', () => {
    const channel = {
      id: general,
      name: 'general',
      members: ['U1'],
      pins: [],
      topic: { value: `ask ${secret.email}`, creator: 'U1' },
    };
    expect(publicChannel(channel)).toEqual({
      id: general,
      name: 'general',
      topic: { value: `ask ${redactedMark.email}` },
    });
  });
});

it('nothing of the demo workspace gets through that must not', () => {
  const rows = [...lanternExport({ isFull: false })].flatMap(([path, text]) =>
    /\/\d{4}-\d{2}-\d{2}\.json$/.test(path) ? (JSON.parse(text) as Json[]) : [],
  );
  const channels = new Set(
    (JSON.parse(lanternExport().get('channels.json') ?? '[]') as { id: ChannelId }[]).map(({ id }) => id),
  );
  const out = JSON.stringify(rows.map((row) => publicMessage(row, channels)));
  for (const [name, word] of Object.entries(secret)) expect(out.includes(word), name).toBe(false);
  expect(out).not.toContain(privateMark);
  expect(out).not.toMatch(/xox[a-z]-\w|xapp-\w|[?&]t=xox|[?&]token=/);
  expect(out).toContain('777 2025-04-02');
});
