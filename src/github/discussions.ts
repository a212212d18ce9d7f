import { ConfigError } from '../errors.ts';
import { parseBody } from '../publish/body.ts';
import { PublishError } from '../publish/failure.ts';
import type { PostKey } from '../publish/marker.ts';
import type {
  NewPost,
  Publisher,
  Recorder,
  RemoteComment,
  RemotePost,
  RemoteThread,
  Trace,
} from '../publish/publisher.ts';
import type { GitHubClient } from './client.ts';
import {
  type Answerable,
  type Category,
  commentOf,
  type Discussion,
  nodesOf,
  type Page,
  postOf,
  type Repository,
  type Written,
} from './discussion-answers.ts';
import * as documents from './discussion-documents.ts';
import { assertWritable, noRepository, type RepositoryName } from './repository.ts';

/** How many numbers behind the last known one are looked at: others may post between ours. */
const numbersAhead = 25;

/** Posts as GitHub Discussions. Categories can't be made by a program: the one that is asked for must exist. */
export class DiscussionPublisher implements Publisher {
  readonly #client: GitHubClient;
  readonly #repository: RepositoryName;
  readonly #categories: readonly string[];
  #id = '';
  #url = '';
  #known: readonly Category[] = [];

  /** @param categories the names that posts will ask for; looked up before anything is written */
  constructor(client: GitHubClient, repository: RepositoryName, categories: readonly string[]) {
    this.#client = client;
    this.#repository = repository;
    this.#categories = categories;
  }

  async prepare(): Promise<void> {
    const found = await this.#read<{ repository: Repository | null }>(
      documents.repositoryQuery,
      this.#repository,
    ).catch(asUnknown);
    const repository = found?.repository;
    if (repository === undefined || repository === null) throw noRepository(this.#repository);
    const { id, url, nameWithOwner, isArchived, hasDiscussionsEnabled, discussionCategories } = repository;
    assertWritable(this.#repository, { fullName: nameWithOwner, isArchived });
    if (!hasDiscussionsEnabled)
      throw new ConfigError(
        `${nameWithOwner} has no Discussions. Switch them on at ${url}/settings under Features, or choose --kind issues.`,
      );
    this.#id = id;
    this.#url = url;
    this.#known = discussionCategories.nodes;
    this.#categoryId(undefined);
    for (const name of this.#categories) this.#categoryId(name);
  }

  async create({ title, category, parts }: NewPost, { sending }: Recorder): Promise<RemoteThread> {
    const input = {
      repositoryId: this.#id,
      categoryId: this.#categoryId(category),
      title,
      body: parts[0].body,
    };
    const { createDiscussion } = await this.#client.graphql<{ createDiscussion: { discussion: Discussion } }>(
      documents.createMutation,
      { input },
      { as: 'create', sending },
    );
    return { post: postOf(createDiscussion.discussion) };
  }

  async comment(post: RemotePost, body: string, { sending }: Recorder): Promise<RemoteComment> {
    const answer = await this.#client.graphql<{ addDiscussionComment: { comment: Written } }>(
      documents.commentMutation,
      { input: { discussionId: post.id, body } },
      { as: 'create', sending },
    );
    return commentOf(answer.addDiscussionComment.comment);
  }

