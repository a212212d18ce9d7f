import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runTerms } from '../../src/search/tokenizer/run-terms.ts';
import { languageTail, runPattern, termsOf } from '../../src/search/tokenizer/tokenize.ts';
import { exportTexts } from '../support/search-documents.ts';
import { sharedExport } from '../support/shared-data.ts';

/** The same rules by Unicode's tables alone, without a look at character codes. */
function slowTermsOf(text: string): string[] {
  const terms: string[] = [];
  for (const stretch of text.split(/[ \t\n\r\f\v]+/)) {
    const normal = stretch.normalize('NFKC');
    for (const { 0: run, index } of normal.matchAll(runPattern)) {
      const end = index + run.length;
      const { whole, parts } = runTerms(normal.slice(index, end + languageTail(normal, index, end)));
      if (whole !== undefined) terms.push(whole);
      for (const { word, folded, pieces, tail } of parts)
        terms.push(...[word, folded, ...pieces, tail].filter((term) => term !== undefined));
    }
  }
  return terms;
}

describe('terms of a text', () => {
  it.each([
    ['How do I set a proxy?', 'how do i set a proxy'],
    ['foo.barBaz', 'foo.barbaz foo barbaz bar baz'],
    ['getHTTPResponse()', 'gethttpresponse get http response'],
    ['E1234 0x7fff ECONNRESET', 'e1234 0x7fff econnreset'],
    ['v1.2.3 20.11.1-rc.1', '1.2.3 20.11.1-rc.1'],
    ["don't we’ll", 'dont well'],
    ['foo_bar --dry-run', 'foo_bar foo bar dry-run dry run'],
    ['std::vector<int>', 'std::vector std vector int'],
    ['wait...what', 'wait what'],
    ['https://Example.org/a/b?c=d', 'example org a b c d'],
    ['src/main.rs:10:15', 'src/main.rs src main rs 10 15'],
    ['C++ and F# but not i#', 'c++ c and f# f but not i# i'],
    ['c++17', 'c 17'],
    ['café', 'café cafe'],
    ['Größe Ørsted', 'größe grosse ørsted orsted'],
    ['й ё', 'й ё е'],
    ['東京都に行く', '東京 京都 都に に行 行く く'],
    ['猫', '猫'],
    ['검색엔진', '검색 색엔 엔진 진'],
    ['ｆｕｌｌ ﬁle', 'full file'],
    ['npm install しました。', 'npm install しま まし した た'],
    ['a.b.c.d.e.f.g', 'a b c d e f g'],
    ['...', ''],
    ['a =\u0338 b', 'a b'],
    ['', ''],
    ['x'.repeat(60), 'x'.repeat(48)],
    ['𝒳𝒳𝒳🎉', 'xxx'],
  ])('%s → %s', (text, terms) => {
    expect(termsOf(text).join(' ')).toBe(terms);
  });

  it('are those that Unicode’s tables give, for any text', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        'Z',
        '9',
        '.',
        '_',
        '-',
        '/',
        ':',
        "'",
        '’',
        '@',
        '+',
        '#',
        '++',
        ' ',
        '\n',
        '(',
        'é',
        'e\u0301',
      ],
      ...['\u0301', '東', 'カ', '한', 'ﬁ', '🎉', '\ud800', '\u00a0', 'ß', 'İ', 'HTTP', 'http://', 'ไทย', '…'],
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(termsOf(text)).toEqual(slowTermsOf(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('never end in half a character', () => {
    for (const term of termsOf(`${'a'.repeat(47)}𐐀b`)) expect(Buffer.from(term).toString()).toBe(term);
  });

  const real = sharedExport('r-devel-2026-06.zip');
  it.skipIf(real === undefined)(
    'are those that Unicode’s tables give, for real talk',
    { timeout: 120_000 },
    async () => {
      let count = 0;
      for await (const text of exportTexts(real!)) {
        const terms = termsOf(text);
        count += terms.length;
        if (terms.join(' ') !== slowTermsOf(text).join(' ')) expect(terms).toEqual(slowTermsOf(text));
      }
      expect(count).toBeGreaterThan(100_000);
    },
  );
});
