import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintText } from '../../src/search/engine/notes.ts';
import { linkTarget } from '../../src/search/query/link-target.ts';
import { longestQuery, parseQuery } from '../../src/search/query/parse-query.ts';
import { runsOf } from '../../src/search/tokenizer/tokenize.ts';

const day = (iso: string) => Date.parse(iso) / 86_400_000;

describe('a query', () => {
  it('is words, phrases, exclusions and operators', () => {
    expect(
      parseQuery('proxy "connection reset" in:#help is:answered -windows from:"Ada Lovelace" sort:new'),
    ).toMatchObject({
      words: ['proxy'],
      phrases: ['connection reset'],
      without: ['windows'],
      filters: [
        { kind: 'in', value: 'help', isNot: false },
        { kind: 'is', value: 'answered', isNot: false },
        { kind: 'from', value: 'Ada Lovelace', isNot: false },
      ],
      sort: 'new',
      isLastOpen: false,
      hints: [],
    });
  });

  it.each([
    ['before:2024', Number.NEGATIVE_INFINITY, day('2024-01-01')],
    ['after:2023-02', day('2023-03-01'), Number.POSITIVE_INFINITY],
    ['on:2024-02-29', day('2024-02-29'), day('2024-03-01')],
    ['during:2023-12', day('2023-12-01'), day('2024-01-01')],
  ])('knows the days of %s', (text, from, to) => {
    const [range] = parseQuery(text).days;
    expect(Number.isFinite(from) ? range?.from : (range?.from ?? 0) < -1e6).toBe(
      Number.isFinite(from) ? from : true,
    );
    expect(Number.isFinite(to) ? range?.to : (range?.to ?? 0) > 1e6).toBe(Number.isFinite(to) ? to : true);
  });

  it.each([
    ['replies:>5', 6, 2 ** 31],
    ['replies:<=2', 0, 2],
    ['replies:2..9', 2, 9],
    ['replies:3', 3, 3],
  ])('knows how many replies %s means', (text, least, most) => {
    expect(parseQuery(text).replies).toEqual([{ least, most }]);
  });

  it.each([
    ['std::vector', ['std::vector']],
    ['http://example.org/a', ['http://example.org/a']],
    ['error:foo', ['error:foo']],
    ['C:\\temp', ['C:\\temp']],
    ['a - b', ['a', '-', 'b']],
    ['well-known', ['well-known']],
    ['--flag', ['--flag']],
    ['in:', ['in:']],
    ['__proto__:x constructor:y', ['__proto__:x', 'constructor:y']],
  ])('takes %s as words', (text, words) => {
    expect(parseQuery(text)).toMatchObject({ words, filters: [], hints: [], without: [] });
  });

  it.each([
    ['form:ada', '“form:” was taken as a word. Did you mean “from:”?'],
    [
      'before:yesterday',
      '“before:” wants a date such as 2023, 2023-02 or 2023-02-04; it was taken as a word.',
    ],
    ['on:2023-02-31', '“on:” wants a date such as 2023, 2023-02 or 2023-02-04; it was taken as a word.'],
    ['has:feet', '“has:” wants one of code, link, image, file, answer, reaction; it was taken as a word.'],
    ['-"two words"', 'Only single words can be excluded: “two words” was left out.'],
    ['x'.repeat(longestQuery + 1), 'The query was too long: only its beginning was used.'],
  ])('says what it did not understand in %s', (text, hint) => {
    expect(parseQuery(text).hints.map(hintText)).toEqual([hint]);
  });

  it('takes a quote that is not closed to its end, and other quotation marks', () => {
    expect(parseQuery('a "b c').phrases).toEqual(['b c']);
    expect(parseQuery('“b c” d').phrases).toEqual(['b c']);
  });

  it('knows that the last word may go on', () => {
    expect(parseQuery('foo ba').isLastOpen).toBe(true);
    expect(parseQuery('foo bar ').isLastOpen).toBe(false);
    expect(parseQuery('foo "bar"').isLastOpen).toBe(false);
    expect(parseQuery('foo is:open').isLastOpen).toBe(false);
  });

  it('turns is:open into not answered, and takes plurals of has', () => {
    expect(parseQuery('is:open has:links -has:code').filters).toEqual([
      { kind: 'is', value: 'answered', isNot: true },
      { kind: 'has', value: 'link', isNot: false },
      { kind: 'has', value: 'code', isNot: true },
    ]);
  });

  it('can be any text at all', () => {
    const pieces = fc.constantFrom(
      '"',
      '-',
      ':',
      'in:',
      'from:',
      '#',
      ' ',
      'a',
      '\0',
      '"“”',
      'replies:>',
      '.*+?(',
      '東',
      '\ud800',
    );
    const texts = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { words, phrases, without } = parseQuery(text);
        for (const word of [...words, ...phrases, ...without]) expect(text).toContain(word);
        expect(() => runsOf(text)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for hostile texts than for others', () => {
    for (const piece of ['a.', '"', '-a', 'in:', "a'", 'aB', '::', 'a+', '.,', '東a'])
      expect(parseQuery(piece.repeat(200_000)).words.length).toBeLessThan(longestQuery);
    for (const piece of ['a.', 'aB', 'a+', '++', '東a', "a'", '.']) runsOf(piece.repeat(longestQuery));
  });
});

describe('a link', () => {
  it.each([
    ['#812', { kind: 'post', name: '#812' }],
    [
      'https://github.com/acme/chat/discussions/12#discussioncomment-3',
      { kind: 'post', name: 'acme/chat#12' },
    ],
    ['1710786933.057029', { kind: 'message', ts: '1710786933.057029' }],
    [' p1710786933057029 ', { kind: 'message', ts: '1710786933.057029' }],
    [
      'https://acme.slack.com/archives/C024BE91L/p1710786933057029?thread_ts=1710786900.000100&cid=C024BE91L',
      { kind: 'message', ts: '1710786933.057029', threadTs: '1710786900.000100', channelId: 'C024BE91L' },
    ],
    ['https://acme.slack.com/archives/C024BE91L', { kind: 'channel', channelId: 'C024BE91L' }],
    ['javascript:alert(1)', undefined],
    ['3.141592', undefined],
    ['see #812', undefined],
    ['https://example.org/', undefined],
  ])('%s leads somewhere or not', (text, target) => {
    expect(linkTarget(text)).toEqual(target);
  });
});
