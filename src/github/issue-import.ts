import { AuthError, ConfigError } from '../errors.ts';
import { parseBody } from '../publish/body.ts';
import { PublishError } from '../publish/failure.ts';
import type { PostKey } from '../publish/marker.ts';
import type { NewPost, Recorder, RemotePost, RemoteThread, Trace } from '../publish/publisher.ts';
import { IssuePublisher } from './issues.ts';

/** https://gist.github.com/jonmagic/5282384165e0f86ef105, the only description of this interface. */
interface Import {
  readonly id: number;
  readonly status: string;
  readonly issue_url?: string;
  readonly errors?: readonly {
    readonly location?: string;
    readonly resource?: string;
    readonly field?: string;
    readonly code?: string;
  }[];
}

const accept = 'application/vnd.github.golden-comet-preview+json';
const pollMs = 2000;
const mostPolls = 300;

/** GitHub takes up to 1 MB an issue with all its comments; what is beyond is added as comments later. */
const mostBytes = 950_000;

/**
 * Posts as imported issues: they keep their dates and notify nobody, but only an administrator's classic token may do it,
 * and GitHub documents it nowhere. What comes later (updates, comments) goes the way of all issues.
 */
export class ImportPublisher extends IssuePublisher {
  /** GitHub takes labels that differ from an existing one in case alone for an error here. */
  readonly #labels = new Map<string, string>();

  override async prepare(): Promise<void> {
    const { full_name, permissions } = await this.findRepository();
    if (permissions !== undefined && permissions.admin !== true)
      throw new AuthError(
        `Importing issues needs an administrator of ${full_name}, and the token's owner is none. ` +
          'Take a classic token of an administrator, or --kind issues, which keeps no dates and notifies watchers.',
      );
    for await (const { name } of this.pages<{ name: string }>('GET /repos/{owner}/{repo}/labels', {}))
      this.#labels.set(name.toLowerCase(), name);
  }

  override async create(post: NewPost, record: Recorder): Promise<RemoteThread> {
    const { id } = await this.#start(post, record);
    record.accepted(String(id));
    return await this.#finished(id);
  }

  override async find(key: PostKey, trace: Trace): Promise<RemotePost | undefined> {
    const isIt = (post: RemotePost) => post.isTrusted && parseBody(post.body)?.marker.key === key;
    if (trace.ticket !== undefined) {
      const { post } = await this.#finished(Number(trace.ticket));
      return isIt(post) ? post : undefined;
    }
    const since = new Date(trace.at - 60_000).toISOString();
    const started = await this.get<readonly Import[]>('GET /repos/{owner}/{repo}/import/issues', {
      since,
      headers: { accept },
    });
    for (const { id } of started) {
      const found = await this.#finished(id).catch(asFailed);
      if (found !== undefined && isIt(found.post)) return found.post;
    }
    return await super.find(key, trace);
  }

  async #start({ title, labels, parts }: NewPost, { sending }: Recorder): Promise<Import> {
    const [first, ...others] = parts;
    const issue = {
      title,
      body: first.body,
      created_at: first.createdAt,
      labels: labels.map((label) => this.#labels.get(label.toLowerCase()) ?? label),
    };
    const comments: { body: string; created_at: string }[] = [];
    let bytes = Buffer.byteLength(JSON.stringify(issue));
    for (const { body, createdAt } of others) {
      const comment = { body, created_at: createdAt };
      bytes += Buffer.byteLength(JSON.stringify(comment)) + 1;
      if (bytes > mostBytes) break;
      comments.push(comment);
    }
    const route = 'POST /repos/{owner}/{repo}/import/issues';
    try {
      return await this.write<Import>(
        route,
        { issue, comments, headers: { accept } },
        { as: 'import', sending },
      );
    } catch (error) {
      throw isNoImport(error) ? noImport(error as Error) : error;
    }
  }

  /** Waits until GitHub has made the issue, and reads it with its comments. */
  async #finished(id: number): Promise<RemoteThread> {
    for (let poll = 0; poll < mostPolls; poll += 1) {
      const { status, issue_url, errors } = await this.get<Import>(
        'GET /repos/{owner}/{repo}/import/issues/{id}',
        { id, headers: { accept } },
      );
      if (status === 'imported' && issue_url !== undefined) return await this.#imported(issue_url);
      if (status === 'failed' || status === 'error') throw failed(errors);
      await this.client.pause(pollMs);
    }
    throw new PublishError({ kind: 'in-doubt', reason: `import ${id} is still pending` });
  }

  async #imported(url: string): Promise<RemoteThread> {
    const post = await this.read(Number(url.split('/').at(-1)));
    const parts = parseBody(post.body)?.marker.parts ?? 1;
    return { post, comments: parts > 1 ? await this.comments(post) : [] };
  }
}

function failed(errors: Import['errors']): PublishError {
  const details = (errors ?? []).map(({ location, resource, field, code }) =>
    [location, resource, field, code].filter((part) => part !== undefined).join(' '),
  );
  return new PublishError({ kind: 'rejected', reason: `GitHub could not import it: ${details.join(', ')}` });
}

function isNoImport(error: unknown): boolean {
  if (error instanceof AuthError) return /not accessible/.test(error.message);
  return error instanceof PublishError && (error.failure.kind === 'gone' || error.message.startsWith('415'));
}

/** Never a silent way round: issues by REST lose their dates and notify everybody who watches. */
function noImport(cause: Error): ConfigError {
  return new ConfigError(
    `GitHub does not let this token import issues (${cause.message}). A classic token of an administrator is needed; fine-grained ones ` +
      'and those of workflows are refused. --kind issues works with them, but keeps no dates and notifies watchers.',
    { cause },
  );
}

function asFailed(error: unknown): undefined {
  if (error instanceof PublishError && error.failure.kind === 'rejected') return undefined;
  throw error;
}
