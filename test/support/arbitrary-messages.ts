import fc from 'fast-check';
import type { JsonObject } from '../../src/model/json.ts';
import { hostileTexts } from './hostile-texts.ts';

/** Signs of all the languages that meet in a post, and words between them. */
const signs =
  '* _ ~ ` ``` ** __ ~~ *** --- === # ## - + 1. 2) > &gt; &lt; &amp; & < | \\ ! [ ] ( ) [a](b) ![a](b) [x]: [^1] [ ] [x] : :+1: @ @ada #12 ' +
  'GH-3 a/b#4 a@b.co a@-b.co . .. www. www.a.co http://a.co https://a.co/x_y_ mailto:a@b.co <br> &lt;b&gt; &amp;lt; &amp;copy; $ $$ {{x}} ' +
  '0a1b2c3d 👍 👍🏽 é 字 。 “ a b word A 1 0 " \' ; % ^ = <https://a.co> <https://a.co/(x|y)> <@U0ADA> <#C0DEV> <!here> <!date^1^{date}|x>';
const spaces = [
  '\n',
  '\n\n',
  ' ',
  '  ',
  '\t',
  '\r\n',
  '\u00a0',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2028',
  '\ufeff',
];

const sign = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...signs.split(' '), ...spaces) },
  { weight: 1, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4, unit: 'grapheme' }) },
  { weight: 2, arbitrary: fc.stringMatching(/^[a-z ]{1,6}$/) },
);

const phrase = (longest: number) =>
  fc.array(sign, { minLength: 1, maxLength: longest }).map((parts) => parts.join(''));

const style = fc.record(
  {
    bold: fc.boolean(),
    italic: fc.boolean(),
    strike: fc.boolean(),
    underline: fc.boolean(),
    code: fc.constantFrom(true, false, false, false),
  },
  { requiredKeys: [] },
);

const element: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant('text'), text: phrase(3), style }) },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        type: fc.constant('link'),
        url: fc.constantFrom(
          'https://a.co',
          'https://a.co/_x_*y*',
          'https://a.co/?a=1&copy;2',
          'https://a.co/(a))',
        ),
        text: phrase(3),
        style,
      },
      { requiredKeys: ['type', 'url'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<JsonObject>(
      { type: 'emoji', name: 'wave', unicode: '1f44b' },
      { type: 'emoji', name: 'our-logo' },
      { type: 'user', user_id: 'U0ADA' },
      { type: 'channel', channel_id: 'C0DEV' },
      { type: 'date', timestamp: 1720000000, format: '{date_num}' },
    ),
  },
);

const elements = fc.array(element, { minLength: 1, maxLength: 5 });
const container = (type: string) => elements.map((inside): JsonObject => ({ type, elements: inside }));

const list: fc.Arbitrary<JsonObject> = fc.record({
  type: fc.constant('rich_text_list'),
  style: fc.constantFrom('bullet', 'ordered'),
  indent: fc.nat(3),
  offset: fc.nat(12),
  border: fc.nat(1),
  elements: fc.array(container('rich_text_section'), { minLength: 1, maxLength: 3 }),
});

const richText = fc
  .array(
    fc.oneof(
      container('rich_text_section'),
      container('rich_text_quote'),
      container('rich_text_preformatted'),
      list,
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((inside): JsonObject => ({ blocks: [{ type: 'rich_text', elements: inside }] }));

const cell: fc.Arbitrary<JsonObject> = fc.oneof(
  phrase(3).map((text): JsonObject => ({ type: 'raw_text', text })),
  container('rich_text_section').map((section): JsonObject => ({ type: 'rich_text', elements: [section] })),
);

const table = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((rows): JsonObject => ({ blocks: [{ type: 'table', rows }] }));

const otherBlocks = phrase(3).map(
  (text): JsonObject => ({
    blocks: [
      { type: 'header', text: { type: 'plain_text', text } },
      { type: 'context', elements: [{ type: 'mrkdwn', text }] },
      { type: 'markdown', text },
    ],
  }),
);

const attachment = phrase(3).map(
  (text): JsonObject => ({ text, attachments: [{ author_name: text, title: text, text, footer: text }] }),
);

/** Messages that mix signs of Slack's markup, Markdown, HTML and GitHub, in text and in blocks. */
export const arbitraryMessages: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 3, arbitrary: phrase(14).map((text): JsonObject => ({ text })) },
  { weight: 3, arbitrary: richText },
  { weight: 1, arbitrary: table },
  { weight: 1, arbitrary: otherBlocks },
  { weight: 1, arbitrary: attachment },
);
