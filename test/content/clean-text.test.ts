import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, linesOf } from '../../src/content/clean-text.ts';

const [override, embedding, pop, isolate, popIsolate] = ['\u202e', '\u202a', '\u202c', '\u2067', '\u2069'];

describe('clean text', () => {
  it.each([
    ['a\u0000b\u0007\u001b[0m\u009b', 'a\ufffdb\ufffd\ufffd[0m\ufffd'],
    ['a\r\nb\tc\nd', 'a\nb\tc\nd'],
    ['\ud83d \udc4d 👍', '\ufffd \ufffd 👍'],
    ['\ufdd0\uffff', '\ufffd\ufffd'],
    ['zero\u200bwidth\u200d', 'zero\u200bwidth\u200d'],
  ])('holds no control and no half a pair: %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it.each([
    ['an override', `${override}a`, `${override}a${pop}`],
    ['a closed one', `${override}a${pop}b`, `${override}a${pop}b`],
    ['an end before the begin', `${pop}${override}a`, `${pop}${override}a${pop}`],
    ['an isolate in an embedding', `${embedding}a${isolate}b`, `${embedding}a${isolate}b${popIsolate}${pop}`],
    [
      'an embedding that its isolate ends',
      `${isolate}${override}a${popIsolate}`,
      `${isolate}${override}a${popIsolate}`,
    ],
    ['an end of another kind', `${isolate}${pop}a`, `${isolate}${pop}a${popIsolate}`],
    ['an end of nothing', `a${popIsolate}${pop}`, `a${popIsolate}${pop}`],
  ])('closes %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('is clean already when it was cleaned once', () => {
    const signs = fc.array(
      fc.oneof(
        fc.constantFrom(override, embedding, pop, isolate, popIsolate, 'a', '\n'),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
    );
    fc.assert(
      fc.property(signs, (parts) => {
        const clean = cleanText(parts.join(''));
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it('of 300,000 open directions is closed', () => {
    expect(cleanText(embedding.repeat(300_000) + popIsolate.repeat(300_000)).endsWith(pop)).toBe(true);
    expect(cleanText(isolate.repeat(300_000) + pop.repeat(300_000)).endsWith(popIsolate)).toBe(true);
  });
});

describe('lines', () => {
  it('end as on a Mac, a PC or in a browser', () => {
    expect(linesOf('a\rb\r\nc\n\nd')).toEqual(['a', 'b', 'c', '', 'd']);
  });
});
