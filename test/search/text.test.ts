import { describe, expect, it } from 'vitest';
import { markWords } from '../../src/search/text/mark-words.ts';
import { furtherPages, pageMessages } from '../../src/search/text/page-messages.ts';
import { snippetOf } from '../../src/search/text/snippet.ts';

/** Marked words in brackets. */
function marked(text: string, words: readonly string[]): string {
  return markWords(text, words)
    .map(({ text: part, isMarked }) => (isMarked ? `[${part}]` : part))
    .join('');
}

describe('marks', () => {
  it.each([
    ['A proxy, two proxies', ['proxy'], 'A [proxy], two proxies'],
    ['Errors and error', ['error'], '[Errors] and [error]'],
    ['go gopher', ['go'], '[go] gopher'],
    ['call foo.barBaz()', ['foo.barbaz', 'foo', 'barbaz'], 'call [foo].[barBaz]()'],
    ["I don't", ['dont'], "I [don't]"],
    ['Un café', ['cafe'], 'Un [café]'],
    ['東京都庁', ['東京', '京都'], '[東京][都]庁'],
    ['nothing', [], 'nothing'],
    ['', ['x'], ''],
  ])('in %j for %j', (text, words, expected) => {
    expect(marked(text, words)).toBe(expected);
  });
});

describe('a snippet', () => {
  const long = `${'filler words here '.repeat(30)}the proxy resets the connection${' and more filler'.repeat(30)}`;
  const messages = [
    { id: 'p1', text: 'connection' },
    { id: 'p2', text: long },
    { id: 'p3', text: 'proxy' },
    { id: 'p4', text: 'nothing of it' },
  ];

  it('is the part with the most words, and names other messages', () => {
    const snippet = snippetOf(messages, ['proxy', 'connection']);
    expect(snippet).toMatchObject({ id: 'p2', others: ['p1', 'p3'] });
    expect(snippet?.text).toMatch(/^… .*the proxy resets the connection.* …$/);
    expect(snippet?.text.length).toBeLessThan(210);
  });

  it('is nothing where no word is', () => {
    expect(snippetOf(messages, ['zebra'])).toBeUndefined();
    expect(snippetOf([], ['zebra'])).toBeUndefined();
  });

  it('comes from a text of any length in no time', () => {
    const text = 'proxy '.repeat(50_000);
    expect(snippetOf([{ id: 'p1', text }], ['proxy'])?.text.length).toBeLessThan(210);
  });
});

describe('a page', () => {
  it('gives its messages without bylines and markup', () => {
    const html = `<main><article id="p1710786900000100" class="c1" aria-label="Ada, 1 &lt; 2"><p class="by"><b>Ada</b> <a href="#p">14:00</a></p><p>a &lt;b&gt; &amp;amp; &#x27;c&#39; <code>d</code>e</p><pre>f\n  g</pre><ul><li>h</li></ul><p class="reactions"><span>🎉 3</span></p></article>
      <article id="p1710786960000100"><p>&bogus; &#x110000; &#0;</p></article></main>`;
    expect(pageMessages(html)).toEqual([
      { id: 'p1710786900000100', text: "a <b> &amp; 'c' de\nf\n  g\nh" },
      { id: 'p1710786960000100', text: '&bogus; &#x110000; &#0;' },
    ]);
  });

  it('of other templates gives all it says', () => {
    expect(pageMessages('<main id="main"><p>all</p><p>of it</p></main>')).toEqual([
      { id: '', text: 'all\nof it' },
    ]);
    expect(pageMessages('nothing')).toEqual([]);
  });

  it('tells where it goes on', () => {
    const html =
      '<nav class="pager" aria-label="Pages"><b>1</b><a href="p1-x-2.html">2</a></nav><a href="no.html">';
    expect(furtherPages(html)).toEqual(['p1-x-2.html']);
  });
});
