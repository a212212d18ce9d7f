import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PostingFileReader, PostingFileWriter } from '../../src/search/format/posting-file.ts';
import { PostingList } from '../../src/search/format/posting-list.ts';
import { readPostings } from '../../src/search/format/read-postings.ts';
import { packFiles, separatorBetween, unpackFiles } from '../../src/search/format/separators.ts';
import { readDocs } from '../../src/search/format/stored-list.ts';

const word = fc.string({
  unit: fc.constantFrom(...'abcß', '日', '😀', '!', '-'),
  minLength: 1,
  maxLength: 6,
});
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 20 }).map((all) => all.sort());

describe('the list of posting files', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(words, fc.array(fc.integer({ min: 1, max: 900 })), (terms, numbers) => {
        const separators = [
          '',
          ...terms.slice(1).map((term, at) => separatorBetween(terms[at] as string, term)),
        ];
        const sizes = separators.map((_, at) => (numbers[at] ?? 10) / 10);
        const { separators: packed, large } = packFiles({ separators, sizes }, 6);
        const read = unpackFiles(packed, large, 6);
        expect(read.separators).toEqual(separators);
        // Files are at least about as large as most; beyond the largest step it only matters that they are large.
        for (const [at, size] of sizes.entries())
          if (size > 6 && size < 90)
            expect(Math.abs(Math.log2((read.sizes[at] as number) / size))).toBeLessThan(0.76);
      }),
    );
  });
});

const posting = fc.record({
  gap: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100_000 })),
  fields: fc
    .array(fc.record({ count: fc.integer({ min: 1, max: 200 }), length: fc.integer({ min: 1, max: 300 }) }), {
      minLength: 3,
      maxLength: 3,
    })
    .chain((of) => fc.integer({ min: 1, max: 7 }).map((mask) => ({ of, mask }))),
});

describe('a posting file', () => {
  it('gives every list back, whatever the fields and counts', () => {
    fc.assert(
      fc.property(
        words,
        fc.array(fc.array(posting, { minLength: 1, maxLength: 12 }), { minLength: 20, maxLength: 20 }),
        (terms, given) => {
          const lists = terms.map((_, at) => listOf(given[at] ?? []));
          const writer = new PostingFileWriter();
          for (const [at, term] of terms.entries())
            writer.add(term, lists[at] as PostingList, isOfFilter(at));
          const reader = new PostingFileReader(writer.finish());
          for (const [at, term] of terms.entries()) {
            expect(reader.next()).toBe(term);
            const stored = reader.locate(isOfFilter(at));
            const read = new PostingList();
            readPostings(stored, isOfFilter(at), read);
            expect(contentOf(read, isOfFilter(at))).toEqual(
              contentOf(lists[at] as PostingList, isOfFilter(at)),
            );
            expect([...readDocs(stored)]).toEqual(contentOf(read, isOfFilter(at)).docs);
          }
          expect(reader.next()).toBeUndefined();
        },
      ),
    );
  });
});

/** Some lists are those of filters. */
function isOfFilter(at: number): boolean {
  return at % 5 === 4;
}

type Posting = typeof posting extends fc.Arbitrary<infer Value> ? Value : never;

function listOf(postings: readonly Posting[]): PostingList {
  const list = new PostingList();
  let doc = -1;
  for (const { gap, fields } of postings) {
    doc += gap;
    list.addDoc(doc);
    // The length of a text is that of its document, and is not written.
    for (const [field, { count, length }] of fields.of.entries())
      if ((fields.mask >> field) & 1) list.addField(field, count, field === 2 ? 0 : length);
  }
  return list;
}

function contentOf(list: PostingList, isFilter: boolean) {
  const docs = [...list.docs.subarray(0, list.size)];
  if (isFilter) return { docs };
  const [masks, counts, lengths] = [
    list.masks.subarray(0, list.size),
    list.counts.subarray(0, list.values),
    list.lengths.subarray(0, list.values),
  ];
  return { docs, masks: [...masks], counts: [...counts], lengths: [...lengths] };
}
