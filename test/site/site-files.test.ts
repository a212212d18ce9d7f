import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerFrom } from '../../src/site/site-files.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

const pages: readonly (readonly [string, string])[] = [
  ['index.html', 'home'],
  ['404.html', 'nothing here'],
  ['style.css', 'css'],
  ['c/help/index.html', 'help'],
  ['c/help/2024-03.html', 'march'],
  ['c/empty/feed.atom', '<feed/>'],
  ['search/data.unknown', 'bytes'],
  ['ü.html', 'umlaut'],
  ['.git/config', 'hidden'],
];

function site(files = pages): string {
  return writeFiles(join(temporaryFolder(), 'site'), files);
}

function seen(dir: string, target: string) {
  const { status, headers, body } = answerFrom(dir, target);
  return { status, type: headers['content-type']?.split(';')[0], text: body.toString() };
}

describe('a page', () => {
  it.each([
    ['/', 'text/html', 'home'],
    ['/index.html', 'text/html', 'home'],
    ['/?q=a', 'text/html', 'home'],
    ['/style.css', 'text/css', 'css'],
    ['/c/help/', 'text/html', 'help'],
    ['//c//help/', 'text/html', 'help'],
    ['/c/help/2024-03.html?h=x#p1', 'text/html', 'march'],
    ['/c/help/2024-03', 'text/html', 'march'],
    ['/c/empty/feed.atom', 'application/atom+xml', '<feed/>'],
    ['/search/data.unknown', 'application/octet-stream', 'bytes'],
    ['/%C3%BC.html', 'text/html', 'umlaut'],
  ])('is found at %s', (target, type, text) => {
    expect(seen(site(), target)).toEqual({ status: 200, type, text });
  });

  it('of a folder gets its slash, or its relative links would lead elsewhere', () => {
    expect(answerFrom(site(), '/c/help?x=1')).toMatchObject({
      status: 301,
      headers: { location: '/c/help/?x=1' },
    });
  });

  it('is never another host’s', () => {
    const dir = site([['evil.example/index.html', 'x']]);
    expect(answerFrom(dir, '//evil.example').headers.location).toBe('/evil.example/');
  });
});

describe('what is not there', () => {
  it.each(['/no.html', '/c', '/c/empty/', '/style.css/', '/index.html/x', `/${'a'.repeat(5000)}`])(
    'shows the site’s own page: %s',
    (target) => {
      const dir = site();
      mkdirSync(join(dir, 'c/empty'), { recursive: true });
      const { status, text } = seen(dir, target);
      expect([status, text]).toEqual(target === '/c' ? [301, '/c/\n'] : [404, 'nothing here']);
    },
  );

  it('has a plain answer where the site has no such page', () => {
    expect(seen(site([['index.html', 'home']]), '/x')).toMatchObject({ status: 404, type: 'text/plain' });
  });

  it.each(['/%', '/%ff', '/a%00b', '/a%5Cb', 'http://elsewhere.example/', '*', ''])(
    'is no address at all: %j',
    (target) => {
      expect(answerFrom(site(), target).status).toBe(400);
    },
  );
});

describe('nothing outside of the site is shown', () => {
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/c/../../secret.txt',
    '/c/help/..%2f..%2f..%2fsecret.txt',
    '/.git/config',
    '/C:/secret.txt',
  ])('%s', (target) => {
    const dir = site();
    writeFiles(join(dir, '..'), [['secret.txt', 'secret']]);
    expect(seen(dir, target)).toMatchObject({ status: 404, text: 'nothing here' });
  });

  it('by a link', () => {
    const dir = site();
    writeFiles(join(dir, '..'), [
      ['secret.txt', 'secret'],
      ['outside/index.html', 'secret'],
    ]);
    symlinkSync('../secret.txt', join(dir, 'file.txt'));
    symlinkSync('../outside', join(dir, 'folder'));
    for (const target of ['/file.txt', '/folder/', '/folder/index.html'])
      expect(answerFrom(dir, target).status).toBe(404);
  });

  it('and a site that is itself behind a link is shown', () => {
    const dir = site();
    symlinkSync(dir, `${dir}-link`);
    expect(seen(`${dir}-link`, '/').text).toBe('home');
  });

  it('whatever is asked for', () => {
    const dir = site();
    writeFiles(join(dir, '..'), [['secret.txt', 'secret']]);
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '//',
      '\\',
      '%5c',
      'c',
      'secret.txt',
      '%00',
      '?',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(answerFrom(dir, `/${parts.join('')}`).body.toString()).not.toBe('secret');
      }),
    );
  });
});
