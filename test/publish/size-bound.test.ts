import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { draftOf } from '../../src/publish/draft.ts';
import { markdownRenderer } from '../../src/publish/markdown-renderer.ts';
import { lengthBound, surelyFits } from '../../src/publish/size-bound.ts';
import { conversation, message, planContext } from '../support/publish.ts';

const names = {
  user: () => '@$#<>`*_[]'.repeat(10),
  channel: () => '$$$-'.repeat(20),
  userGroup: () => '$'.repeat(80),
};
const title = '$#@`<'.repeat(20);
const linkTo = () => ({ href: `https://acme.github.io/chat/${'t'.repeat(100)}.html`, title });
const context = planContext({ names, render: markdownRenderer({ names, linkTo }) });

const pieces = [
  ...[
    '$',
    '@ada',
    '#12',
    'acme/chat#12',
    'GH-7',
    'deadbeefdeadbeef',
    'www.acme.org',
    'https://github.com/a/b/issues/1',
  ],
  ...[
    '<@U0ADA>',
    '<#C024BE91L|help>',
    '<!subteam^S123|x>',
    '<!date^1392734382^{date_long}|x>',
    ':tada:',
    ':x::skin-tone-3:',
  ],
  ...[
    '<https://acme.slack.com/archives/C024BE91L/p1710786900000100>',
    '<https://a.example|b>',
    '\n',
    '\n> ',
    '\n>>> ',
    '\n• ',
  ],
  ...[
    '`',
    '```',
    '*',
    '_',
    '~',
    '&lt;',
    '&amp;',
    '-',
    '1. ',
    '\\',
    '[',
    ']',
    '|',
    '!',
    'word ',
    '   ',
    '\t',
    'ü',
    '灯',
    '👩‍🚒',
  ],
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

const richText = (words: readonly string[]): JsonObject => ({
  blocks: [
    {
      type: 'rich_text',
      elements: words.map((word, indent) => ({
        type: 'rich_text_list',
        style: 'ordered',
        indent: indent % 8,
        border: 1,
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: `${word}\n${word}`, style: { bold: true, italic: true, strike: true } },
              { type: 'user', user_id: 'U0ADA' },
              { type: 'link', url: 'https://acme.slack.com/archives/C024BE91L/p1710786900000100' },
              { type: 'emoji', name: 'tada' },
            ],
          },
        ],
      })),
    },
  ],
});

function lengthOf(fields: JsonObject): {
  readonly made: number;
  readonly bound: number;
  readonly fits: boolean;
  readonly parts: number;
} {
  const talk = conversation(message(0, fields), message(1, { thread: 0, user: 'U0GRACE', ...fields }));
  const { parts } = draftOf(talk, context);
  const made = parts.reduce((sum, { body }) => sum + body.length, 0);
  return { made, bound: lengthBound(talk), fits: surelyFits(talk), parts: parts.length };
}

describe('the bound of a post’s length', () => {
  /** The markers and the line about where it comes from. */
  const frame = 2000;

  it('is never below what a hostile text becomes', () => {
    fc.assert(
      fc.property(text, (said) => {
        const { made, bound } = lengthOf({ text: said });
        expect(made).toBeLessThanOrEqual(bound + frame);
      }),
      { numRuns: 500 },
    );
  });

  it('is never below what hostile blocks become', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (words) => {
        const { made, bound } = lengthOf({ text: '', ...richText(words) });
        expect(made).toBeLessThanOrEqual(bound + frame);
      }),
      { numRuns: 300 },
    );
  });

  it('is never below what attachments and files become', () => {
    fc.assert(
      fc.property(text, (said) => {
        const attachments = [
          { title: said, text: said, footer: said, fields: [{ title: said, value: said }] },
        ];
        const files = [{ id: 'F1', title: said, mode: 'snippet', preview: said }];
        const { made, bound } = lengthOf({ text: '', attachments, files });
        expect(made).toBeLessThanOrEqual(bound + frame);
      }),
      { numRuns: 300 },
    );
  });

  it('spares rendering of ordinary conversations, and only of those that fit', () => {
    expect(lengthOf({ text: 'How do I set the proxy? '.repeat(40) })).toMatchObject({ fits: true, parts: 1 });
    expect(lengthOf({ text: 'a'.repeat(39_000) })).toMatchObject({ fits: false, parts: 2 });
  });
});
