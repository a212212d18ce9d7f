import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import {
  blockMessage,
  contentOf,
  htmlOf,
  list,
  markdownOf,
  richMessage,
  richText,
  said,
  section,
  textOf,
} from '../support/content.ts';

const lists = (...elements: readonly JsonObject[]) => markdownOf(blockMessage(richText(...elements)));
const preformatted = (text: string, more: JsonObject = {}) => ({
  type: 'rich_text_preformatted',
  elements: [said(text)],
  ...more,
});

describe('styles of rich text', () => {
  it.each([
    ['neighbours of one style stand under one node', [said('a', 'bold'), said('b', 'bold')], '**ab**'],
    ['a shared style is the outer one', [said('a ', 'bold'), said('b', 'bold', 'italic')], '**a _b_**'],
    ['spaces move out', [said('a'), said(' b ', 'bold'), said('c')], 'a **b** c'],
    ['a style of nothing is none', [said('a'), said(' ', 'bold'), said('b')], 'a b'],
    ['each line has its own', [said('a\nb', 'bold')], '**a**\\\n**b**'],
    ['code with a style', [said('a', 'bold', 'code')], '**`a`**'],
    ['neighbouring code is one', [said('a', 'code'), said('b', 'code')], '`ab`'],
    ['underline', [said('a', 'underline')], '<ins>a</ins>'],
    ['half a word', [said('half'), said('word', 'bold')], 'half**word**'],
    ['a sign at the edge, in a word', [said('x'), said('(a)', 'bold'), said('y')], '&#x78;**(a)**&#x79;'],
    ['a struck sign in a word', [said('x'), said('(a)', 'strike'), said('y')], 'x<!-- -->~~(a)~~<!-- -->y'],
    ['an emoji beside a style', [said('👍'), said('a', 'bold')], '👍<!-- -->**a**'],
    ['struck beside bold', [said('a', 'strike'), said('#b', 'bold')], '~~a~~<!-- -->**#b**'],
    ['what is nobody’s style', [said('a', 'highlight', 'client_highlight', 'unlink')], 'a'],
  ])('%s', (_, elements, markdown) => {
    expect(markdownOf(richMessage(...elements))).toBe(markdown);
  });

  it('is never escaped: what stands there was meant', () => {
    expect(textOf(richMessage(said('a &lt; b & *c* <@U0ADA> :tada:')))).toBe(
      'a &lt; b & *c* <@U0ADA> :tada:',
    );
  });
});

describe('elements of rich text', () => {
  it.each([
    ['user', { user_id: 'U0ADA' }, '**Ada Lovelace**'],
    ['user', { user_id: 'not an id' }, '@<!-- -->not an id'],
    ['channel', { channel_id: 'C0DEV' }, '**#dev**'],
    ['usergroup', { usergroup_id: 'S0CORE' }, '**core-team**'],
    ['broadcast', { range: 'here' }, '**here**'],
    ['color', { value: '#ffb000' }, '\\#ffb000'],
    ['link', { url: 'https://a.example' }, '<https://a.example>'],
    ['link', { url: 'https://a.example', text: 'b', style: { code: true } }, '[`b`](https://a.example)'],
    ['link', { text: 'no address' }, 'no address'],
    ['team', { team_id: 'T0LANTERN' }, '\\[team T0LANTERN]'],
    ['canvas', { canvas_id: 'F0CANVAS', text: 'Plans' }, 'Plans'],
  ])('%s %j', (type, fields, markdown) => {
    expect(markdownOf(richMessage({ type, ...fields }))).toBe(markdown);
    expect(contentOf(richMessage({ type, ...fields })).unknown).toEqual({});
  });

  it('a message_mention is a permalink, with or without an address', () => {
    const mention = { type: 'message_mention', channel_id: 'C0HELP', message_ts: '1710786933.057029' };
    expect(markdownOf(richMessage(mention))).toBe('[How to light a lantern](c/help/#1710786933.057029)');
    expect(markdownOf(richMessage({ ...mention, text: 'that import' }))).toContain('[that import](c/help/');
    expect(markdownOf(richMessage({ type: 'message_mention', text: 'gone' }))).toBe('gone');
  });

  it('what slackdump has wrapped is unwrapped, twice if need be', () => {
    const wrapped = {
      type: 'text',
      Raw: JSON.stringify({ type: 'text', Raw: JSON.stringify(said('inside')) }),
    };
    expect(textOf(richMessage(wrapped))).toBe('inside');
    expect(textOf(richMessage({ type: 'text', text: 'as it is', Raw: 'no JSON' }))).toBe('as it is');
  });

  it('an unknown element shows its words and is counted', () => {
    const content = contentOf(richMessage({ type: 'hologram', text: 'of a lighthouse' }, { type: 'smell' }));
    expect(content.unknown).toEqual({ 'element:hologram': 1, 'element:smell': 1 });
    expect(textOf(richMessage({ type: 'hologram', text: 'of a lighthouse' }))).toBe('of a lighthouse');
    expect(textOf(richMessage({ type: 'smell' }))).toBe('[smell]');
  });

  it('an unknown container too', () => {
    const block = richText({ type: 'rich_text_poem', elements: [said('O lantern')] });
    expect(contentOf(blockMessage(block)).unknown).toEqual({ 'element:rich_text_poem': 1 });
    expect(textOf(blockMessage(block))).toContain('O lantern');
  });
});

