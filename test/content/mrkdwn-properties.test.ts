import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMrkdwn } from '../../src/content/mrkdwn.ts';
import { parseInline } from '../../src/content/mrkdwn-inline.ts';
import { blockText, inlineText } from '../../src/content/text.ts';
import { unescapeText } from '../../src/content/unescape.ts';
import { htmlOf, markdownOf, names, textOf, titleFor } from '../support/content.ts';

const signs = ['*', '_', '~', '`', '```', '<', '>', '|', '@', '#', '!', ':', '&', '&lt;', '&gt;', '&amp;'];
const bits = fc.oneof(
  fc.constantFrom(
    ...signs,
    '\n',
    ' ',
    '<@U0ADA>',
    '<#C0HELP|x>',
    '<!here>',
    '<https://a.example|b>',
    ':+1:',
    ')',
  ),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const texts = fc.array(bits, { maxLength: 40 }).map((parts) => parts.join(''));

/** Letters and digits that are no part of a token. */
const wordy = fc
  .array(
    fc.oneof(
      fc.constantFrom('*', '_', '~', '`', '```', ' ', '\n', '&lt;', '>', '<'),
      fc.stringMatching(/^[a-z0-9]{1,6}$/),
    ),
  )
  .map((parts) => parts.join(''));

const lettersOf = (text: string) => text.replace(/[^a-z0-9]/g, '');

describe('the tokenizer of mrkdwn', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (text) => {
        parseMrkdwn(text);
        htmlOf(text);
        markdownOf(text);
        titleFor(text);
      }),
    );
  });

  it('loses no letter', () => {
    fc.assert(
      fc.property(wordy, (text) => {
        const said = parseMrkdwn(text).map((block) => blockText(block, names));
        expect(lettersOf(said.join('\n'))).toBe(lettersOf(unescapeText(text)));
      }),
    );
  });

  it('loses nothing at all where there is no markup', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^*_~`<>:&\n\p{C}\p{Z}]*$/u), (text) => {
        expect(inlineText(parseInline(text, unescapeText), names)).toBe(text);
      }),
    );
  });

  it('gives a text of words and escapes back as it was', () => {
    const plain = fc.array(fc.stringMatching(/^[a-zA-Z.,é字👍&<]{1,8}$/u), { minLength: 1 });
    fc.assert(
      fc.property(plain, (words) => {
        const text = words.join(' ');
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        expect(textOf(escaped)).toBe(text);
      }),
    );
  });

  it('reads a style around any word', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-zA-Zé字0-9]{1,9}$/u),
        fc.constantFrom('*', '_', '~', '`'),
        (word, sign) => {
          const [node] = parseInline(sign + word + sign, unescapeText);
          expect(node?.type).toBe({ '*': 'strong', _: 'emphasis', '~': 'delete', '`': 'inlineCode' }[sign]);
        },
      ),
    );
  });
});

/**
 * A reader that looks back over what it has read would need half a minute for the long texts, and the test's time would
 * be over; one that reads on needs a blink.
 */
describe('hostile length', () => {
  const hostile = [
    ...signs,
    '*a',
    '_*~',
    '* a ',
    '<a',
    '<https:',
    '<https://a|',
    '<!date^',
    '`a',
    '``',
    '> ',
    ':a',
    '\n',
    '*a\n',
    '&gt;&gt;&gt;',
    ' ',
    '\u202e',
    '@',
    '#1',
    '[',
    '](',
    '$',
    'www.',
    '0a',
  ];
  it.each(hostile)('%j 300,000 times is parsed', (sign) => {
    expect(parseMrkdwn(`${sign.repeat(300_000)} end`).length).toBeGreaterThan(0);
  });

  it.each(hostile)('%j 2,000 times is shown to its end', (sign) => {
    const text = `${sign.repeat(2000)} end`;
    expect(textOf(text)).toContain('end');
    expect(htmlOf(text)).toContain('end');
    expect(markdownOf(text)).toContain('end');
    expect(titleFor(text).length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['a style around more than a stack holds', `*${'_x_ '.repeat(35_000)}a*`],
    ['words that GitHub would link', '@a #1 '.repeat(15_000)],
    ['space within a style', `*a${' '.repeat(300_000)}a*`],
  ])('%s', (_, text) => {
    expect(markdownOf(text).length).toBeGreaterThan(50_000);
  });
});
