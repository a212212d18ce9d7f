import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, graphqlSync } from 'graphql';
import { packageRoot } from '../../../src/paths.ts';
import type { FakeComment, FakePost, FakeRepository } from './posts.ts';

/** GitHub's own public schema. */
export const githubSchema: GraphQLSchema = buildSchema(
  readFileSync(join(packageRoot, 'node_modules/@octokit/graphql-schema/schema.graphql'), 'utf8'),
);

interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

export interface GraphqlContext {
  readonly repository: FakeRepository;
  readonly now: () => string;
  readonly baseUrl: string;
  /** What an update keeps of the text that was sent. */
  readonly keep: (sent: string, before: string) => string;
  /** What a list shows. */
  readonly show: <Item>(items: Item[]) => Item[];
}

/** Carries out a document against the repository; most of GitHub's refusals come as `errors` of a 200. */
export function answerGraphql({ query, variables }: GraphqlRequest, context: GraphqlContext): object {
  const result = graphqlSync({
    schema: githubSchema,
    source: query,
    variableValues: variables ?? {},
    rootValue: new Root(context),
  });
  const errors = result.errors?.map((error) => ({
    message: error.message,
    path: error.path,
    type: (error.originalError as { type?: string } | undefined)?.type,
  }));
  return { data: result.data ?? null, ...(errors === undefined ? {} : { errors }) };
}

class Refused extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

interface Input<Fields> {
  readonly input: Fields;
}

/** The resolvers of what unsilo asks for; a field that it should not ask for is missing and fails. */
class Root {
  readonly #context: GraphqlContext;

  constructor(context: GraphqlContext) {
    this.#context = context;
  }

  repository({ owner, name }: { owner: string; name: string }) {
    const { repository, baseUrl, show } = this.#context;
    // Under its former name GitHub finds a repository too, and tells the new one.
    if (![repository.fullName, 'acme/old'].includes(`${owner}/${name}`))
      throw new Refused('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    return {
      id: 'R_1',
      nameWithOwner: repository.fullName,
      isArchived: repository.isArchived,
      hasDiscussionsEnabled: repository.hasDiscussions,
      url: `${baseUrl}/${repository.fullName}`,
      discussionCategories: {
        nodes: repository.categories.map((category) => ({ isAnswerable: false, ...category })),
      },
      discussion: ({ number }: { number: number }) => {
        const found = repository.find('discussion', number);
        if (found !== undefined) return this.#discussion(found);
        throw new Refused('NOT_FOUND', `Could not resolve to a Discussion with the number of ${number}.`);
      },
      discussions: ({ orderBy, ...page }: Page & { orderBy: { field: string } }) => {
        const posts =
          orderBy.field === 'UPDATED_AT' ? repository.active('discussion') : repository.listed('discussion');
        return paged(show(posts), page, (post) => this.#discussion(post));
      },
      issues: (page: Page) => paged(show(repository.active('issue')), page, (post) => this.#discussion(post)),
    };
  }

  node({ id }: { id: string }) {
    return this.#node(id);
  }

  /** Nodes that are gone are null, and an error each. */
  nodes({ ids }: { ids: readonly string[] }) {
    return ids.map((id) => {
      try {
        return this.#node(id);
      } catch (error) {
        return error;
      }
    });
  }

  #node(id: string) {
    if (!/^[DI]C_/.test(id)) return this.#discussion(this.#post(id));
    const { comment, post } = this.#comment(id);
    return this.#asComment(comment, post);
  }

  #asComment(comment: FakeComment, post: FakePost) {
    const url = `${this.#context.baseUrl}/${this.#context.repository.fullName}/discussions/${post.number}#discussioncomment-${comment.id}`;
    return {
      ...asComment(comment, post),
      url,
      isAnswer: post.answer === `DC_${comment.id}`,
      replies: (page: Page) =>
        paged(
          post.comments.filter(({ replyTo }) => replyTo === comment.id),
          page,
          (reply) => this.#asComment(reply, post),
        ),
    };
  }

