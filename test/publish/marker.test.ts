import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConversationKey } from '../../src/model/conversation.ts';
import { formatMarker, hashText, parseMarker, postKeyOf, visibleId } from '../../src/publish/marker.ts';

const id = (letters: string) => fc.stringMatching(new RegExp(`^[${letters}][A-Z0-9]{2,12}$`));
const ts = fc.tuple(fc.nat(2 ** 31), fc.nat(999_999)).map(([s, us]) => `${s}.${String(us).padStart(6, '0')}`);
const keys = fc.record({
  teamId: id('TE'),
  channelId: id('CGD'),
  rootTs: ts,
}) as fc.Arbitrary<ConversationKey>;

describe('the marker of a post', () => {
  it('is read back as it was written, for any ids', () => {
    fc.assert(
      fc.property(
        keys,
        fc.nat(2000),
        fc.integer({ min: 1, max: 2000 }),
        fc.string(),
        (key, part, rest, text) => {
          const marker = { key: postKeyOf(key), part, parts: part + rest, hash: hashText(text) };
          expect(parseMarker(formatMarker(marker))).toEqual(marker);
        },
      ),
    );
  });

  it('has a fixed form, so that posts of older versions stay ours', () => {
    const key = postKeyOf({
      teamId: 'T012AB3C4',
      channelId: 'C024BE91L',
      rootTs: '1710786933.057029',
    } as never);
    expect(formatMarker({ key, part: 0, parts: 1, hash: hashText('hello') })).toBe(
      '<!-- unsilo:1 key=KEY part=0/1 hash=2cf24dba5fb0 -->'.replace('KEY', key),
    );
    expect(key).toMatchInlineSnapshot(`"2yibzoz7mswakbam6p6f7mkr5z"`);
  });

  it('differs between conversations', () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const same = a.teamId === b.teamId && a.channelId === b.channelId && a.rootTs === b.rootTs;
        expect(postKeyOf(a) === postKeyOf(b)).toBe(same);
      }),
    );
  });

  it.each([
    ['something before it', (marker: string) => ` ${marker}`],
    ['something after it', (marker: string) => `${marker} `],
    ['two lines', (marker: string) => `${marker}\n`],
    ['another version', (marker: string) => marker.replace('unsilo:1', 'unsilo:2')],
    ['a part beyond the last', (marker: string) => marker.replace('part=0/1', 'part=1/1')],
    ['no hash', (marker: string) => marker.replace(/ hash=\w+/, '')],
  ])('is refused with %s', (_, change) => {
    const key = postKeyOf({ teamId: 'T012AB3C4', channelId: 'C024BE91L', rootTs: '1.000000' } as never);
    expect(parseMarker(change(formatMarker({ key, part: 0, parts: 1, hash: hashText('') })))).toBeUndefined();
  });

  it('gives a visible word that GitHub does not take for a commit', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(visibleId(postKeyOf(key))).toMatch(/^unsilo[a-z2-7]{26}$/);
      }),
    );
  });
});
