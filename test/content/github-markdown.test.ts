import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGithubMarkdown } from '../../src/content/github-markdown.ts';
import { toHtml } from '../../src/content/html.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { strictElements } from '../support/strict-html.ts';

const names = { user: () => undefined, channel: () => undefined, userGroup: () => undefined };

function html(markdown: string): string {
  const made = toHtml(
    { blocks: parseGithubMarkdown(markdown), unknown: {} },
    { names, linkTo: () => undefined },
  );
  strictElements(made);
  return made;
}

describe('a comment of GitHub', () => {
  it.each([
    ['**bold** and `code`', '<p><strong>bold</strong> and <code>code</code></p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['- [x] done\n- [ ] not', '<ul><li>☑ done</li><li>☐ not</li></ul>'],
    ['```js\nlet a = 1 < 2;\n```', '<pre tabindex="0"><code>let a = 1 &lt; 2;\n</code></pre>'],
    ['> quoted\n\nreply', '<blockquote><p>quoted</p></blockquote><p>reply</p>'],
    [
      'see https://a.example/x',
      '<p>see <a href="https://a.example/x" rel="nofollow ugc">https://a.example/x</a></p>',
    ],
    ['@octocat fixed #12 in abc1234', '<p>@octocat fixed #12 in abc1234</p>'],
    ['thanks :tada:', '<p>thanks 🎉</p>'],
  ])('%j reads as on GitHub', (markdown, expected) => expect(html(markdown)).toBe(expected));

  it.each([
    ['a<!-- hidden -->b', '<p>ab</p>'],
    ['<!-- template:\nfill this in -->\n\nfilled', '<p>filled</p>'],
    ['a<br>b', '<p>a<br>b</p>'],
    ['press <kbd>Ctrl</kbd>', '<p>press Ctrl</p>'],
    [
      '<details><summary>Log</summary>\n\n```\nboom\n```\n\n</details>',
      '<p>Log</p><pre tabindex="0"><code>boom\n</code></pre>',
    ],
    ['<script>alert(1)</script>', '<p>alert(1)</p>'],
    ['<a href="javascript:alert(1)">x</a>', '<p>x</p>'],
    ['[x](javascript:alert(1))', '<p>x (javascript:alert(1))</p>'],
  ])('%j keeps its words and no HTML', (markdown, expected) => expect(html(markdown)).toBe(expected));

  it.each([
    '![screen](https://a.example/s.png)',
    '<img width="9" alt="screen" src="https://a.example/s.png">',
    "text <img src='https://a.example/s.png' alt='screen' onerror=alert(1)> text",
  ])('%j loads nothing: the picture is a link', (markdown) => {
    expect(html(markdown)).toContain('<a href="https://a.example/s.png" rel="nofollow ugc">screen</a>');
    expect(html(markdown)).not.toContain('<img');
  });

  it('of any hostile text stays within the elements that pages have', () => {
    for (const text of hostileTexts) for (const carry of carriers) html(carry(text));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())), (parts) => {
        html(parts.join(''));
      }),
    );
  });

  it.each(['<a "', '&lt;', '[', '*a_', '\n- '])(
    '%j thousands of times is read, and not for ever',
    (piece) => {
      html(piece.repeat(Math.floor(20_000 / piece.length)));
    },
    60_000,
  );
});

const pieces = [
  '<',
  '>',
  '<!--',
  '-->',
  '<img src="',
  '"',
  "'",
  '<br>',
  '`',
  '[',
  '](',
  ')',
  '*',
  '\n',
  '\n\n',
  '| ',
  '&amp;',
  '&lt;',
  '@a',
  '<div>',
  '![',
  '  - ',
];

const carriers: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `<div title="${text}">${text}</div>`,
  (text) => `[${text}](${text} "${text}")`,
  (text) => `![${text}](<${text}>)`,
  (text) => `<img alt="${text}" src="${text}">`,
  (text) => `| a |\n|---|\n| ${text} |`,
];
