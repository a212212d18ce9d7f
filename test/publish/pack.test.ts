import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockGap, type PackedMessage, type Placed, packMessages } from '../../src/publish/pack.ts';

function message(heading: string, pieces: readonly string[], isContinued = false): PackedMessage {
  return { heading, pieces, isContinued };
}

function textOf(part: readonly Placed<PackedMessage>[]): string {
  const blocks = part.flatMap(({ message: { heading, pieces }, piece, hasHeading }) =>
    hasHeading ? [heading, pieces[piece]!] : [pieces[piece]!],
  );
  return blocks.join(blockGap);
}

function packed(messages: readonly PackedMessage[], body: number, comment = body): string[] {
  return packMessages(messages, { body, comment }).map(textOf);
}

describe('packing a conversation', () => {
  it('keeps everything in one body while there is room', () => {
    expect(
      packed([message('A', ['one']), message('A', ['two'], true), message('B', ['three'])], 100),
    ).toEqual(['A\n\none\n\ntwo\n\nB\n\nthree']);
  });

  it('moves a message that does not fit to a comment as a whole, with its speaker', () => {
    expect(packed([message('A', ['12345']), message('A', ['12345', '67'], true)], 14)).toEqual([
      'A\n\n12345',
      'A\n\n12345\n\n67',
    ]);
  });

  it('cuts only a message that is longer than a part, and names its speaker again', () => {
    expect(packed([message('A', ['1']), message('B', ['aaaaa', 'bbbbb', 'ccccc'])], 12)).toEqual([
      'A\n\n1',
      'B\n\naaaaa',
      'B\n\nbbbbb',
      'B\n\nccccc',
    ]);
    expect(packed([message('A', ['1']), message('B', ['aaaaa', 'bbbbb', 'ccccc'])], 15, 8)).toEqual([
      'A\n\n1\n\nB\n\naaaaa',
      'B\n\nbbbbb',
      'B\n\nccccc',
    ]);
  });

  it('makes one part of nothing', () => {
    expect(packed([], 10)).toEqual(['']);
  });

  it('keeps every piece once, in order, and within the room when each piece fits alone', () => {
    const pieces = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 6 });
    const messages = fc.array(fc.tuple(pieces, fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(
        messages,
        fc.integer({ min: 14, max: 60 }),
        fc.integer({ min: 14, max: 60 }),
        (all, body, comment) => {
          const input = all.map(([texts, isContinued], index) =>
            message(`H${index % 10}`, texts, isContinued),
          );
          const parts = packMessages(input, { body, comment });
          expect(parts.flat().map(({ message: { pieces: texts }, piece }) => texts[piece])).toEqual(
            input.flatMap(({ pieces: texts }) => texts),
          );
          parts.forEach((part, index) => {
            expect(textOf(part).length).toBeLessThanOrEqual(index === 0 ? body : comment);
            if (input.length > 0) expect(part[0]?.hasHeading).toBe(true);
          });
        },
      ),
    );
  });
});
