import type { BlockNode, Content, InlineNode } from '../content/tree.ts';

/** Something on GitHub that a message names. */
export interface GitHubReference {
  /** `acme/lib#12`, or `acme/lib@1a2b3c4`: equal for equal things, in lower case but for nothing else. */
  readonly name: string;
  readonly url: string;
}

const address =
  /^https?:\/\/(?:www\.|redirect\.)?github\.com\/([\w.-]+)\/([\w.-]+)\/(issues|pull|discussions|commit)\/(\d+|[0-9a-f]{7,40})(?![\w])/i;

/** `acme/lib#12` in a text: what GitHub itself would take for a reference. */
const short = /(?<![\w/.-])([a-z\d](?:[a-z\d-]{0,38}))\/([\w.-]{1,100})#(\d{1,9})(?!\w)/gi;

/** The issue, pull request, discussion or commit of an address; undefined for any other page. */
export function parseGitHubUrl(url: string): GitHubReference | undefined {
  const [, owner, name, kind, id] = address.exec(url) ?? [];
  if (owner === undefined || name === undefined || kind === undefined || id === undefined) return undefined;
  const isCommit = kind.toLowerCase() === 'commit';
  if (!isCommit && !/^\d+$/.test(id)) return undefined;
  const repository = `${owner}/${name}`;
  return {
    name: `${repository.toLowerCase()}${isCommit ? '@' : '#'}${isCommit ? id.slice(0, 7).toLowerCase() : id}`,
    url: `https://github.com/${repository}/${kind.toLowerCase()}/${id}`,
  };
}

/** Every thing on GitHub that a message links to or names, once each, in order. Code and previews of links count too. */
export function githubReferencesIn({ blocks }: Pick<Content, 'blocks'>): readonly GitHubReference[] {
  const found = new Map<string, GitHubReference>();
  const add = (reference: GitHubReference | undefined) => {
    if (reference !== undefined && !found.has(reference.name)) found.set(reference.name, reference);
  };
  for (const block of blocks) visitBlock(block, add);
  return [...found.values()];
}

type Add = (reference: GitHubReference | undefined) => void;

function visitBlock(block: BlockNode, add: Add): void {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'note':
      for (const node of block.children) visitInline(node, add);
      return;
    case 'quote':
      for (const child of block.children) visitBlock(child, add);
      return;
    case 'list':
      for (const child of block.items.flat()) visitBlock(child, add);
      return;
    case 'table':
      for (const node of block.rows.flat(2)) visitInline(node, add);
      return;
    case 'card':
      for (const node of block.title ?? []) visitInline(node, add);
      for (const child of block.children) visitBlock(child, add);
      return;
    default:
  }
}

function visitInline(node: InlineNode, add: Add): void {
  if (node.type === 'link') add(parseGitHubUrl(node.url));
  if (node.type === 'text') for (const reference of inText(node.value)) add(reference);
  if ('children' in node) for (const child of node.children) visitInline(child, add);
}

function inText(text: string): readonly GitHubReference[] {
  if (!text.includes('#')) return [];
  return [...text.matchAll(short)].map(([, owner, name, number]) => ({
    name: `${owner}/${name}#${number}`.toLowerCase(),
    url: `https://github.com/${owner}/${name}/issues/${number}`,
  }));
}