  async update(
    post: RemotePost,
    change: { readonly body: string; readonly title?: string },
    sending: () => void,
  ): Promise<RemotePost> {
    const answer = await this.#write<{ updateDiscussion: { discussion: Discussion } }>(
      documents.updateMutation,
      { discussionId: post.id, ...change },
      sending,
    );
    return postOf(answer.updateDiscussion.discussion);
  }

  async updateComment(
    _post: RemotePost,
    comment: RemoteComment,
    { body }: { readonly body: string },
    sending: () => void,
  ): Promise<RemoteComment> {
    const answer = await this.#write<{ updateDiscussionComment: { comment: Written } }>(
      documents.updateCommentMutation,
      { commentId: comment.id, body },
      sending,
    );
    return commentOf(answer.updateDiscussionComment.comment);
  }

  async deleteComment(_post: RemotePost, comment: RemoteComment): Promise<void> {
    await this.#write(documents.deleteCommentMutation, { id: comment.id });
  }

  async markAnswer(post: RemotePost, comment: Pick<RemoteComment, 'id'>): Promise<void> {
    const { node } = await this.#read<{ node: Answerable | null }>(documents.answerQuery, { id: post.id });
    if (node?.category.isAnswerable !== true || node.answer !== null) return;
    await this.#write(documents.markAnswerMutation, { id: comment.id });
  }

  async read(number: number): Promise<RemotePost> {
    const { repository } = await this.#read<{ repository: { discussion: Discussion | null } | null }>(
      documents.readQuery,
      { ...this.#repository, number },
    );
    const found = repository?.discussion ?? undefined;
    if (found === undefined)
      throw new PublishError({ kind: 'gone', reason: `there is no discussion ${number}` });
    return postOf(found);
  }

  async comments(post: RemotePost): Promise<readonly RemoteComment[]> {
    const nodes = nodesOf(async (after) => {
      const { node } = await this.#read<{ node: { comments: Page<Written> } | null }>(
        documents.commentsQuery,
        { id: post.id, after },
      );
      return node?.comments;
    });
    const comments: RemoteComment[] = [];
    for await (const node of nodes) comments.push(commentOf(node));
    return comments;
  }

  async *newerThan(number: number): AsyncIterable<RemotePost> {
    const nodes = nodesOf(async (after) => {
      const answer = await this.#read<{ repository: { discussions: Page<Discussion> } | null }>(
        documents.listQuery,
        { ...this.#repository, after },
      );
      return answer.repository?.discussions;
    });
    for await (const discussion of nodes) {
      if (discussion.number <= number) return;
      yield postOf(discussion);
    }
  }

  async find(key: PostKey, { after }: Trace): Promise<RemotePost | undefined> {
    const isIt = (post: RemotePost) => post.isTrusted && parseBody(post.body)?.marker.key === key;
    for (const post of await this.#byNumber(after)) if (isIt(post)) return post;
    for await (const post of this.newerThan(after)) if (isIt(post)) return post;
    return undefined;
  }

  async #byNumber(after: number): Promise<readonly RemotePost[]> {
    const numbers = Array.from({ length: numbersAhead }, (_, index) => [`n${index}`, after + 1 + index]);
    const { repository } = await this.#client.graphql<{
      repository: Record<string, Discussion | null> | null;
    }>(
      documents.numbersQuery(numbersAhead),
      { ...this.#repository, ...Object.fromEntries(numbers) },
      { as: 'read', isPartialFine: true },
    );
    return Object.values(repository ?? {}).flatMap((found) => (found === null ? [] : [postOf(found)]));
  }

  /** Without a name `General`, else the first in which programs can post. */
  #categoryId(name: string | undefined): string {
    const wanted = name?.toLowerCase();
    const found =
      wanted === undefined
        ? (this.#known.find(({ slug }) => slug === 'general') ??
          this.#known.find(({ slug }) => slug !== 'polls' && slug !== 'announcements'))
        : this.#known.find((one) => one.name.toLowerCase() === wanted || one.slug === wanted);
    if (found !== undefined) return found.id;
    const names = this.#known.map((one) => one.name).join(', ');
    throw new ConfigError(
      `There is no discussion category ${name === undefined ? 'to post in' : `"${name}"`} in ${this.#repository.owner}/${this.#repository.name}; ` +
        `it has: ${names === '' ? 'none' : names}. Make it at ${this.#url}/discussions/categories, or choose another with --category.`,
    );
  }

  #read<T>(query: string, variables: object): Promise<T> {
    return this.#client.graphql<T>(query, { ...variables }, { as: 'read' });
  }

  #write<T>(mutation: string, input: object, sending = () => {}): Promise<T> {
    return this.#client.graphql<T>(mutation, { input }, { as: 'update', sending });
  }
}

/** GitHub answers an unknown repository with an error of its own; an old Enterprise Server does not know the fields. */
function asUnknown(error: unknown): undefined {
  if (!(error instanceof PublishError)) throw error;
  if (error.failure.kind === 'gone') return undefined;
  if (/doesn't exist on type|undefinedField/i.test(error.message))
    throw new ConfigError(
      `This GitHub Enterprise Server knows no Discussions (${error.message}); they came with 3.6. Update it, or choose --kind issues.`,
      { cause: error },
    );
  throw error;
}
