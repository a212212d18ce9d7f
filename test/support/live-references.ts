/**
 * GitHub makes mentions and references after Markdown is done, in each text node of the HTML that is in no link and no
 * code (https://github.com/jch/html-pipeline, the public ancestor of what GitHub runs). These are its grammars, read
 * strictly: what is found here may be live on GitHub.
 */
const grammars: Readonly<Record<string, RegExp>> = {
  mention: /(?<![\w`/.@-])@[a-z\d](?:[a-z\d-]{0,38})(?:\/[\w-]+)?/gi,
  'issue number': /(?<![\w&/])#\d+\b/g,
  'GH number': /(?<!\w)GH-\d+\b/gi,
  'issue of a repository': /(?<![\w/.-])[a-z\d][a-z\d-]*\/[\w.-]+#\d+\b/gi,
  'commit of a repository': /(?<![\w.-])[a-z\d][a-z\d-]*(?:\/[\w.-]+)?@[0-9a-f]{7,40}\b/gi,
  commit: /(?<![\w/.@-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![\w-])/g,
};

const reference =
  /^https?:\/\/(?:www\.)?github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|pull|discussions|commit)\/\w/i;

/** What is live in a plain text, such as a title. */
export function liveInText(text: string): readonly string[] {
  return Object.entries(grammars).flatMap(([kind, grammar]) =>
    [...text.matchAll(grammar)].map(([found]) => `${kind} ${found}`),
  );
}

/** What is live in HTML: in its text, and in links to things of other repositories. */
export function liveInHtml(html: string, repository: string): readonly string[] {
  const found: string[] = [];
  let silent = 0;
  // A comment parts two text nodes as an element does.
  for (const [token] of html.matchAll(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/g)) {
    const [, slash, name = ''] = /^<(\/?)([a-z\d]+)/i.exec(token) ?? [];
    if (/^(?:a|code|pre)$/i.test(name)) silent += slash === '/' ? -1 : 1;
    const href = /^<a\s[^>]*href="([^"]*)"/i.exec(token)?.[1]?.replaceAll('&amp;', '&');
    const target = href === undefined ? undefined : reference.exec(href)?.[1];
    if (target !== undefined && target.toLowerCase() !== repository.toLowerCase()) found.push(`link ${href}`);
    if (silent === 0 && !token.startsWith('<')) found.push(...liveInText(decoded(token)));
  }
  return found;
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}