describe('lists of rich text', () => {
  it('nest by indent and go on after a deeper one', () => {
    expect(
      lists(
        list('ordered', ['one', 'two']),
        list('bullet', ['below two'], { indent: 1 }),
        list('ordered', ['deep'], { indent: 2 }),
        list('bullet', ['below two again'], { indent: 1 }),
        list('ordered', ['three'], { offset: 2 }),
      ),
    ).toBe('1. one\n2. two\n   - below two\n     1. deep\n   - below two again\n3. three');
  });

  it('start where Slack says', () => {
    expect(lists(list('ordered', ['eleven', 'twelve'], { offset: 10 }))).toBe('11. eleven\n12. twelve');
  });

  it('are two when a number is left out or the kind changes', () => {
    expect(lists(list('ordered', ['a']), list('ordered', ['e'], { offset: 4 }))).toBe('1. a\n\n5) e');
    expect(lists(list('ordered', ['a']), list('bullet', ['b']))).toBe('1. a\n\n- b');
  });

  it('may begin deep and climb', () => {
    expect(lists(list('bullet', ['deep'], { indent: 3 }), list('bullet', ['high']))).toBe('- deep\n\n* high');
  });

  it('stand in a quote where Slack draws a border', () => {
    expect(lists(list('bullet', ['a'], { border: 1 }), list('bullet', ['b']))).toBe('> - a\n\n- b');
  });

  it('of empty items stay lists', () => {
    expect(htmlOf(blockMessage(richText(list('bullet', ['', 'b']))))).toBe('<ul><li></li><li>b</li></ul>');
  });

  it('keep their number in HTML', () => {
    expect(htmlOf(blockMessage(richText(list('ordered', ['c'], { offset: 2 }))))).toBe(
      '<ol start="3"><li>c</li></ol>',
    );
  });

  it('of a forged depth do not use up the stack', () => {
    const deep = Array.from({ length: 3000 }, (_, indent) => list('bullet', [`item ${indent}`], { indent }));
    expect(lists(...deep)).toContain('item 2999');
  });
});

describe('code and quotes of rich text', () => {
  it.each([
    ['backticks inside', 'a ``` b', '````\na ``` b\n````'],
    ['many backticks at the start of a line', '``````\n', '```````\n``````\n```````'],
    ['markup inside', '**a** <b> @c #1', '```\n**a** <b> @c #1\n```'],
    ['an end without line break', 'a\n', '```\na\n```'],
    ['empty lines', 'a\n\n\nb', '```\na\n\n\nb\n```'],
  ])('a fence is longer than %s', (_, text, markdown) => {
    expect(markdownOf(blockMessage(richText(preformatted(text))))).toBe(markdown);
  });

  it.each(['`', '``', '` `', '`a', 'a`', ' a ', '\\', '``` a ```'])('inline code of %j', (text) => {
    const html = htmlOf(richMessage(said(text, 'code')));
    expect(html).toBe(`<p><code>${text}</code></p>`);
    const markdown = markdownOf(richMessage(said(text, 'code')));
    const fence = /^`+/.exec(markdown)?.[0] ?? '';
    expect(text.match(/`+/g)?.map((run) => run.length) ?? []).not.toContain(fence.length);
    expect(markdown.endsWith(fence)).toBe(true);
  });

  it('keeps a language, unless GitHub would draw instead of show', () => {
    const fence = (language: string) =>
      markdownOf(blockMessage(richText(preformatted('a', { language })))).split('\n')[0];
    expect(fence('rust')).toBe('```rust');
    for (const drawn of ['mermaid', 'GeoJSON', 'math', 'suggestion', 'a b', 'x`y', 'js" onload="'])
      expect(fence(drawn)).toBe('```');
  });

  it('has links and emoji as text in code', () => {
    const code = {
      type: 'rich_text_preformatted',
      elements: [said('see '), { type: 'link', url: 'https://a.example' }, { type: 'emoji', name: 'tada' }],
    };
    expect(markdownOf(blockMessage(richText(code)))).toBe('```\nsee https://a.example:tada:\n```');
  });

  it('quotes line by line, and code in a quote where Slack draws a border', () => {
    const quote = { type: 'rich_text_quote', elements: [said('a\nb\n\nc')] };
    expect(markdownOf(blockMessage(richText(quote)))).toBe('> a\\\n> b\n>\n> c');
    expect(markdownOf(blockMessage(richText(preformatted('a', { border: 1 }))))).toBe('> ```\n> a\n> ```');
  });

  it('shows nothing for emptiness', () => {
    const nothing = richText(
      section(),
      { type: 'rich_text_quote', elements: [] },
      preformatted(''),
      section(said(' \n')),
    );
    expect(contentOf(blockMessage(nothing)).blocks).toEqual([]);
    expect(textOf({ ...blockMessage(nothing), text: 'but the text' })).toBe('but the text');
  });
});
