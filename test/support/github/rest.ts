import { violations } from './contract.ts';
import type { FakeComment, FakePost, FakeRepository } from './posts.ts';

export interface RestRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: Record<string, unknown> | undefined;
}

export interface RestAnswer {
  readonly status: number;
  readonly data?: unknown;
  readonly headers?: Record<string, string>;
}

export interface RestContext {
  readonly repository: FakeRepository;
  readonly now: () => string;
  readonly baseUrl: string;
  readonly keep: (sent: string, before: string) => string;
  readonly show: <Item>(items: Item[]) => Item[];
  /** What was wrong with requests, by GitHub's own description. */
  readonly complaints: string[];
}

/** GitHub's REST interface for issues, their comments, and the import that no description mentions. */
export function answerRest(request: RestRequest, context: RestContext): RestAnswer {
  const { method, url, body } = request;
  const { repository, complaints } = context;
  const path = decodeURI(url.pathname);
  const isImport = path.includes('/import/issues');
  if (!isImport) complaints.push(...violations(method, path, url.searchParams, body));
  if (path === '/user') return { status: 200, data: { login: 'archivist' } };
  const prefix = `/repos/${repository.fullName}`;
  if (!path.startsWith(prefix)) return moved(request, context) ?? notFound();
  if (isImport) return answerImport(request, path.slice(`${prefix}/import/issues`.length), context);
  if (repository.isArchived && method !== 'GET')
    return { status: 403, data: { message: 'Repository was archived so is read-only.' } };
  return answerIssues(request, path.slice(prefix.length), context);
}

/** Tests rename the repository: GitHub then redirects. */
function moved({ method, url }: RestRequest, { repository, baseUrl }: RestContext): RestAnswer | undefined {
  if (!url.pathname.startsWith('/repos/acme/old')) return undefined;
  const location = `${baseUrl}/repositories/1${url.pathname.slice('/repos/acme/old'.length)}`;
  const data = { message: 'Moved Permanently', url: location, name: repository.fullName };
  return { status: method === 'GET' ? 301 : 307, data, headers: { location } };
}

function answerIssues({ method, url, body }: RestRequest, path: string, context: RestContext): RestAnswer {
  const { repository, show } = context;
  const [, , id, rest] = path.split('/');
  if (path === '') return { status: 200, data: repositoryData(context) };
  if (path === '/labels')
    return page(
      url,
      repository.labels.map((name) => ({ name })),
    );
  if (!repository.hasIssues) return { status: 410, data: { message: 'Issues are disabled for this repo' } };
  if (path === '/issues' && method === 'GET') {
    const issues = show(repository.listed('issue', 'pull'));
    return page(
      url,
      issues.map((post) => issueData(post, context)),
    );
  }
  if (path === '/issues') return createIssue(body ?? {}, context);
  if (id === 'comments') return answerComment(method, Number(rest), body ?? {}, context);
  const post = repository.find('issue', Number(id)) ?? repository.find('pull', Number(id));
  if (post === undefined) {
    const wasDeleted = repository.posts.some(({ number, isDeleted }) => number === Number(id) && isDeleted);
    return wasDeleted ? { status: 410, data: { message: 'This issue was deleted' } } : notFound();
  }
  if (rest === 'comments' && method === 'POST') {
    const text = String(body?.body);
    if (isLong(text)) return tooLong();
    return { status: 201, data: commentData(repository.addComment(post, text)) };
  }
  if (rest === 'comments') return page(url, show(post.comments).map(commentData));
  if (method === 'PATCH') return updateIssue(post, body ?? {}, context);
  return { status: 200, data: issueData(post, context) };
}

function createIssue(body: Record<string, unknown>, context: RestContext): RestAnswer {
  const text = String(body.body ?? '');
  if (isLong(text)) return tooLong();
  const post = context.repository.add('issue', String(body.title), text, {
    createdAt: context.now(),
    labels: (body.labels ?? []) as string[],
  });
  return { status: 201, data: issueData(post, context) };
}

/** An over-long text of an update is kept out in silence. */
function updateIssue(post: FakePost, body: Record<string, unknown>, context: RestContext): RestAnswer {
  if (typeof body.title === 'string') post.title = body.title;
  if (typeof body.body === 'string' && !isLong(body.body)) post.body = context.keep(body.body, post.body);
  return { status: 200, data: issueData(post, context) };
}

