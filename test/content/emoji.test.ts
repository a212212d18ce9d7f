import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import emojiData from 'emoji-datasource/emoji.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { emojiText, fromUnicodeField, unicodeOf } from '../../src/content/emoji.ts';
import { markdownOf, richMessage, textOf } from '../support/content.ts';

interface Emoji {
  readonly unified: string;
  readonly short_names: readonly string[];
  readonly skin_variations?: Readonly<Record<string, { readonly unified: string }>>;
}

const emoji = emojiData as unknown as readonly Emoji[];
const fromHex = (hex: string) =>
  String.fromCodePoint(...hex.split('-').map((part) => Number.parseInt(part, 16)));

describe('the table of emoji', () => {
  it('is what config/generate-emoji-table.mjs would write today', () => {
    const root = join(import.meta.dirname, '../..');
    const path = join(root, 'src/content/emoji-table.ts');
    const committed = readFileSync(path, 'utf8');
    const script = join(root, 'config/generate-emoji-table.mjs');
    const generated = execFileSync(process.execPath, ['--no-warnings', script, '--print'], {
      encoding: 'utf8',
    });
    expect(generated).toBe(committed);
  });

  it('knows each name that Slack has, as Unicode', () => {
    for (const { short_names, unified } of emoji)
      for (const name of short_names) expect(unicodeOf(name), name).toBe(fromHex(unified));
  });

  it('gives each that has them its five skin tones', () => {
    const tones = ['1F3FB', '1F3FC', '1F3FD', '1F3FE', '1F3FF'];
    for (const { short_names, skin_variations } of emoji) {
      for (const [index, tone] of tones.entries()) {
        const variation = skin_variations?.[tone];
        if (variation === undefined) continue;
        const name = `${short_names[0]}::skin-tone-${index + 2}`;
        expect(unicodeOf(name), name).toBe(fromHex(variation.unified));
      }
    }
  });
});

describe('emoji', () => {
  it.each([
    [':tada: done', '🎉 done'],
    [':wave::skin-tone-3:', '👋🏼'],
    [':simple_smile:', '🙂'],
    [':woman-shrugging::skin-tone-6:', '🤷🏿‍♀️'],
    [':flag-de::de:', '🇩🇪🇩🇪'],
    [':skin-tone-2:', '🏻'],
    [':100::1234:', '💯🔢'],
    ['no:tada:space', 'no🎉space'],
    [':our-logo::tada:', ':our-logo:🎉'],
    [':a-b::c-d::tada::e-f:', ':a-b::c-d:🎉:e-f:'],
  ])('%s', (text, shown) => {
    expect(textOf(text)).toBe(shown);
  });

  it.each([
    ['the time', 'at 10:30:45'],
    ['an unknown name', ':not_an_emoji:'],
    ['a path of C++', 'a::key::c'],
    ['a name in capitals', ':TADA:'],
  ])('is not made of %s', (_, text) => {
    expect(textOf(text)).toBe(text);
  });

  it('of the workspace goes by its name, which GitHub must not take for one of its own', () => {
    const own = { type: 'emoji', name: 'octocat', url: 'https://emoji.slack-edge.com/T0/octocat/1.png' };
    expect(textOf(richMessage(own))).toBe(':octocat:');
    expect(markdownOf(richMessage(own))).toBe(':<!-- -->octocat:');
    expect(emojiText('our-logo::skin-tone-2')).toBe(':our-logo:');
  });

  it('of rich text is what Slack says it is, then what its name says', () => {
    const shown = (element: object) => textOf(richMessage({ type: 'emoji', ...element }));
    expect(shown({ name: 'wave', unicode: '1f44b-1f3fb', skin_tone: 2 })).toBe('👋🏻');
    expect(shown({ name: 'wave', skin_tone: 6 })).toBe('👋🏿');
    expect(shown({ name: 'tada', unicode: 'javascript' })).toBe('🎉');
  });

  it('that have no skin take no tone', () => {
    expect(unicodeOf('tada::skin-tone-3')).toBe('🎉');
    expect(unicodeOf('wave::skin-tone-9')).toBe('👋');
  });

  it.each(['', '1f44b-', 'zz', '0', '20', 'd800', '110000', '1f44b 1f3fb', '-1f44b'])(
    'is not made of the code %j',
    (hex) => {
      expect(fromUnicodeField(hex)).toBeUndefined();
    },
  );
});
