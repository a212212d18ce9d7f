/** A message as its page shows it. */
export interface PageMessage {
  /** Anchor on the page, such as `p1710786933057029`, or `g1234567` for a comment on GitHub; empty where the page is not ours. */
  readonly id: string;
  readonly text: string;
}

const article = /<article\b[^>]*?\bid="(p\d{16,18}|g\d{1,20})"[^>]*>([\s\S]*?)<\/article>/g;
/** Who and when, and how people reacted: nobody said that. */
const aside = /<p class="(?:by|reactions)">[\s\S]*?<\/p>/g;
const blockTag = /<\/?(?:p|pre|div|li|ul|ol|blockquote|tr|table|h\d|br|hr|section|article)\b[^>]*>/gi;
const cellEnd = /<\/t[dh]>/gi;

/**
 * The messages of a page of the site, without markup. Needs no DOM, so that workers and the terminal can do it; it only
 * ever reads HTML that unsilo wrote.
 */
export function pageMessages(html: string): readonly PageMessage[] {
  const messages = [...html.matchAll(article)].map(([, id = '', inner = '']) => ({
    id,
    text: plainText(inner.replace(aside, '')),
  }));
  if (messages.length > 0) return messages;
  const main = /<main\b[^>]*>([\s\S]*?)<\/main>/.exec(html)?.[1];
  return main === undefined ? [] : [{ id: '', text: plainText(main) }];
}

/** Paths of the further pages of a conversation, from the one that was read. */
export function furtherPages(html: string): readonly string[] {
  const pager = /<nav class="pager"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
  return [...pager.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => unescaped(href));
}

function plainText(html: string): string {
  const text = html
    .replace(cellEnd, '\t')
    .replace(blockTag, '\n')
    .replace(/<[^>]*>/g, '');
  return unescaped(text)
    .replace(/\n\s*\n+/g, '\n')
    .trim();
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function unescaped(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
