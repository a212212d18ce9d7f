import { describe, expect, it } from 'vitest';
import { contentOf, htmlOf, markdownOf, richMessage, textOf } from '../support/content.ts';

describe('tokens of mrkdwn', () => {
  it.each([
    ['a user by our own name, not the old label', '<@U0ADA|al>', '**Ada Lovelace**', '@Ada Lovelace'],
    ['a user whom only the label names', '<@U0OLD|old.name>', '**old.name**', '@old.name'],
    ['a user whom nothing names', '<@W0NOBODY>', '**W0NOBODY**', '@W0NOBODY'],
    ['a channel without a page', '<#C0DEV|old>', '**#dev**', '#dev'],
    ['a channel with a page', '<#C0HELP|>', '[#help](c/help/)', '#help'],
    ['a user group', '<!subteam^S0CORE|@core>', '**core-team**', '@core-team'],
    ['a group known by its label', '<!subteam^S0X|@docs>', '**docs**', '@docs'],
    ['everyone', '<!everyone>', '**everyone**', '@everyone'],
    ['the very old form', '<@here>', '**here**', '@here'],
    ['a label of a broadcast', '<!here|@here>', '**here**', '@here'],
    ['an unknown word with a label', '<!workflow^1|Report>', 'Report', 'Report'],
  ])('%s', (_, text, markdown, words) => {
    expect(markdownOf(text)).toBe(markdown);
    expect(textOf(text)).toBe(words);
  });

  it.each([
    ['bare', '<https://a.example/>', '<https://a.example/>'],
    ['that says its address twice', '<https://a.example|https://a.example>', '<https://a.example>'],
    ['with a label', '<https://a.example|the *site*>', '[the **site**](https://a.example)'],
    ['with bars in the label', '<https://a.example|a|b>', '[a|b](https://a.example)'],
    ['with escapes', '<https://a.example/?a=1&amp;b=2|a &lt; b>', '[a < b](https://a.example/?a=1\\&b=2)'],
    ['to mail', '<mailto:kofi@lantern.example|mail>', '[mail](mailto:kofi@lantern.example)'],
  ])('a link %s', (_, text, markdown) => {
    expect(markdownOf(text)).toBe(markdown);
  });

  it.each([
    '<- 1e7',
    '<sys/select.h>',
    '<dbl>',
    '<<<<<<< HEAD',
    'a < b',
    '<@lower>',
    '<#general>',
    '<!join>',
    '<>',
    '<https://a\nb>',
  ])('text that is no token: %s', (text) => {
    expect(textOf(text)).toBe(text);
    expect(htmlOf(text)).not.toContain('<a ');
  });

  it('shows an address of a scheme that may be no link as text, with its label', () => {
    expect(textOf('<file:///etc/hosts|my hosts> <slack://user|*you*>')).toBe(
      'my hosts (file:///etc/hosts) you (slack://user)',
    );
    expect(markdownOf('<file:///etc/hosts|*x*>')).not.toMatch(/]\(|<file/);
  });

  it('leads a permalink to its page, by the title of the page where people pasted an address', () => {
    const url = 'https://lantern.slack.com/archives/C0HELP/p1710786933057029';
    expect(markdownOf(`<${url}>`)).toBe('[How to light a lantern](c/help/#1710786933.057029)');
    expect(markdownOf(`<${url}|there>`)).toBe('[there](c/help/#1710786933.057029)');
    expect(markdownOf(`<${url.replace('C0HELP', 'C0DEV')}|there>`)).toContain(
      '[there](https://lantern.slack.com/',
    );
  });

  it('sends links to other people’s issues through the host that leaves no mark there', () => {
    expect(markdownOf('<https://github.com/o/r/issues/1>')).toContain(
      '](https://redirect.github.com/o/r/issues/1)',
    );
    expect(markdownOf('<https://github.com/lantern/archive/issues/1>')).not.toContain('redirect');
    expect(htmlOf('<https://github.com/o/r/issues/1>')).toContain('"https://github.com/o/r/issues/1"');
  });
});

describe('dates', () => {
  it.each([
    ['{date_num}', '2024-07-03'],
    ['{date_long} at {time}', '2024-07-03 at 09:46 UTC'],
    ['{time_secs}', '09:46:40 UTC'],
    ['{ago}', '2024-07-03 09:46 UTC'],
    ['{day_divider_pretty}', '2024-07-03'],
    ['', '2024-07-03'],
  ])('%s in UTC, for all readers the same', (format, text) => {
    expect(textOf(`<!date^1720000000^${format}|3 July>`)).toBe(text);
    expect(textOf(richMessage({ type: 'date', timestamp: 1720000000, format }))).toBe(text);
  });

  it('keeps the link of a date', () => {
    const markdown = '[2024-07-03](https://a.example/?a=1\\&b=2)';
    expect(markdownOf('<!date^1720000000^{date}^https://a.example/?a=1&amp;b=2|x>')).toBe(markdown);
    const url = 'https://a.example/?a=1&b=2';
    expect(markdownOf(richMessage({ type: 'date', timestamp: 1720000000, format: '{date}', url }))).toBe(
      markdown,
    );
  });

  it('falls back on the words when there is no time', () => {
    expect(textOf('<!date^soon^{date}|some day> <!date^^{date}|a day> <!date^1e99^{date}|never>')).toBe(
      'some day a day never',
    );
    expect(textOf(richMessage({ type: 'date', fallback: 'some day' }))).toBe('some day');
  });

  it('stands in the HTML as a time', () => {
    expect(htmlOf('<!date^1720000000^{date}|x>')).toBe(
      '<p><time datetime="2024-07-03T09:46:40.000Z">2024-07-03</time></p>',
    );
  });
});

describe('what GitHub would make of text', () => {
  it.each([
    ['@octocat', '@<!-- -->octocat'],
    ['#12', '\\#<!-- -->12'],
    ['o/r#12', 'o/r#<!-- -->12'],
    ['gh-12', 'gh-<!-- -->12'],
    [':shipit:', ':<!-- -->shipit:'],
    ['www.a.example', 'www<!-- -->.a.example'],
    ['a_b@-c.example', 'a_b@<!-- -->-c.example'],
    ['0a1b2c3d', '0a1b2c<!-- -->3d'],
    ['$x$', '<span>$</span>x<span>$</span>'],
    ['https://a.example', 'https:<!-- -->//a.example'],
  ])('%s does nothing', (text, markdown) => {
    expect(markdownOf(text)).toBe(markdown);
  });

  it('reads words, emoji and dates side by side as one', () => {
    const date = { type: 'date', timestamp: 1720000000, format: '{date}' };
    expect(markdownOf(richMessage({ type: 'text', text: '#' }, date))).toBe('\\#<!-- -->2024-07-03');
    expect(markdownOf('#<!date^1720000000^{date}|x>')).toBe('\\#<!-- -->2024-07-03');
  });

  it('lets a Slack link to nowhere be text that does nothing', () => {
    expect(markdownOf('<slack://channel?id=C0DEV&amp;team=T0LANTERN&amp;x=/@octocat#1>')).not.toMatch(
      /@octocat|#1/,
    );
  });

  it('leaves code alone', () => {
    expect(markdownOf('`@octocat #12`')).toBe('`@octocat #12`');
    expect(contentOf('`@octocat #12`').unknown).toEqual({});
  });
});
