import { describe, expect, it } from 'vitest';
import { liveInHtml, liveInText } from './live-references.ts';

/** The referee must see what it is there for: each of these is live on GitHub. */
describe('the referee of mentions and references', () => {
  it.each([
    ['@octocat', 'mention'],
    ['thanks (@octo-cat)!', 'mention'],
    ['@acme/maintainers', 'mention'],
    ['see #12', 'issue number'],
    ['GH-7', 'GH number'],
    ['acme/lib#4', 'issue of a repository'],
    ['ada@1a2b3c4d', 'commit of a repository'],
    ['since 1a2b3c4d5e6f', 'commit'],
  ])('sees %s', (text, kind) => {
    expect(liveInText(text).some((found) => found.startsWith(kind))).toBe(true);
    expect(liveInHtml(`<p>${text}</p>`, 'acme/chat').some((found) => found.startsWith(kind))).toBe(true);
  });

  it('sees a link to somebody’s issue, but not one of the own repository', () => {
    const link = (url: string) => liveInHtml(`<p><a href="${url}">x</a></p>`, 'acme/chat');
    expect(link('https://github.com/acme/lib/issues/4')).toHaveLength(1);
    expect(link('https://github.com/acme/chat/issues/4')).toEqual([]);
    expect(link('https://redirect.github.com/acme/lib/issues/4')).toEqual([]);
  });

  it.each([
    '<p>@<!-- -->octocat and #<!-- -->12</p>',
    '<p><code>@octocat #12</code></p>',
    '<p><a href="https://a.example">#12</a></p>',
    '<p>ada@mail, a#b, item 1234567, facade</p>',
  ])('sees nothing in %s', (html) => expect(liveInHtml(html, 'acme/chat')).toEqual([]));
});
