import { cleanText } from './clean-text.ts';
import { unicodeOf } from './emoji.ts';
import { parseToken } from './slack-token.ts';
import type { InlineNode, Styled } from './tree.ts';

const styleOf = { '*': 'strong', _: 'emphasis', '~': 'delete' } as const;
type Delimiter = keyof typeof styleOf;

const plain = /[^<*_~`:\n]+/y;
const token = /<([^<>\n]+)>/y;
const codeSpan = /`([^`\n]+)`/y;
const emoji = /:([a-z0-9_+'-]+):(?::(skin-tone-[2-6]):)?/y;

/**
 * What may not stand before the begin of a style or after its end: Slack formats no part of a word, and neither
 * `@_x_` nor `*x*(y)` nor the `~` of paths. Measured on the texts of bots: Slack makes rich text of them and keeps both.
 */
const noStart = /[\p{L}\p{N}\p{M}_@\\\]}]/u;
const noEnd = /[\p{L}\p{N}\p{M}([{/\\]/u;
const noCodeStart = /[\p{L}\p{N}\p{M}@\\\]})`]/u;
const inWord = /[\p{L}\p{N}\p{M}]/u;

/** More parts than a message of Slack's has room for: a style around them would overflow the writer of Markdown. */
const mostInside = 20_000;

/** A style that was opened: `at` is where its text begins among the nodes. */
interface Opened {
  readonly delimiter: Delimiter;
  readonly at: number;
}

/**
 * One stretch of mrkdwn without quotes and fences. Line breaks become nodes and end every style. Takes time linear in
 * the length: each pattern stops at the next character that could begin something, and at most one style of a kind is
 * open.
 *
 * @param readText un-escapes, where the text is escaped
 */
export function parseInline(text: string, readText: (text: string) => string): InlineNode[] {
  return new InlineParser(text, readText).parse();
}

class InlineParser {
  readonly #text: string;
  readonly #readText: (text: string) => string;
  readonly #nodes: InlineNode[] = [];
  #opened: Opened[] = [];
  #position = 0;
  /** Where a name of an emoji ended, also of an unknown one: `:own::tada:` has two, `std::key::value` has none. */
  #endOfName = -1;

  constructor(text: string, readText: (text: string) => string) {
    this.#text = text;
    this.#readText = readText;
  }

  parse(): InlineNode[] {
    while (this.#position < this.#text.length) {
      const words = this.#match(plain);
      if (words !== undefined) this.#addText(this.#readText(words[0]));
      else this.#special(this.#text[this.#position] ?? '');
    }
    return this.#nodes;
  }

  #special(character: string): void {
    if (character === '\n') {
      this.#opened = [];
      this.#nodes.push({ type: 'break' });
      this.#position += 1;
    } else if (character === '*' || character === '_' || character === '~') this.#style(character);
    else if (!this.#node(character)) {
      this.#addText(character);
      this.#position += 1;
    }
  }

  /** True when something other than text begins here. */
  #node(character: string): boolean {
    if (character === '<') return this.#token();
    if (character === '`') return this.#code();
    return character === ':' && this.#emoji();
  }

  #token(): boolean {
    const start = this.#position;
    const inner = this.#match(token)?.[1];
    const node =
      inner === undefined
        ? undefined
        : parseToken(inner, this.#readText, (label) => mergeText(parseInline(label, this.#readText)));
    if (node === undefined) this.#position = start;
    else this.#nodes.push(node);
    return node !== undefined;
  }

  #code(): boolean {
    const start = this.#position;
    const inner = noCodeStart.test(characterBefore(this.#text, start))
      ? undefined
      : this.#match(codeSpan)?.[1];
    if (inner === undefined) return false;
    this.#nodes.push({ type: 'inlineCode', value: codeText(inner, this.#readText) });
    return true;
  }

  #emoji(): boolean {
    const start = this.#position;
    if (this.#text[start - 1] === ':' && start !== this.#endOfName) return false;
    const found = this.#match(emoji);
    if (found !== undefined) this.#endOfName = this.#position;
    const name = found === undefined ? '' : [found[1], found[2]].filter(Boolean).join('::');
    const unicode = name === '' ? undefined : unicodeOf(name);
    if (unicode === undefined || isNumber(name)) {
      this.#position = start;
      return false;
    }
    this.#nodes.push({ type: 'emoji', name, unicode });
    return true;
  }

  /** A style ends at the next sign of its kind in the line, or it is none: `*a*b*` is text. */
  #style(delimiter: Delimiter): void {
    const before = characterBefore(this.#text, this.#position);
    const after = characterAfter(this.#text, this.#position + 1);
    this.#position += 1;
    if (delimiter === '_' && inWord.test(before) && inWord.test(after)) {
      this.#addText(delimiter);
      return;
    }
    const index = this.#opened.findIndex((opened) => opened.delimiter === delimiter);
    const opened = this.#opened[index];
    if (opened !== undefined) {
      this.#opened.splice(index, 1);
      if (!noEnd.test(after) && this.#close(opened, index)) return;
    }
    const isNested = this.#opened.at(-1)?.at === this.#nodes.length;
    this.#nodes.push({ type: 'text', value: delimiter });
    if (before === delimiter || after === delimiter || (noStart.test(before) && !isNested)) return;
    this.#opened.push({ delimiter, at: this.#nodes.length });
  }

  /** Other styles that were opened within and not closed stay text. False for `* *` and `2 * 3 * 4`. */
  #close({ delimiter, at }: Opened, index: number): boolean {
    if (this.#nodes.length - at > mostInside) return false;
    const children = mergeText(this.#nodes.slice(at));
    const { before, inner, after } = withoutEdgeSpaces(children);
    if (inner.length === 0 || (before !== '' && after !== '')) return false;
    this.#opened.length = Math.min(this.#opened.length, index);
    this.#nodes.length = at - 1;
    this.#addText(before);
    this.#nodes.push({ type: styleOf[delimiter], children: inner } satisfies Styled);
    this.#addText(after);
    return true;
  }

  #addText(value: string): void {
    if (value !== '') this.#nodes.push({ type: 'text', value: cleanText(value) });
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#position = pattern.lastIndex;
    return found;
  }
}

/** Slack links addresses in code as well; there they are text again. */
export function codeText(inner: string, readText: (text: string) => string): string {
  const flat = inner.includes('<')
    ? inner.replace(/<([a-z][a-z0-9+.-]*:[^<>|\n]+)(?:\|([^<>\n]*))?>/gi, (_, url: string, label?: string) =>
        label === undefined || label === '' ? url : label,
      )
    : inner;
  return cleanText(readText(flat));
}

/** Spaces at the edges apart: a style that begins or ends with one is none in Markdown. */
export function withoutEdgeSpaces(nodes: readonly InlineNode[]) {
  const inner = [...nodes];
  const first = inner[0];
  let before = '';
  if (first?.type === 'text') {
    const value = first.value.trimStart();
    before = first.value.slice(0, first.value.length - value.length);
    inner[0] = { type: 'text', value };
  }
  const last = inner.at(-1);
  let after = '';
  if (last?.type === 'text') {
    const value = last.value.trimEnd();
    after = last.value.slice(value.length);
    inner[inner.length - 1] = { type: 'text', value };
  }
  return { before, inner: mergeText(inner), after };
}

/** Neighbouring texts as one, and neighbouring code: two code spans side by side are none in Markdown. */
export function mergeText(nodes: readonly InlineNode[]): InlineNode[] {
  const merged: InlineNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    const isMore = (node.type === 'text' || node.type === 'inlineCode') && last?.type === node.type;
    if (isMore) merged[merged.length - 1] = { type: node.type, value: last.value + node.value };
    else if (node.type !== 'text' || node.value !== '') merged.push(node);
  }
  return merged;
}

/** `10:30:45` holds no emoji, though there are ones with numbers for names. */
function isNumber(name: string): boolean {
  return /^\d+$/.test(name) && name !== '100' && name !== '1234';
}

function characterBefore(text: string, position: number): string {
  const code = text.charCodeAt(position - 1);
  return (code & 0xfc00) === 0xdc00
    ? text.slice(position - 2, position)
    : text.slice(Math.max(0, position - 1), position);
}

function characterAfter(text: string, position: number): string {
  const code = text.codePointAt(position);
  return code === undefined ? '' : String.fromCodePoint(code);
}
