import type { RawGithubComment } from '../model/github-comment.ts';
import { parseBody } from '../publish/body.ts';
import type { Activity, CommentReader, Comments, Known, RemoteKind } from '../publish/comment-reader.ts';
import { PublishError } from '../publish/failure.ts';
import type { GitHubClient } from './client.ts';
import {
  activityOfQuery,
  activityQuery,
  knownQuery,
  peoplesCommentsQuery,
  repliesQuery,
} from './comment-documents.ts';
import { isOurs, nodesOf, type Page, type Written } from './discussion-answers.ts';
import { noRepository, type RepositoryName } from './repository.ts';

interface RawActivity {
  readonly id: string;
  readonly updatedAt: string;
  readonly comments: { readonly totalCount: number };
}

interface RawKnown {
  readonly id: string;
  readonly updatedAt: string;
  readonly isMinimized: boolean;
  /** Absent on issues, as what follows. */
  readonly deletedAt?: string | null;
  readonly isAnswer?: boolean;
}

interface RawComment extends RawKnown, Written {
  readonly url: string;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly replies?: Page<RawComment>;
}

interface RawPost {
  readonly id: string;
  readonly updatedAt: string;
  readonly comments: Page<RawComment> & { readonly totalCount: number };
}

/** By GraphQL for both kinds of posts: REST does not tell which comments are hidden. */
export class GraphqlCommentReader implements CommentReader {
  readonly #client: GitHubClient;
  readonly #repository: RepositoryName;

  constructor(client: GitHubClient, repository: RepositoryName) {
    this.#client = client;
    this.#repository = repository;
  }

  async *activity(kind: RemoteKind, since: string | undefined): AsyncIterable<Activity> {
    const nodes = nodesOf(async (after) => {
      const variables = { ...this.#repository, after };
      const { repository } = await this.#read<{ repository: { posts: Page<RawActivity> } | null }>(
        activityQuery[kind],
        variables,
      ).catch(asMissing);
      if (repository === null) throw noRepository(this.#repository);
      return repository.posts;
    });
    for await (const node of nodes) {
      if (since !== undefined && node.updatedAt <= since) return;
      yield activityFrom(node);
    }
  }

  async activityOf(ids: readonly string[]): Promise<readonly Activity[]> {
    const found = await this.#nodes<RawActivity>(activityOfQuery, ids);
    return found.filter(({ id }) => id !== undefined).map(activityFrom);
  }

  async known(ids: readonly string[]): Promise<readonly Known[]> {
    const found = await this.#nodes<RawKnown>(knownQuery, ids);
    return found
      .filter(({ id }) => id !== undefined)
      .map((one) => ({
        id: one.id,
        updatedAt: one.updatedAt,
        isHidden: isHidden(one),
        isAnswer: one.isAnswer ?? false,
      }));
  }

  async comments(kind: RemoteKind, id: string): Promise<Comments | undefined> {
    let post: RawPost | undefined;
    const top = nodesOf(async (after) => {
      const { node } = await this.#read<{ node: Partial<RawPost> | null }>(peoplesCommentsQuery[kind], {
        id,
        after,
      }).catch(asGone);
      if (node?.comments === undefined) return undefined;
      post ??= node as RawPost;
      return node.comments;
    });
    const all: RawGithubComment[] = [];
    for await (const comment of top) {
      all.push(commentFrom(comment, undefined));
      for await (const reply of this.#repliesTo(comment)) all.push(commentFrom(reply, comment.id));
    }
    if (post === undefined) return undefined;
    return { id: post.id, updatedAt: post.updatedAt, comments: post.comments.totalCount, all };
  }

  /** The first page came with the comment. */
  #repliesTo({ id, replies }: RawComment): AsyncIterable<RawComment> {
    return nodesOf(async (after) => {
      if (after === null) return replies;
      const { node } = await this.#read<{ node: { replies?: Page<RawComment> } | null }>(repliesQuery, {
        id,
        after,
      }).catch(asGone);
      return node?.replies;
    });
  }

  async #nodes<Node>(query: string, ids: readonly string[]): Promise<readonly Node[]> {
    const { nodes } = await this.#client.graphql<{ nodes: readonly (Node | null)[] }>(
      query,
      { ids },
      { as: 'read', isPartialFine: true },
    );
    return nodes.filter((node) => node !== null);
  }

  #read<T>(query: string, variables: object): Promise<T> {
    return this.#client.graphql<T>(query, { ...variables }, { as: 'read' });
  }
}

function activityFrom({ id, updatedAt, comments }: RawActivity): Activity {
  return { id, updatedAt, comments: comments.totalCount };
}

function commentFrom(found: RawComment, replyTo: string | undefined): RawGithubComment {
  const { id, url, body, createdAt, updatedAt, author } = found;
  return {
    id,
    url,
    body,
    createdAt,
    updatedAt,
    isEdited: found.lastEditedAt !== null,
    ...(author === null ? {} : { author: author.login }),
    ...(replyTo === undefined ? {} : { replyTo }),
    isAnswer: found.isAnswer ?? false,
    isBot: author?.__typename === 'Bot',
    isHidden: isHidden(found),
    // By the marker and not by the author: a maintainer whose token is used may answer with the same account.
    isOurs: isOurs(found) && parseBody(body) !== undefined,
  };
}

/** A deleted comment that was answered stays as an empty place. */
function isHidden({ isMinimized, deletedAt }: RawKnown): boolean {
  return isMinimized || (deletedAt ?? null) !== null;
}

function asMissing(error: unknown): { repository: null } {
  if (error instanceof PublishError && error.failure.kind === 'gone') return { repository: null };
  throw error;
}

function asGone(error: unknown): { node: null } {
  if (error instanceof PublishError && error.failure.kind === 'gone') return { node: null };
  throw error;
}
