import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMarkdown } from '../../src/content/split-markdown.ts';
import type { JsonObject } from '../../src/model/json.ts';
import {
  blockMessage,
  contentOf,
  context,
  list,
  markdownOf,
  richText,
  said,
  section,
} from '../support/content.ts';

const split = (message: string | JsonObject, limit: number) =>
  splitMarkdown(contentOf(message), limit, context);
const code = (text: string) => ({ type: 'rich_text_preformatted', elements: [said(text)] });
const words = (markdown: string) => markdown.match(/w\d+/g) ?? [];
const numbered = (count: number, gap: string) =>
  Array.from({ length: count }, (_, index) => `w${index}`).join(gap);

describe('Markdown in pieces', () => {
  it('is one piece where it fits, and none of nothing', () => {
    expect(split('a *b*', 100)).toEqual(['a **b**']);
    expect(split('', 100)).toEqual([]);
  });

  const shapes: readonly (readonly [string, string | JsonObject])[] = [
    ['paragraphs', numbered(200, '\n\n')],
    ['one long line', numbered(200, ' ')],
    ['a bold line', `*${numbered(200, ' ')}*`],
    ['lines of code', blockMessage(richText(code(numbered(200, '\n'))))],
    ['one line of code', blockMessage(richText(code(numbered(200, ' '))))],
    ['a list', blockMessage(richText(list('ordered', numbered(200, ' ').split(' '))))],
    ['one item', blockMessage(richText(list('bullet', [numbered(200, ' ')])))],
    ['a quote', numbered(200, '\n').replace(/^/gm, '&gt; ')],
    ['an attachment', { attachments: [{ title: 'w', text: numbered(200, '\n\n') }] }],
    [
      'a table',
      blockMessage({
        type: 'table',
        rows: numbered(200, ' ')
          .split(' ')
          .map((text) => [{ type: 'raw_text', text }]),
      }),
    ],
    ['what nobody knows', blockMessage({ type: 'poem', text: numbered(200, ' ') })],
    [
      'many sections',
      blockMessage(
        richText(
          ...numbered(200, ' ')
            .split(' ')
            .map((word) => section(said(word))),
        ),
      ),
    ],
  ];

  it.each(shapes)('of %s keep to the limit and lose no word', (_, message) => {
    const pieces = split(message, 300);
    expect(pieces.length).toBeGreaterThan(1);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(300);
    const all = pieces.flatMap(words);
    expect(new Set(all)).toEqual(new Set(words(markdownOf(message))));
  });

  it('part a line without spaces where they must', () => {
    const line = numbered(200, '-');
    expect(split(line, 300).join('').replaceAll('\\', '')).toBe(line);
  });

  it('go on counting in a list', () => {
    const [, second = ''] = split(
      blockMessage(richText(list('ordered', Array(40).fill('an item of some length')))),
      600,
    );
    expect(second).toMatch(/^21\. /);
  });

  it('close each fence in its own piece', () => {
    for (const piece of split(blockMessage(richText(code(numbered(500, '\n')))), 200))
      expect(piece).toMatch(/^```\n[^`]*\n```$/);
  });

  it('show the beginning of what can’t be parted, and let it do nothing', () => {
    const long = `https://a.example/${'@octocat#1'.repeat(200)}`;
    const [piece = '', ...more] = split(`<${long}>`, 300);
    expect(more).toEqual([]);
    expect(piece.length).toBeLessThanOrEqual(300);
    expect(piece).toMatch(/^https:<!-- -->.*…$/);
    expect(piece).not.toMatch(/@octocat|<https/);
  });

  it('leave no fence open when a snippet is too long', () => {
    const file = { id: 'F0', title: 'log', preview: 'line of a log\n'.repeat(100) };
    for (const piece of split({ text: 'see', files: [file] }, 300)) expect(piece).not.toContain('```');
  });

  it('cut no sign in two', () => {
    for (const piece of split('👍🏽'.repeat(300), 200)) expect(piece).not.toMatch(/\p{Surrogate}/u);
  });

  it('keep to any limit', () => {
    const text = fc.array(
      fc.constantFrom('*a b*', '`c`', '\n\n', '&gt; d\n', '@e', ' ', '👍', '<https://a.example|f>'),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 400 }), (parts, limit) => {
        for (const piece of split(parts.join(''), limit)) expect(piece.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('of ten thousand paragraphs are made in one go', () => {
    expect(split('@a\n\n'.repeat(10_000), 60_000).length).toBeGreaterThan(1);
  });
});