  createDiscussion({ input }: Input<{ categoryId: string; title: string; body: string }>) {
    const { repository } = this.#context;
    this.#assertOpen();
    if (!repository.categories.some((one) => one.id === input.categoryId))
      throw new Refused(
        'NOT_FOUND',
        `Could not resolve to a node with the global id of '${input.categoryId}'`,
      );
    assertLength(input.body);
    const post = repository.add('discussion', input.title, input.body, {
      category: input.categoryId,
      createdAt: this.#context.now(),
    });
    return { discussion: this.#discussion(post) };
  }

  updateDiscussion({ input }: Input<{ discussionId: string; title?: string; body?: string }>) {
    this.#assertOpen();
    const post = this.#post(input.discussionId);
    assertLength(input.body ?? '');
    post.title = input.title ?? post.title;
    post.body = this.#context.keep(input.body ?? post.body, post.body);
    return { discussion: this.#discussion(post) };
  }

  addDiscussionComment({ input }: Input<{ discussionId: string; body: string }>) {
    this.#assertOpen();
    assertLength(input.body);
    const post = this.#post(input.discussionId);
    const comment = this.#context.repository.addComment(post, input.body);
    return { comment: asComment(comment, post) };
  }

  updateDiscussionComment({ input }: Input<{ commentId: string; body: string }>) {
    this.#assertOpen();
    const { comment, post } = this.#comment(input.commentId);
    comment.body = this.#context.keep(input.body, comment.body);
    return { comment: asComment(comment, post) };
  }

  deleteDiscussionComment({ input }: Input<{ id: string }>) {
    const { post, comment } = this.#comment(input.id);
    post.comments = post.comments.filter((one) => one !== comment);
    return { comment: asComment(comment, post) };
  }

  markDiscussionCommentAsAnswer({ input }: Input<{ id: string }>) {
    this.#assertOpen();
    const { post } = this.#comment(input.id);
    if (!this.#category(post).isAnswerable)
      throw new Refused('UNPROCESSABLE', 'This category takes no answers.');
    post.answer = input.id;
    return { discussion: this.#discussion(post) };
  }

  #category(post: FakePost) {
    const found = this.#context.repository.categories.find(({ id }) => id === post.category);
    return { isAnswerable: found?.isAnswerable ?? false };
  }

  #assertOpen(): void {
    if (this.#context.repository.isArchived)
      throw new Refused('UNPROCESSABLE', 'Repository was archived so is read-only.');
  }

  #post(id: string): FakePost {
    const found = this.#context.repository.posts.find((post) => post.id === id && !post.isDeleted);
    if (found !== undefined) return found;
    throw new Refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  }

  #comment(id: string) {
    const found = this.#context.repository.withComment(Number(id.replace(/^[DI]C_/, '')));
    if (found !== undefined) return found;
    throw new Refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  }

  #discussion(post: FakePost) {
    const { baseUrl, repository, show } = this.#context;
    return {
      __typename: post.kind === 'issue' ? 'Issue' : 'Discussion',
      id: post.id,
      number: post.number,
      url: `${baseUrl}/${repository.fullName}/discussions/${post.number}`,
      title: post.title,
      body: post.body,
      closed: post.isClosed,
      locked: post.isLocked,
      authorAssociation: post.association,
      viewerDidAuthor: post.author === 'archivist',
      author: { __typename: 'User', login: post.author },
      answer: post.answer === undefined ? null : { id: post.answer },
      category: this.#category(post),
      updatedAt: post.updatedAt,
      comments: (page: Partial<Page>) =>
        paged(
          show(post.comments.filter(({ replyTo }) => replyTo === undefined)),
          { first: 100, ...page },
          (comment) => this.#asComment(comment, post),
        ),
    };
  }
}

interface Page {
  readonly first: number;
  readonly after?: string | null;
}

function paged<Item, Node>(items: readonly Item[], { first, after }: Page, toNode: (item: Item) => Node) {
  const start = after === undefined || after === null ? 0 : Number(after);
  const end = start + first;
  return {
    totalCount: items.length,
    pageInfo: { hasNextPage: end < items.length, endCursor: String(end) },
    nodes: items.slice(start, end).map(toNode),
  };
}

function asComment(comment: FakeComment, post: FakePost) {
  const { id, body, author, association, createdAt, updatedAt, isBot, isMinimized, isEdited, deletedAt } =
    comment;
  const prefix = post.kind === 'issue' ? 'IC' : 'DC';
  return {
    __typename: post.kind === 'issue' ? 'IssueComment' : 'DiscussionComment',
    id: `${prefix}_${id}`,
    body,
    authorAssociation: association,
    viewerDidAuthor: author === 'archivist',
    author: author === 'ghost' ? null : { __typename: isBot === true ? 'Bot' : 'User', login: author },
    createdAt,
    updatedAt,
    lastEditedAt: isEdited === true ? updatedAt : null,
    isMinimized: isMinimized ?? false,
    deletedAt: deletedAt ?? null,
  };
}

function assertLength(text: string): void {
  if ([...text].length > 65_536)
    throw new Refused('UNPROCESSABLE', 'Body is too long (maximum is 65536 characters)');
}
