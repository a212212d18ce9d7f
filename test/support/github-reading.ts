/** Elements whose text GitHub does not look at for names and numbers. */
const untouched = new Set(['a', 'code', 'pre']);

/** What GitHub makes of a text after Markdown is done, by what it would do. */
const live: Readonly<Record<string, RegExp>> = {
  mention: /@[a-z\d]/i,
  'issue number': /#\d|\bgh-\d/i,
  'short code of an emoji': /:(?!\d+:)[a-z\d_+-]+:/,
  formula: /\$/,
  alert: /^\s*\[!(?:note|tip|important|warning|caution)\]/i,
  'bare address': /https?:\/\/\w|\bwww\.\w/i,
};

/** Names, numbers and signs in the HTML of a post that would do something on GitHub. Empty when all is disarmed. */
export function liveWords(html: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  for (const [part] of html.matchAll(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/g)) {
    const [, slash, name = ''] = /^<(\/?)([a-z\d]+)/i.exec(part) ?? [];
    if (part.startsWith('<!--')) continue;
    if (slash === '/') open.splice(open.lastIndexOf(name), 1);
    else if (slash === '') open.push(...(/^(?:br|hr|img|input)$/.test(name) ? [] : [name]));
    else if (!open.some((element) => untouched.has(element))) found.push(...liveIn(part, open.at(-1)));
  }
  return found;
}

function liveIn(part: string, parent: string | undefined): string[] {
  const text = part
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  return Object.entries(live)
    .filter(
      ([kind, pattern]) => pattern.test(text) && !(kind === 'formula' && parent === 'span' && text === '$'),
    )
    .map(([kind]) => `${kind}: ${text.slice(0, 80)}`);
}

/** The addresses that the HTML of a post links to. */
export function hrefsOf(html: string): string[] {
  return [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
}