function answerComment(
  method: string,
  id: number,
  body: Record<string, unknown>,
  { repository, keep }: RestContext,
): RestAnswer {
  const found = repository.withComment(id);
  if (found === undefined) return notFound();
  if (method === 'DELETE') {
    found.post.comments = found.post.comments.filter((one) => one !== found.comment);
    return { status: 204 };
  }
  if (isLong(String(body.body))) return tooLong();
  found.comment.body = keep(String(body.body), found.comment.body);
  return { status: 200, data: commentData(found.comment) };
}

function answerImport({ method, body, url }: RestRequest, rest: string, context: RestContext): RestAnswer {
  const { repository } = context;
  if (method === 'POST') {
    const { issue, comments } = body as {
      issue: { title: string; body: string; created_at: string; labels: string[] };
      comments: { body: string; created_at: string }[];
    };
    const label = issue.labels.find(
      (name) =>
        !repository.labels.includes(name) &&
        repository.labels.some((known) => known.toLowerCase() === name.toLowerCase()),
    );
    const id = repository.imports.length + 501;
    const startedAt = Date.parse(context.now());
    if (label !== undefined) repository.imports.push({ id, startedAt, status: 'failed', polls: 0 });
    else {
      const { title, body: text, created_at: createdAt, labels } = issue;
      const post = repository.add('issue', title, text, { createdAt, labels });
      for (const one of comments) repository.addComment(post, one.body, { createdAt: one.created_at });
      repository.imports.push({ id, startedAt, status: 'pending', number: post.number, polls: 0 });
    }
    return { status: 202, data: { id, status: 'pending', url: `${url.href}/${id}` } };
  }
  if (rest === '') {
    const since = Date.parse(url.searchParams.get('since') ?? '');
    const started = repository.imports.filter(({ startedAt }) => !(startedAt < since));
    return { status: 200, data: started.map((one) => importData(one, context)) };
  }
  const found = repository.imports.find(({ id }) => `/${id}` === rest);
  if (found === undefined) return notFound();
  found.polls += 1;
  if (found.status === 'pending' && found.polls > 1) found.status = 'imported';
  return { status: 200, data: importData(found, context) };
}

function importData(one: FakeRepository['imports'][number], { baseUrl, repository }: RestContext) {
  const url = `${baseUrl}/repos/${repository.fullName}/issues/${one.number}`;
  const errors = [{ location: '/issue/labels[0]', resource: 'Label', field: 'name', code: 'already_exists' }];
  return {
    id: one.id,
    status: one.status,
    ...(one.status === 'imported' ? { issue_url: url } : {}),
    ...(one.status === 'failed' ? { errors } : {}),
  };
}

function repositoryData({ repository, baseUrl }: RestContext) {
  return {
    full_name: repository.fullName,
    archived: repository.isArchived,
    has_issues: repository.hasIssues,
    html_url: `${baseUrl}/${repository.fullName}`,
    permissions: repository.permissions,
  };
}

function issueData(post: FakePost, { baseUrl, repository }: RestContext) {
  return {
    id: post.number,
    node_id: post.id,
    number: post.number,
    html_url: `${baseUrl}/${repository.fullName}/issues/${post.number}`,
    title: post.title,
    body: post.body,
    state: post.isClosed ? 'closed' : 'open',
    locked: post.isLocked,
    user: { login: post.author },
    author_association: post.association,
    labels: post.labels.map((name) => ({ name })),
    ...(post.kind === 'pull' ? { pull_request: {} } : {}),
  };
}

function commentData({ id, body, author, association }: FakeComment) {
  return { id, node_id: `IC_${id}`, body, user: { login: author }, author_association: association };
}

function page(url: URL, items: readonly unknown[]): RestAnswer {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const start = (Number(url.searchParams.get('page') ?? 1) - 1) * size;
  return { status: 200, data: items.slice(start, start + size) };
}

function isLong(text: string): boolean {
  return [...text].length > 65_536;
}

function tooLong(): RestAnswer {
  const errors = [{ resource: 'Issue', code: 'custom', field: 'body', message: 'body is too long' }];
  return { status: 422, data: { message: 'Validation Failed', errors } };
}

function notFound(): RestAnswer {
  return { status: 404, data: { message: 'Not Found' } };
}
