import type { PhrasingContent } from 'mdast';

/** An empty comment: invisible, not copied, and it parts what GitHub would otherwise read as one (github.md 7.1). */
export const parting: PhrasingContent = { type: 'html', value: '<!-- -->' };

/**
 * Where GitHub makes something of a text after Markdown is done, which no escape of Markdown can stop: mentions
 * (`@name`), references (`#1`, `GH-1`, `owner/name#1`, `name@sha`), short codes of emoji, alerts. Each alternative
 * matches up to the place where the text is parted. An `@` after a word belongs to an address, and redaction has
 * taken people's addresses out.
 */
const places = [
  /@(?=[\w.-])/.source,
  /#(?=\d)/.source,
  /\bGH-(?=\d)/.source,
  // GitHub's parser links even a lonely `www.`, and no escape of Markdown keeps it from that.
  /www(?=\.)/.source,
  // An address that Slack did not link, such as that of somebody's issue.
  /(?:https?|ftp):(?=\/\/)/.source,
  // `10:30:45` holds no emoji but these two.
  /:(?=(?!\d+:)[a-z0-9_+-]+:|100:|1234:)/.source,
  /\[(?=!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])/.source,
  // A bare commit id, as a whole.
  /(?<![\w/.-])(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}(?![\w-])/.source,
].join('|');
const place = new RegExp(places, 'giu');

const isSuspicious = /[@#:$[]|gh-|www\.|[0-9a-f]{7}/i;

/** Two of these make a formula of what stands between; GitHub's own advice is to put them into a span. */
const dollar: readonly PhrasingContent[] = [
  { type: 'html', value: '<span>' },
  { type: 'text', value: '$' },
  { type: 'html', value: '</span>' },
];

/** Text nodes that say the same and do nothing. Line breaks inside become spaces. */
export function disarmText(text: string): PhrasingContent[] {
  const line = text.replaceAll('\n', ' ');
  if (line === '') return [];
  if (!isSuspicious.test(line)) return [{ type: 'text', value: line }];
  return line.split('$').flatMap((part, index) => [...(index === 0 ? [] : dollar), ...parted(part)]);
}

function parted(text: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(place)) {
    const end = index + found.length;
    const pieces = piecesOf(found);
    nodes.push({ type: 'text', value: text.slice(start, index) + pieces[0] });
    for (const piece of pieces.slice(1)) nodes.push(parting, { type: 'text', value: piece });
    if (pieces.length === 1) nodes.push(parting);
    start = end;
  }
  if (start < text.length) nodes.push({ type: 'text', value: text.slice(start) });
  return nodes;
}

/** A commit id in pieces that are too short for one; anything else as it is, to be parted from what follows. */
function piecesOf(found: string): readonly string[] {
  return commitId.test(found) ? (found.match(/.{1,6}/g) ?? [found]) : [found];
}

const commitId = /^[0-9a-f]{7,40}$/i;

/** An issue, pull request, discussion or commit on GitHub. */
const reference =
  /^https?:\/\/(?:www\.)?github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|pull|discussions|commit)\/\w/i;

/**
 * A link to somebody's issue leaves a mark there that can't be taken back. GitHub runs a host for links that leave
 * none, and it redirects to the same place. Links within the own repository are the point of a cross-reference.
 */
export function disarmLink(url: string, repository?: string): string {
  const target = reference.exec(url)?.[1];
  if (target === undefined || target.toLowerCase() === repository?.toLowerCase()) return url;
  return url.replace(/^https?:\/\/(?:www\.)?github\.com/i, 'https://redirect.github.com');
}

/**
 * Whether a link would leave such a mark on an Enterprise Server, which has no host for links that leave none.
 *
 * @param server its host name
 */
export function leavesMark(url: string, server: string | undefined, repository?: string): boolean {
  if (server === undefined || !URL.canParse(url)) return false;
  const { host, pathname } = new URL(url);
  const target = /^\/([\w.-]+\/[\w.-]+)\/(?:issues|pull|discussions|commit)\/\w/i.exec(pathname)?.[1];
  return (
    host.toLowerCase() === server.toLowerCase() &&
    target !== undefined &&
    target.toLowerCase() !== repository?.toLowerCase()
  );
}

/** A title is plain text, where a comment would show: a zero-width space parts instead. */
export function disarmTitle(text: string): string {
  return text.replace(place, (found) => {
    const pieces = piecesOf(found);
    return pieces.length === 1 ? `${found}\u200b` : pieces.join('\u200b');
  });
}
