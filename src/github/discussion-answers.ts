import type { RemoteComment, RemotePost } from '../publish/publisher.ts';
import { isTrusted } from './repository.ts';

export interface Category {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

export interface Repository {
  readonly id: string;
  readonly nameWithOwner: string;
  readonly isArchived: boolean;
  readonly hasDiscussionsEnabled: boolean;
  readonly url: string;
  readonly discussionCategories: { readonly nodes: readonly Category[] };
}

export interface Written {
  readonly id: string;
  readonly body: string;
  readonly authorAssociation: string;
  readonly viewerDidAuthor: boolean;
  readonly author: { readonly __typename: string; readonly login: string } | null;
}

export interface Discussion extends Written {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly closed: boolean;
  readonly locked: boolean;
}

/** Whether a discussion takes an answer, and which one it has. */
export interface Answerable {
  readonly answer: { readonly id: string } | null;
  readonly category: { readonly isAnswerable: boolean };
}

export interface Page<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (Node | null)[];
}

/** All nodes of a connection, page by page. */
export async function* nodesOf<Node>(
  read: (after: string | null) => Promise<Page<Node> | undefined>,
): AsyncIterable<Node> {
  for (let after: string | null = null; ; ) {
    const page = await read(after);
    for (const node of page?.nodes ?? []) if (node !== null) yield node;
    if (!page?.pageInfo.hasNextPage || page.pageInfo.endCursor === null) return;
    after = page.pageInfo.endCursor;
  }
}

export function postOf(found: Discussion): RemotePost {
  const { id, number, url, title, body } = found;
  const state = { isClosed: found.closed, isLocked: found.locked, isTrusted: isOurs(found) };
  return { kind: 'discussion', number, id, url, title, body, ...state };
}

export function commentOf(found: Written): RemoteComment {
  return { id: found.id, body: found.body, isTrusted: isOurs(found) };
}

/** Written by ourselves, or by somebody who may write here. */
export function isOurs({
  viewerDidAuthor,
  authorAssociation,
  author,
}: Pick<Written, 'viewerDidAuthor' | 'authorAssociation' | 'author'>): boolean {
  return viewerDidAuthor || author?.__typename === 'Bot' || isTrusted(authorAssociation, author?.login);
}
