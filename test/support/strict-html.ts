/** An element with what it says of itself, in the order in which it opens. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements that `toHtml` may write, and which attributes each may have, as patterns for their values. */
const closedSet: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  p: { class: /^(?:note|file)$/ },
  a: { href: /^/, rel: /^nofollow ugc$/ },
  b: {},
  strong: {},
  em: {},
  del: {},
  u: {},
  code: {},
  small: {},
  br: {},
  hr: {},
  pre: { tabindex: /^0$/ },
  blockquote: { class: /^card$/ },
  div: { class: /^(?:card|table)$/, tabindex: /^0$/ },
  span: { class: /^by$/ },
  time: { datetime: /^-?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
  ol: { start: /^\d+$/ },
  ul: {},
  li: {},
  table: {},
  thead: {},
  tbody: {},
  tr: {},
  th: { scope: /^col$/, class: /^(?:center|right)$/ },
  td: { class: /^(?:center|right)$/ },
};

const empty = new Set(['br', 'hr']);
const tag = /<(\/?)([a-z]+)((?: [a-z]+="[^"<>&]*(?:&(?:amp|lt|gt|quot|#39);[^"<>&]*)*")*)>/y;
const text = /(?:[^<>&"']|&(?:amp|lt|gt|quot|#39);)+/y;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * Reads HTML by a grammar that knows nothing but what `toHtml` may write: elements and attributes of a closed set, each
 * quoted, each closed in its order, each special character escaped. Throws at anything else, with its place.
 */
export function strictElements(html: string): readonly Element[] {
  if (forbidden.test(html)) throw new Error(`a control character or half a pair in ${JSON.stringify(html)}`);
  const elements: Element[] = [];
  const open: string[] = [];
  let at = 0;
  while (at < html.length) {
    text.lastIndex = at;
    tag.lastIndex = at;
    const found = tag.exec(html);
    const words = found === null ? text.exec(html) : null;
    if (found === null && words === null) throw new Error(`no HTML of ours at ${html.slice(at, at + 60)}`);
    at = found === null ? text.lastIndex : tag.lastIndex;
    if (found === null) continue;
    const [, slash = '', name = '', attributes = ''] = found;
    if (slash !== '') {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
      continue;
    }
    elements.push({ name, attributes: attributesOf(name, attributes) });
    if (!empty.has(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`);
  return elements;
}

function attributesOf(name: string, written: string): Record<string, string> {
  const allowed = closedSet[name];
  if (allowed === undefined) throw new Error(`<${name}> is none of ours`);
  const attributes: Record<string, string> = {};
  for (const [, key = '', raw = ''] of written.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
    const value = decode(raw);
    if (allowed[key]?.test(value) !== true) throw new Error(`${key}="${value}" of <${name}> is none of ours`);
    if (key in attributes) throw new Error(`${key} twice in <${name}>`);
    attributes[key] = value;
  }
  return attributes;
}

function decode(escaped: string): string {
  return escaped
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
