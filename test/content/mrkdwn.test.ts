import { describe, expect, it } from 'vitest';
import { htmlOf, markdownOf, textOf } from '../support/content.ts';

describe('mrkdwn', () => {
  it.each([
    ['bold', 'a *b* c', 'a **b** c'],
    ['italic', 'a _b_ c', 'a _b_ c'],
    ['strike', 'a ~b~ c', 'a ~~b~~ c'],
    ['all three, nested either way', '*_~x~_* ~_*x*_~', '**_~~x~~_** ~~_**x**_~~'],
    ['several words with spaces', '*two words*', '**two words**'],
    ['a style beside punctuation', '(*a*), *b*.', '(**a**), **b**.'],
    ['spaces at the edge of a style move out', '*a * and ~ b~', '**a**  and  ~~b~~'],
    ['code', 'a `b *c* <d>` e', 'a `b *c* <d>` e'],
    ['an address in code is what was typed', '`<http://a.example|a.example>`', '`a.example`'],
    ['lines of a list stay lines', '• a\n• b', '• a\\\n• b'],
    ['indented lines keep their depth', '1. a\n    ◦ b', '1\\. a\\\n\u00a0\u00a0\u00a0\u00a0◦ b'],
    ['empty lines part paragraphs', 'a\n\n\nb', 'a\n\nb'],
  ])('%s', (_, text, markdown) => {
    expect(markdownOf(text)).toBe(markdown);
  });

  it.each([
    ['within a word', 'snake_case_name and 2*3*4 and a~b~c'],
    ['around nothing', '** __ ~~ `` * *'],
    ['never closed', '*a _b ~c `d'],
    ['across lines', '*a\nb*'],
    ['around spaces', '2 * 3 * 4'],
    ['doubled', '**word** __word__ ~~word~~'],
    ['closed before a letter', '*mid*word'],
    ['after an @', '@_name_'],
    ['arithmetic', 'a < b > c'],
  ])('no style %s', (_, text) => {
    expect(htmlOf(text)).not.toMatch(/<(?:strong|em|del|code)>/);
    expect(textOf(text)).toBe(text);
  });

  it('quotes each line that says so, and all after the old >>>', () => {
    expect(markdownOf('&gt; a\n&gt; *b*\nc')).toBe('> a\\\n> **b**\n\nc');
    expect(markdownOf('a\n&gt;&gt;&gt; b\nc\n\nd')).toBe('a\n\n> b\\\n> c\n>\n> d');
  });

  it('opens a fence in the middle of a line and lets nothing inside be markup', () => {
    expect(markdownOf('see ```*a*\n&lt;b&gt;``` end')).toBe('see\n\n```\n*a*\n<b>\n```\n\nend');
  });

  it('leaves a fence that never ends as text', () => {
    expect(textOf('``` no end')).toBe('``` no end');
    expect(textOf('``````')).toBe('``````');
  });

  it('un-escapes once, and only the three', () => {
    expect(textOf('&amp;lt; &lt;b&gt; &amp; &quot; &copy;')).toBe('&lt; <b> & &quot; &copy;');
  });

  it('reads what a person edited since 2023 as it stands, when it shows that it is not escaped', () => {
    const edited = { user: 'U0ADA', ts: '1720000001.000000' };
    expect(textOf({ text: 'a && b &lt; <dbl>', edited })).toBe('a && b &lt; <dbl>');
    expect(textOf({ text: 'a &lt; b', edited })).toBe('a < b');
    expect(textOf({ text: 'a && b &lt;', edited: { ...edited, ts: '1600000000.000000' } })).toBe('a && b <');
  });
});
