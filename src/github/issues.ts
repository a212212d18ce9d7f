import { AuthError, ConfigError } from '../errors.ts';
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
import type { GitHubClient, Reply, Sending } from './client.ts';
import { assertWritable, isTrusted, noRepository, type RepositoryName } from './repository.ts';

/** The fields of GitHub's answers that are used. */
export interface RestRepository {
  readonly full_name: string;
  readonly archived: boolean;
  readonly has_issues: boolean;
  readonly html_url: string;
  /** Absent for some tokens. */
  readonly permissions?: { readonly admin?: boolean; readonly push?: boolean };
}

interface RestText {
  readonly id: number;
  readonly node_id: string;
  readonly body?: string | null;
  readonly user: { readonly login: string } | null;
  readonly author_association?: string;
}

interface RestIssue extends RestText {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly state: string;
  readonly locked: boolean;
  readonly pull_request?: object;
}

const perPage = 100;

/** How many numbers behind the last known one are looked at: others may post between ours. */
const numbersAhead = 10;

/** Posts as issues, by REST. */
export class IssuePublisher implements Publisher {
  protected readonly client: GitHubClient;
  protected readonly repository: RepositoryName;
  #viewer: string | undefined;

  constructor(client: GitHubClient, repository: RepositoryName) {
    this.client = client;
    this.repository = repository;
  }

  async prepare(): Promise<void> {
    await this.findRepository();
  }

