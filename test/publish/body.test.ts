import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Body, formatBody, parseBody, replaceOwnText } from '../../src/publish/body.ts';
import { hashText, postKeyOf } from '../../src/publish/marker.ts';

const key = postKeyOf({ teamId: 'T012AB3C4', channelId: 'C024BE91L', rootTs: '1710786933.057029' } as never);
const marker = { key, part: 0, parts: 1, hash: hashText('what it says') };
const titleHash = hashText('A title');

function written(text: string): string {
  return formatBody({ marker, text, titleHash });
}

/** Lines of prose mixed with lines that look like ours. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constant(`<!-- unsilo:1 key=${key} part=0/1 hash=000000000000 -->`),
      fc.constant('<!-- unsilo:end text=000000000000 -->'),
      fc.constant('```'),
    ),
  )
  .map((lines) => lines.join('\n').replaceAll('\r', ''));

describe('the body of a post', () => {
  it('is read back, whatever the text looks like', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const body = parseBody(written(text));
        expect(body).toEqual({ marker, text: text.trim(), titleHash, isIntact: true, before: '', after: '' });
      }),
    );
  });

  it('is still whole after the web editor changed every line end', () => {
    expect(parseBody(written('one\n\ntwo').replaceAll('\n', '\r\n'))).toMatchObject({ isIntact: true });
  });

  it('is known to be changed when somebody edited our text', () => {
    expect(parseBody(written('one two').replace('two', '2'))).toMatchObject({
      isIntact: false,
      text: 'one 2',
    });
  });

  it('is known to be changed when somebody removed the closing line', () => {
    const [open] = written('one').split('<!-- unsilo:end');
    expect(parseBody(open!)).toMatchObject({ isIntact: false, text: 'one', after: '' });
  });

  it('is none without a marker', () => {
    expect(parseBody('one\n<!-- unsilo:end text=000000000000 -->')).toBeUndefined();
  });

  it('keeps what people wrote around it when it is replaced', () => {
    const plain = fc.array(fc.string({ unit: 'grapheme-ascii' })).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(plain, plain, hostile, (before, after, text) => {
        const prefix = before === '' ? '' : `${before}\n`;
        const edited = `${prefix}${written('old')}${after}`;
        const body = parseBody(edited) as Body;
        expect(replaceOwnText(body, written(text))).toBe(`${prefix}${written(text)}${after}`);
      }),
    );
  });
});
