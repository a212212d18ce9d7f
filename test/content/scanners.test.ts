import { describe, expect, it } from 'vitest';
import { hrefsOf, liveWords } from '../support/github-reading.ts';
import { strictElements } from '../support/strict-html.ts';

/** The tests of injection are as good as what they look with. */
describe('the reader of our own HTML', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src="x">',
    '<p onclick="x">a</p>',
    '<p class="evil">a</p>',
    "<a href='x'>a</a>",
    '<a href=x>a</a>',
    '<a href="a" href="b">c</a>',
    '<p>a',
    '<p><b>a</p></b>',
    'a < b',
    'a & b',
    '&copy;',
    '<!-- a -->',
    'a"b',
    'a\u0000b',
    '\ud800',
    '<a href="a"b">c</a>',
    '<ol start="1;x"><li>a</li></ol>',
  ])('refuses %j', (html) => {
    expect(() => strictElements(html)).toThrow();
  });

  it('names elements and decodes what they say', () => {
    expect(
      strictElements(
        '<p>a &lt; <a href="https://a.example/?a=1&amp;b=&quot;" rel="nofollow ugc">b</a><br></p>',
      ),
    ).toEqual([
      { name: 'p', attributes: {} },
      { name: 'a', attributes: { href: 'https://a.example/?a=1&b="', rel: 'nofollow ugc' } },
      { name: 'br', attributes: {} },
    ]);
  });
});

describe('the reader of GitHub’s HTML', () => {
  it.each([
    '<p>@octocat</p>',
    '<p>see #1</p>',
    '<p>gh-2</p>',
    '<p>:shipit:</p>',
    '<p>$a$</p>',
    '<blockquote>\n<p>[!NOTE]</p></blockquote>',
    '<p>https://a.example</p>',
    '<p>www.a.example</p>',
    '<p><code>a</code> @octocat</p>',
    '<p>&lt;@octocat&gt;</p>',
  ])('finds what is live in %s', (html) => {
    expect(liveWords(html)).toHaveLength(1);
  });

  it.each([
    '<p>@<!-- -->octocat #<!-- -->1 10:30:45 a@ b</p>',
    '<p><code>@octocat</code> <a href="x">#1</a></p>',
    '<pre><code>@octocat\n#1</code></pre>',
    '<p><span>$</span>a<span>$</span></p>',
  ])('finds nothing in %s', (html) => {
    expect(liveWords(html)).toEqual([]);
  });

  it('finds addresses', () => {
    expect(hrefsOf('<a href="https://a.example/?a=1&amp;b">x</a>')).toEqual(['https://a.example/?a=1&b']);
  });
});
