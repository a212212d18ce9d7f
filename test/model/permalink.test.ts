import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelId } from '../../src/model/ids.ts';
import { formatPermalink, parsePermalink } from '../../src/model/permalink.ts';
import type { Ts } from '../../src/model/ts.ts';

const channelId = 'C024BE91L' as ChannelId;
const ts = '1710786933.057029' as Ts;
const threadTs = '1710786900.000100' as Ts;

describe('a link into Slack', () => {
  it.each([
    [
      'a message',
      'https://acme.slack.com/archives/C024BE91L/p1710786933057029',
      { channelId, ts, workspaceDomain: 'acme' },
    ],
    [
      'a reply',
      'https://acme.slack.com/archives/C024BE91L/p1710786933057029?thread_ts=1710786900.000100&cid=C024BE91L',
      { channelId, ts, threadTs, workspaceDomain: 'acme' },
    ],
    [
      'a reply in escaped text, parameters the other way round',
      'https://acme.slack.com/archives/C024BE91L/p1710786933057029?cid=C024BE91L&amp;thread_ts=1710786900.000100',
      { channelId, ts, threadTs, workspaceDomain: 'acme' },
    ],
    [
      'a root that names itself as its thread',
      'https://acme.slack.com/archives/C024BE91L/p1710786933057029?thread_ts=1710786933.057029',
      { channelId, ts, workspaceDomain: 'acme' },
    ],
    [
      'an enterprise host',
      'https://big.enterprise.slack.com/archives/C024BE91L/p1710786933057029',
      { channelId, ts, workspaceDomain: 'big.enterprise' },
    ],
    [
      'a government host',
      'https://acme.slack-gov.com/archives/C024BE91L',
      { channelId, workspaceDomain: 'acme' },
    ],
    ['a host without workspace', 'https://slack.com/archives/C024BE91L/p1710786933057029', { channelId, ts }],
    ['the app host', 'https://app.slack.com/archives/C024BE91L/p1710786933057029', { channelId, ts }],
    [
      'a channel in the web client',
      'https://app.slack.com/client/T012AB3C4/C024BE91L',
      { channelId, teamId: 'T012AB3C4' },
    ],
    [
      'a thread in the web client',
      'https://app.slack.com/client/T012AB3C4/C024BE91L/thread/C024BE91L-1710786900.000100',
      { channelId, teamId: 'T012AB3C4', ts: threadTs },
    ],
    [
      'a reply in the web client',
      'https://app.slack.com/client/T012AB3C4/C024BE91L/thread/C024BE91L-1710786900.000100/p1710786933057029',
      { channelId, teamId: 'T012AB3C4', ts, threadTs },
    ],
    [
      'a deep link',
      'slack://channel?team=T012AB3C4&id=C024BE91L&message=1710786933.057029&thread_ts=1710786900.000100',
      { channelId, teamId: 'T012AB3C4', ts, threadTs },
    ],
    [
      'a redirect',
      'https://slack.com/app_redirect?channel=C024BE91L&team=T012AB3C4',
      { channelId, teamId: 'T012AB3C4' },
    ],
  ])('is read: %s', (_, link, expected) => expect(parsePermalink(link)).toEqual(expected));

  it.each([
    'https://acme.slack.com/files/U012AB3CD/F024BERPE/notes.txt',
    'https://acme.slack.com/docs/T012AB3C4/F024BERPE',
    'https://acme.slack.com/team/U012AB3CD',
    'https://join.slack.com/t/acme/shared_invite/zt-abc',
    'https://acme.slack.com.evil.example/archives/C024BE91L/p1710786933057029',
    'https://acme.slack.com/archives/C024BE91L/p17107869330570',
    'https://acme.slack.com/archives/c024be91l/p1710786933057029',
    'javascript:alert(1)//acme.slack.com/archives/C024BE91L',
    'not a link',
    '',
  ])('is not one to a message: %s', (link) => expect(parsePermalink(link)).toBeUndefined());

  it('round-trips for any channel, message and thread', () => {
    const anyId = fc.stringMatching(/^[CG][A-Z0-9]{8,10}$/).map((id) => id as ChannelId);
    const anyTs = fc.stringMatching(/^[1-9]\d{9}\.\d{6}$/).map((text) => text as Ts);
    fc.assert(
      fc.property(anyId, anyTs, fc.option(anyTs, { nil: undefined }), (channel, message, thread) => {
        const link = {
          channelId: channel,
          ts: message,
          ...(thread === undefined ? {} : { threadTs: thread }),
        };
        const parsed = parsePermalink(formatPermalink(link, 'https://acme.slack.com/'));
        const expected = thread === message ? { channelId: channel, ts: message } : link;
        expect(parsed).toEqual({ ...expected, workspaceDomain: 'acme' });
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => void parsePermalink(text)));
  });
});
