import { execFileSync } from 'node:child_process';

/** GitHub's own parser of Markdown, with line breaks as in posts. Debian's package `cmark-gfm`. */
export function cmarkGfm(markdown: string): string {
  const extensions = ['table', 'strikethrough', 'autolink', 'tasklist', 'tagfilter', 'footnotes'];
  return execFileSync(
    'cmark-gfm',
    [...extensions.flatMap((name) => ['-e', name]), '--unsafe', '--hardbreaks'],
    {
      input: markdown,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    },
  );
}

export function hasCmarkGfm(): boolean {
  try {
    execFileSync('cmark-gfm', ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** What a reader sees of HTML: without tags and comments, entities decoded, white space as one space. */
export function visibleText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(
      /<\/?(?:p|div|pre|blockquote|ul|ol|li|table|thead|tbody|tr|td|th|br|hr|h\d|sup|section)\b[^>]*>/g,
      ' ',
    )
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** How often each element is in the HTML. */
export function elementCounts(html: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, name = ''] of html.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<([a-z][a-z0-9]*)[\s/>]/gi))
    counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