  /** The repository, after all checks that concern issues. */
  protected async findRepository(): Promise<RestRepository> {
    const answer = await this.#send<RestRepository>('GET /repos/{owner}/{repo}', {}, { as: 'read' }).catch(
      asMissing,
    );
    if (answer === undefined) throw noRepository(this.repository);
    if (answer.status >= 300) throw this.#moved();
    const found = answer.data;
    assertWritable(this.repository, { fullName: found.full_name, isArchived: found.archived });
    if (!found.has_issues)
      throw new ConfigError(
        `${found.full_name} takes no issues. Switch them on at ${found.html_url}/settings under Features, or choose --kind discussions.`,
      );
    this.#viewer = await this.#login();
    return found;
  }

  async create({ title, labels, parts }: NewPost, { sending }: Recorder): Promise<RemoteThread> {
    const issue = await this.write<RestIssue>(
      'POST /repos/{owner}/{repo}/issues',
      { title, body: parts[0].body, labels },
      { as: 'create', sending },
    );
    return { post: this.#postOf(issue) };
  }

  async comment(post: RemotePost, body: string, { sending }: Recorder): Promise<RemoteComment> {
    const comment = await this.write<RestText>(
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { issue_number: post.number, body },
      { as: 'create', sending },
    );
    return this.#commentOf(comment);
  }

  async update(
    { number }: RemotePost,
    change: { readonly body: string; readonly title?: string },
    sending: () => void,
  ): Promise<RemotePost> {
    const issue = await this.write<RestIssue>(
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      { issue_number: number, ...change },
      { as: 'update', sending },
    );
    return this.#postOf(issue);
  }

  async updateComment(
    _post: RemotePost,
    { id }: RemoteComment,
    { body }: { readonly body: string },
    sending: () => void,
  ): Promise<RemoteComment> {
    const comment = await this.write<RestText>(
      'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { comment_id: Number(id), body },
      { as: 'update', sending },
    );
    return this.#commentOf(comment);
  }

  async deleteComment(_post: RemotePost, { id }: RemoteComment): Promise<void> {
    const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';
    await this.write(route, { comment_id: Number(id) }, { as: 'update' });
  }

  async read(number: number): Promise<RemotePost> {
    const issue = await this.get<RestIssue>('GET /repos/{owner}/{repo}/issues/{issue_number}', {
      issue_number: number,
    });
    if (issue.pull_request !== undefined)
      throw new PublishError({ kind: 'gone', reason: `${number} is a pull request` });
    return this.#postOf(issue);
  }

  async comments({ number }: RemotePost): Promise<readonly RemoteComment[]> {
    const comments: RemoteComment[] = [];
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    for await (const found of this.pages<RestText>(route, { issue_number: number }))
      comments.push(this.#commentOf(found));
    return comments;
  }

  async *newerThan(number: number): AsyncIterable<RemotePost> {
    const order = { state: 'all', sort: 'created', direction: 'desc' };
    for await (const issue of this.pages<RestIssue>('GET /repos/{owner}/{repo}/issues', order)) {
      if (issue.number <= number) return;
      if (issue.pull_request === undefined) yield this.#postOf(issue);
    }
  }

  async find(key: PostKey, { after }: Trace): Promise<RemotePost | undefined> {
    for await (const post of this.newerThan(after)) if (isPostOf(key, post)) return post;
    for (let number = after + 1; number <= after + numbersAhead; number += 1) {
      const post = await this.read(number).catch(asMissing);
      if (post !== undefined && isPostOf(key, post)) return post;
    }
    return undefined;
  }

  /** One request that reads. A post or repository that has moved is gone. */
  protected async get<T>(route: string, parameters: Record<string, unknown>): Promise<T> {
    const { status, data } = await this.#send<T>(route, parameters, { as: 'read' });
    if (status >= 300) throw new PublishError({ kind: 'gone', reason: 'it has moved to another place' });
    return data;
  }

  protected async write<T>(route: string, parameters: Record<string, unknown>, how: Sending): Promise<T> {
    const { status, data } = await this.#send<T>(route, parameters, how);
    if (status < 300) return data;
    throw this.#moved();
  }

  #moved(): ConfigError {
    const { owner, name } = this.repository;
    return new ConfigError(
      `The repository ${owner}/${name} has moved or was renamed. Set --repo (or GITHUB_REPOSITORY) to its new name and run again: nothing is lost.`,
    );
  }

  protected async *pages<T>(route: string, parameters: Record<string, unknown>): AsyncIterable<T> {
    for (let page = 1; ; page += 1) {
      const items = await this.get<readonly T[]>(route, { ...parameters, per_page: perPage, page });
      yield* items;
      if (items.length < perPage) return;
    }
  }

  #send<T>(route: string, parameters: Record<string, unknown>, how: Sending): Promise<Reply<T>> {
    const { owner, name: repo } = this.repository;
    const place = route.includes('{owner}') ? { owner, repo } : {};
    return this.client.rest<T>(route, { ...place, ...parameters }, how);
  }

  /** Whose token it is; the token of a workflow may not ask, and is a bot's. */
  async #login(): Promise<string | undefined> {
    try {
      return (await this.get<{ login?: string }>('GET /user', {})).login;
    } catch (error) {
      if (error instanceof AuthError || error instanceof PublishError) return undefined;
      throw error;
    }
  }

  #postOf(issue: RestIssue): RemotePost {
    const { number, node_id: id, html_url: url, title, body, state, locked } = issue;
    return {
      kind: 'issue',
      number,
      id,
      url,
      title,
      body: body ?? '',
      isClosed: state === 'closed',
      isLocked: locked,
      isTrusted: this.#isOurs(issue),
    };
  }

  /** Issues' comments are addressed by their number; the node id is of no use in REST. */
  #commentOf(comment: RestText): RemoteComment {
    return { id: String(comment.id), body: comment.body ?? '', isTrusted: this.#isOurs(comment) };
  }

  #isOurs({ author_association, user }: RestText): boolean {
    return isTrusted(author_association, user?.login, this.#viewer);
  }
}

function isPostOf(key: PostKey, post: RemotePost): boolean {
  return post.isTrusted && parseBody(post.body)?.marker.key === key;
}

/** What is not there is an answer; every other failure is one. */
function asMissing(error: unknown): undefined {
  if (error instanceof PublishError && error.failure.kind === 'gone') return undefined;
  throw error;
}
