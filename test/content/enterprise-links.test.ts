import { describe, expect, it } from 'vitest';
import { serverOf } from '../../src/commands/options.ts';
import { linkOf } from '../../src/content/to-mdast-inline.ts';

const names = { user: () => undefined, channel: () => undefined, userGroup: () => undefined };
const there = { names, linkTo: () => undefined, repository: 'acme/chat', server: 'git.acme.example' };
const issue = 'https://git.acme.example/acme/lib/issues/7';
const label = (value: string) => [{ type: 'text' as const, value }];

describe('a link in a post on an Enterprise Server', () => {
  it('to an issue of another repository is an address in code, where nothing is live', () => {
    expect(linkOf(issue, label(issue), there)).toEqual({ type: 'inlineCode', value: issue });
    expect(linkOf(issue, label('this'), there)).toMatchObject({
      type: 'emphasis',
      children: [{ value: 'this' }, { value: ' ' }, { type: 'inlineCode', value: issue }],
    });
  });

  it.each([
    'https://git.acme.example/acme/chat/issues/7',
    'https://git.acme.example/acme/lib/wiki',
    'https://other.example/acme/lib/issues/7',
  ])('to %s stays a link', (url) =>
    expect(linkOf(url, label('x'), there)).toMatchObject({ type: 'link', url }),
  );

  it('to an issue on github.com goes through the host that leaves no mark', () =>
    expect(linkOf('https://github.com/a/b/issues/1', label('x'), there)).toMatchObject({
      url: 'https://redirect.github.com/a/b/issues/1',
    }));
});

it.each([
  ['https://api.github.com', undefined],
  ['https://git.acme.example/api/v3', 'git.acme.example'],
  ['https://git.acme.example/api/v3/', 'git.acme.example'],
  ['https://api.acme.ghe.com', 'acme.ghe.com'],
  ['http://127.0.0.1:4000', undefined],
])('%s is the API of %s', (url, server) => expect(serverOf(url)).toBe(server));
