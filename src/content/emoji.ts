import { emojiTable } from './emoji-table.ts';

interface Entry {
  readonly unicode: string;
  readonly takesTone: boolean;
}

const entries: ReadonlyMap<string, Entry> = new Map(
  emojiTable
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', code = ''] = line.split(' ');
      return [name, { unicode: fromHex(code.replace('+', '')), takesTone: code.startsWith('+') }];
    }),
);

/** `skin-tone-2` … `skin-tone-6` are the five of Fitzpatrick's scale. */
const toneForm = /^(?:skin-tone-)([2-6])$/;

/**
 * The Unicode of one of Slack's names: `wave`, `wave::skin-tone-3`, `skin-tone-3`. Undefined for names of the
 * workspace's own emoji. Only Unicode ever leaves: GitHub knows other pictures by some of these names (slack.md 9.2).
 */
export function unicodeOf(name: string): string | undefined {
  const [base = '', tone] = name.split('::');
  const entry = entries.get(base);
  if (entry === undefined || tone === undefined) return entry?.unicode;
  const digit = toneForm.exec(tone)?.[1];
  return entry.takesTone && digit !== undefined ? withTone(entry.unicode, Number(digit)) : entry.unicode;
}

/** What to show for a name: Unicode, or `:name:` for the workspace's own. */
export function emojiText(name: string): string {
  return unicodeOf(name) ?? `:${name.split('::')[0] ?? name}:`;
}

/** The `unicode` field of a rich text element: `1f44b-1f3fb`. Undefined when it is no list of code points. */
export function fromUnicodeField(hex: string): string | undefined {
  return /^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*$/i.test(hex) && hex.split('-').every(isCodePoint)
    ? fromHex(hex)
    : undefined;
}

function isCodePoint(hex: string): boolean {
  const code = Number.parseInt(hex, 16);
  return code > 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

function fromHex(hex: string): string {
  return String.fromCodePoint(...hex.split('-').map((part) => Number.parseInt(part, 16)));
}

/** The tone stands after the first code point and takes the place of the sign that asks for colour. */
function withTone(unicode: string, tone: number): string {
  const [first = '', ...rest] = unicode;
  const tail = rest[0] === '\uFE0F' ? rest.slice(1) : rest;
  return [first, String.fromCodePoint(0x1f3fb + tone - 2), ...tail].join('');
}
