import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import {
  contentOf,
  htmlOf,
  markdownOf,
  mrkdwn,
  plain,
  richText,
  said,
  section,
  textOf,
} from '../support/content.ts';

const attached = (...attachments: readonly JsonObject[]) => ({ text: 'see', attachments });
const card = (attachment: JsonObject) => markdownOf({ attachments: [attachment] });

describe('attachments of apps', () => {
  it('show everything that was said, in Slack’s order', () => {
    const attachment = {
      pretext: 'New *issue*',
      author_name: 'Moth',
      title: 'Crash on start',
      title_link: 'https://a.example/1',
      text: 'It *crashes*.',
      fields: [
        { title: 'Priority', value: 'High', short: true },
        { value: 'no title' },
        { title: 'only title' },
      ],
      image_url: 'https://a.example/i.png',
      actions: [
        { type: 'button', text: 'Close', url: 'https://a.example/close' },
        { type: 'select', text: 'Pick' },
      ],
      footer: 'tracker',
      color: '#f00',
    };
    expect(card(attachment)).toBe(
      [
        'New **issue**',
        '',
        '> Moth · **[Crash on start](https://a.example/1)**',
        '>',
        '> It **crashes**.',
        '>',
        '> **Priority**: High',
        '>',
        '> no title',
        '>',
        '> **only title**',
        '>',
        '> [Crash on start](https://a.example/i.png)',
        '>',
        '> [Close](https://a.example/close) · \\[Pick]',
        '>',
        '> _tracker_',
      ].join('\n'),
    );
  });

  it('fall back on their fallback, and on nothing after that', () => {
    expect(card({ fallback: 'the *same* in short' })).toBe('the **same** in short');
    expect(card({ pretext: 'before', fallback: 'x' })).toBe('before');
    expect(card({ color: '#fff' })).toBe('');
  });

  it('may hold blocks, whose unknown ones are counted', () => {
    const blocks = [
      { type: 'section', text: mrkdwn('*a*') },
      { type: 'poll', title: plain('?') },
    ];
    expect(contentOf(attached({ blocks })).unknown).toEqual({ 'block:poll': 1 });
    expect(card({ blocks })).toContain('> **a**');
  });

  it('stand apart in HTML', () => {
    expect(htmlOf({ attachments: [{ title: 'T', text: 'x' }] })).toBe(
      '<div class="card"><p><strong>T</strong></p><p>x</p></div>',
    );
  });
});

describe('previews of links', () => {
  it('keep the title, linked, and who it is from: the rest repeats the page', () => {
    const unfurl = {
      from_url: 'https://a.example/post',
      original_url: 'https://a.example/post',
      service_name: 'A Journal',
      title: 'Lamps &amp; lanterns',
      text: 'A long summary',
      image_url: 'https://a.example/i.png',
    };
    expect(card(unfurl)).toBe('> A Journal · [Lamps & lanterns](https://a.example/post)');
    expect(card({ ...unfurl, title_link: 'https://a.example/other' })).toContain(
      '](https://a.example/other)',
    );
    expect(card({ from_url: 'https://a.example/', text: 'no title' })).toBe('');
  });
});

describe('quoted messages', () => {
  const blocks = [richText(section(said('the words of somebody', 'bold')))];
  const quote = {
    is_msg_unfurl: true,
    from_url: 'https://lantern.slack.com/archives/C0HELP/p1710786933057029',
    author_name: 'kofi',
    channel_id: 'C0HELP',
    ts: '1710786933.057029',
    message_blocks: [{ message: { blocks } }],
    text: 'the words of somebody',
  };

  it('say who, where and what', () => {
    expect(card(quote)).toBe(
      '> kofi · [quoted message](c/help/#1710786933.057029)\n>\n> **the words of somebody**',
    );
    expect(htmlOf({ attachments: [quote] })).toContain(
      '<blockquote class="card"><p><span class="by">kofi</span>',
    );
  });

  it('go by their text without blocks, and by their place without address', () => {
    const { message_blocks, from_url, ...rest } = quote;
    expect(message_blocks.length + from_url.length).toBeGreaterThan(0);
    expect(card(rest)).toContain('> the words of somebody');
    expect(card(rest)).toContain('[quoted message](c/help/');
  });

  it('that may not be shown leave a note', () => {
    expect(textOf({ attachments: [{ is_msg_unfurl: true }] })).toBe(
      'A message was quoted here that is not in this archive.',
    );
  });
});

describe('files', () => {
  const file = {
    id: 'F0FILE',
    name: 'notes.txt',
    pretty_type: 'Plain Text',
    size: 34_560,
    permalink: 'https://lantern.slack.com/files/U0/F0/notes.txt',
  };

  it.each([
    [
      'a line about the file',
      file,
      '📎 [notes.txt](https://lantern.slack.com/files/U0/F0/notes.txt) (Plain Text · 35 kB)',
    ],
    [
      'the title before the name',
      { ...file, title: 'Notes', permalink: '' },
      '📎 Notes (Plain Text · 35 kB)',
    ],
    [
      'what a screen reader is told',
      { id: 'F0', title: 'a', alt_txt: 'two @moths' },
      '📎 a — two @<!-- -->moths',
    ],
    ['a small one', { id: 'F0', title: 'a', size: 999 }, '📎 a (999 B)'],
    ['a large one', { id: 'F0', title: 'a', size: 1_550_000 }, '📎 a (1.6 MB)'],
    ['a deleted one', { id: 'F0', mode: 'tombstone' }, '📎 file (deleted)'],
    [
      'one beyond the limit',
      { id: 'F0', mode: 'hidden_by_limit' },
      '📎 file (hidden by the limit of a free workspace)',
    ],
    ['one that nobody may see', { id: 'F0', file_access: 'access_denied' }, '📎 file (not accessible)'],
    [
      'a snippet',
      { id: 'F0', title: 'a', preview: 'let `a` = ```1```' },
      '📎 a\n\n````\nlet `a` = ```1```\n````',
    ],
    [
      'a file elsewhere',
      { id: 'F0', title: 'a', external_url: 'https://a.example/f' },
      '📎 [a](https://a.example/f)',
    ],
  ])('%s', (_, json, markdown) => {
    expect(markdownOf({ files: [json] })).toBe(markdown);
  });

  it('stand after the words and after the attachments', () => {
    expect(textOf({ ...attached({ text: 'card' }), files: [file] })).toBe('see\ncard\nnotes.txt');
  });

  it('hold no control characters in HTML', () => {
    expect(
      htmlOf({ files: [{ id: 'F0', title: 'a\u0007', alt_txt: 'b\u0007', preview: 'c\u0000' }] }),
    ).not.toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
      /[\u0000\u0007]/,
    );
  });

  it('of an attachment too', () => {
    expect(card({ is_share: true, text: 'a', files: [file] })).toContain('📎 [notes.txt]');
  });
});
