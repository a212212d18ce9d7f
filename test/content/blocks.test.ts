import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import {
  blockMessage,
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

const url = 'https://a.example/';
const button = (text: string, more: JsonObject = {}) => ({ type: 'button', text: plain(text), ...more });
const image = { type: 'image', image_url: `${url}i.png`, alt_text: 'a moth' };
const inside = { type: 'section', text: mrkdwn('*inside*') };

/** Each block with what a post shows of it. */
const shown: readonly (readonly [string, JsonObject, string])[] = [
  ['header', { text: plain('Report :tada:') }, '**Report 🎉**'],
  ['section', { text: mrkdwn('*a* <https://a.example/|b>') }, `**a** [b](${url})`],
  ['section', { text: plain('*a* :+1:') }, '\\*a\\* 👍'],
  ['section', { text: 'a bare string' }, 'a bare string'],
  ['section', { fields: [mrkdwn('*Open*\n41'), plain('Closed')] }, '**Open**\\\n41\n\nClosed'],
  ['section', { text: plain('a'), accessory: button('Go :wave:', { url }) }, `a\n\n[Go 👋](${url})`],
  ['section', { text: plain('a'), accessory: image }, `a\n\n[a moth](${url}i.png)`],
  ['context', { elements: [image, mrkdwn('from *Moth*'), plain('v1')] }, '_a moth from **Moth** v1_'],
  ['divider', {}, '---'],
  ['image', { image_url: url, alt_text: 'a graph', title: plain('Latency') }, `[Latency](${url})`],
  ['image', { slack_file: { id: 'F0FILE' }, alt_text: 'kept in Slack' }, 'kept in Slack'],
  ['actions', { elements: [button('Yes'), button('More', { url })] }, `\\[Yes] · [More](${url})`],
  ['actions', { elements: [{ type: 'datepicker', placeholder: plain('A day') }] }, '\\[A day]'],
  ['context_actions', { elements: [{ type: 'feedback_buttons' }] }, ''],
  [
    'plan',
    { title: 'Release', tasks: [{ title: 'Freeze', status: 'in_progress' }] },
    '**Release**\n\n**Freeze (in progress)**',
  ],
  [
    'task_card',
    { title: 'Look', details: richText(section(said('slow'))), sources: [{ url, text: 'query' }] },
    `**Look**\n\nslow\n\n[query](${url})`,
  ],
  [
    'video',
    { title: plain('Talk'), title_url: url, description: plain('42 min') },
    `**[Talk](${url})**\n\n42 min`,
  ],
  ['file', { external_id: 'notes', source: 'remote' }, '_File: notes_'],
  [
    'input',
    { label: plain('How?'), hint: plain('One word'), element: { type: 'plain_text_input' } },
    'How?\n\nOne word',
  ],
  ['alert', { text: mrkdwn('Disk *full*') }, '> Disk **full**'],
  ['card', { title: mrkdwn('Wick'), body: mrkdwn('reads') }, '> **Wick**\n>\n> reads'],
  ['carousel', { elements: [{ title: mrkdwn('A') }, { title: mrkdwn('B') }] }, '> **A**\n\n> **B**'],
  [
    'container',
    { title: plain('Details'), subtitle: plain('more'), child_blocks: [inside] },
    '**Details**\n\nmore\n\n**inside**',
  ],
  ['call', { call_id: 'R0CALL' }, '_A call was started._'],
  ['share_shortcut', { title: 'Workflow: report' }, '_Workflow: report_'],
  ['contact_card', {}, '_A contact was shared._'],
  ['condition', { blocks: [inside] }, '**inside**'],
];

describe('blocks', () => {
  it.each(shown)('%s %j', (type, block, markdown) => {
    const message = blockMessage({ type, ...block });
    expect(markdownOf(message)).toBe(markdown);
    expect(contentOf(message).unknown).toEqual({});
  });

  it('show words in the order in which they stand, and the text only where they show none', () => {
    const message = blockMessage({ type: 'header', text: plain('a') }, { type: 'divider' }, inside);
    expect(textOf({ ...message, text: 'fallback' })).toBe('a\ninside');
    expect(textOf({ ...blockMessage({ type: 'header', text: plain(' ') }), text: 'fallback' })).toBe(
      'fallback',
    );
  });

  it('that nobody knows show what is said in them, and are counted', () => {
    const poll = {
      type: 'poll',
      title: plain('Tabs?'),
      options: [{ text: plain('yes') }, { text: plain('no') }],
    };
    const message = blockMessage(poll, poll, { text: plain('untyped') });
    expect(contentOf(message).unknown).toEqual({ 'block:poll': 2, 'block:untyped': 1 });
    expect(textOf(message)).toContain('[Slack’s “poll”, which unsilo does not know yet] Tabs? yes no');
    expect(htmlOf(message)).toContain('untyped');
  });

  it('are not looked up in what every object has', () => {
    expect(contentOf(blockMessage({ type: 'constructor' })).unknown).toEqual({ 'block:constructor': 1 });
  });

  it('of unknown parts count those too', () => {
    const message = blockMessage(
      { type: 'actions', elements: [{ type: 'lever', text: plain('Pull') }] },
      { type: 'context', elements: [{ type: 'bell', text: 'Ring' }] },
    );
    expect(contentOf(message).unknown).toEqual({ 'element:bell': 1, 'element:lever': 1 });
    expect(textOf(message)).toBe('[Pull]\nRing');
  });

  it('of a forged depth do not use up the stack, and lose no word', () => {
    let block: JsonObject = { type: 'section', text: mrkdwn('at the bottom') };
    for (let depth = 0; depth < 3000; depth += 1) block = { type: 'container', child_blocks: [block] };
    expect(contentOf(blockMessage(block)).unknown).toEqual({ 'block:container': 1 });
  });
});

describe('tables', () => {
  const cell = (text: string) => ({ type: 'raw_text', text });
  const table = (rows: readonly (readonly JsonObject[])[], more: JsonObject = {}) =>
    blockMessage({ type: 'table', rows, ...more });

  it('have a head, sides, and cells that hold no bar open', () => {
    const bold = richText(section(said('2.9', 'bold')));
    const sides = { column_settings: [{ is_wrapped: true }, { align: 'right' }, { align: 'center' }] };
    expect(
      markdownOf(
        table(
          [
            [cell('query'), cell('ms')],
            [cell('a | b'), bold],
          ],
          sides,
        ),
      ),
    ).toBe('| query | ms |\n| - | -: |\n| a \\| b | **2.9** |');
    expect(htmlOf(table([[cell('a')], [cell('b')]], { column_settings: [{ align: 'center' }] }))).toBe(
      '<div class="table" tabindex="0"><table><thead><tr><th scope="col" class="center">a</th></tr></thead>' +
        '<tbody><tr><td class="center">b</td></tr></tbody></table></div>',
    );
  });

  it('of uneven rows get empty cells, and none of no rows', () => {
    expect(markdownOf(table([[cell('a')], [cell('b'), cell('c')]]))).toBe('| a | |\n| - | - |\n| b | c |');
    expect(contentOf(table([])).blocks).toEqual([]);
    expect(contentOf(blockMessage({ type: 'table' })).blocks).toEqual([]);
  });

  it('show a number once, and lines of a cell under one another', () => {
    const number = { type: 'raw_number', value: 1290, text: '1,290' };
    expect(textOf(table([[number, { type: 'raw_number', value: 7 }]]))).toBe('1,290\t7');
    const code = { type: 'rich_text_preformatted', elements: [said('a|b\nc')] };
    expect(markdownOf(table([[richText(code)]]))).toBe('| `a\\|b`<br>`c` |\n| - |');
  });

  it('may have a caption', () => {
    const message = blockMessage({ type: 'data_table', caption: 'Tests', rows: [[cell('Go')]] });
    expect(markdownOf(message)).toBe('**Tests**\n\n| Go |\n| - |');
  });
});

describe('markdown blocks', () => {
  const markdown = (text: string) => markdownOf(blockMessage({ type: 'markdown', text }));

  it.each([
    ['a heading is bold', '## A *b*', '**A _b_**'],
    ['lists, also of tasks', '- [x] a\n- [ ] b\n\n3. c', '- ☑ a\n- ☐ b\n\n3. c'],
    ['code', '```js\n1 < 2\n```', '```js\n1 < 2\n```'],
    ['a picture is a link', '![alt](https://a.example/i.png)', '[alt](https://a.example/i.png)'],
    [
      'a link by reference',
      '[a][b] [b]\n\n[b]: https://a.example',
      '[a](https://a.example) [b](https://a.example)',
    ],
    ['a picture by reference', '![a][b]\n\n[b]: https://a.example', '[a](https://a.example)'],
    ['a reference to nothing', '[a][b]', '\\[a]\\[b]'],
    ['HTML is text', 'a <b>c</b>\n\n<div>d</div>', 'a \\<b>c\\</b>\n\n\\<div>d\\</div>'],
    ['a quote', '> a\n> b', '> a\\\n> b'],
    ['a table', '|a|b|\n|-|:-:|\n|c|d|', '| a | b |\n| - | :-: |\n| c | d |'],
    ['emoji', ':tada: 10:30:20 :a:', '🎉 10:30:20 🅰️'],
    ['a rule', '---', '---'],
    ['struck', '~~a~~', '~~a~~'],
    ['a footnote keeps its words', 'a[^1]\n\n[^1]: the note', 'a\\[1]\n\nthe note'],
    ['an address that may be no link', '[a](javascript:alert(1))', 'a (javascript:alert(1))'],
  ])('%s', (_, text, expected) => {
    expect(markdown(text)).toBe(expected);
  });

  it('of a forged depth are text', () => {
    for (const sign of ['>', '> ', '- ', '1. ', '* > '])
      expect(markdown(`${sign.repeat(20_000)}end`)).toContain('end');
  });
});
