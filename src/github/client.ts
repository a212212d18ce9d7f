import { Octokit } from '@octokit/rest';
import type { Clock } from '../clock.ts';
import { ConfigError } from '../errors.ts';
import { PublishError } from '../publish/failure.ts';
import type { Pacer } from '../publish/pacer.ts';
import type { RequestClass, WriteBudget } from '../publish/write-budget.ts';
import { type Answer, type GraphqlError, graphqlError, restError } from './classify.ts';

export interface ClientOptions {
  /** Never logged, and in no error. */
  readonly token: string;
  /** `https://api.github.com`, `https://HOST/api/v3` on an Enterprise Server. */
  readonly apiUrl: string;
  /** Where GraphQL is; by default beside the REST API. */
  readonly graphqlUrl?: string;
  /** `unsilo/1.0.0` */
  readonly userAgent: string;
  readonly pacer: Pacer;
  readonly budget: WriteBudget;
  readonly clock: Clock;
}

/** How an answer came: redirects are not followed, because they mean that a repository or a post has moved. */
export interface Reply<T> {
  readonly status: number;
  readonly data: T;
}

/** What a request is sent with besides its parameters. */
export interface Sending {
  readonly as: RequestClass;
  /** Right before each time that it goes out. */
  readonly sending?: () => void;
}

const timeoutMs = 90_000;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Sends requests to GitHub, each through the pacer, and says what a failure means. No plugin of Octokit takes part: those
 * for retries and throttling send a write again that may have been carried out.
 */
export class GitHubClient {
  readonly #octokit: Octokit;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    const { token, apiUrl, userAgent } = options;
    this.#options = options;
    this.#octokit = new Octokit({ auth: token, baseUrl: apiUrl.replace(/\/+$/, ''), userAgent, log: silent });
  }

  /** One REST request: `POST /repos/{owner}/{repo}/issues`. */
  rest<T>(route: string, parameters: Record<string, unknown>, { as, sending }: Sending): Promise<Reply<T>> {
    return this.#options.pacer.send(as, async () => {
      sending?.();
      const { status, data } = await this.#send(route, parameters);
      return { status, data: data as T };
    });
  }

  /**
   * One GraphQL document; values only ever go in as variables.
   *
   * @param isPartialFine true where a missing part of the answer is an answer: looking for numbers that may not exist
   */
  graphql<T>(
    query: string,
    variables: Record<string, unknown>,
    { as, sending, isPartialFine = false }: Sending & { readonly isPartialFine?: boolean },
  ): Promise<T> {
    return this.#options.pacer.send(as, async () => {
      sending?.();
      const answer = await this.#send(`POST ${this.#graphqlUrl}`, { query, variables });
      const { data, errors } = answer.data as { data?: T | null; errors?: readonly GraphqlError[] };
      if (errors === undefined || errors.length === 0) {
        if (data !== undefined && data !== null) return data;
        throw new PublishError({ kind: 'in-doubt', reason: 'GitHub answered without data' });
      }
      const isNotFound = errors.every(({ type }) => type === 'NOT_FOUND');
      if (isPartialFine && isNotFound && data !== undefined && data !== null) return data;
      throw graphqlError(errors, answer, this.#options.clock.now());
    });
  }

  /** Waits before something is asked again. */
  pause(ms: number): Promise<void> {
    return this.#options.pacer.pause(ms);
  }

  get #graphqlUrl(): string {
    const { apiUrl, graphqlUrl } = this.#options;
    return graphqlUrl ?? `${apiUrl.replace(/\/+$/, '').replace(/\/api\/v3$/, '/api')}/graphql`;
  }

  async #send(route: string, parameters: Record<string, unknown>): Promise<Answer & { status: number }> {
    const request = { redirect: 'manual' as const, signal: AbortSignal.timeout(timeoutMs) };
    try {
      const { status, headers, data } = await this.#octokit.request(route, { ...parameters, request });
      const answer = { status, headers: headers as Answer['headers'], data: data as unknown };
      this.#observe(answer.headers);
      if (status === 200 || status === 201 || status === 202) assertWhole(answer);
      return answer;
    } catch (error) {
      if (error instanceof PublishError) throw error;
      throw this.#meaning(error);
    }
  }

  #meaning(error: unknown): Error {
    const { response, cause, message, status } = error as Error & {
      readonly status?: number;
      readonly response?: Answer;
    };
    if (status === undefined) return error as Error;
    if (response === undefined) {
      const { code } = ((cause as Error | undefined)?.cause ?? {}) as NodeJS.ErrnoException;
      if (code === 'ENOTFOUND' || code === 'ECONNREFUSED') return unreachable(this.#options.apiUrl, message);
      return restError({ headers: {}, data: undefined, cause: message }, 0);
    }
    const { headers, data } = response;
    this.#observe(headers);
    return restError({ status, headers, data }, this.#options.clock.now());
  }

  /** Enterprise Servers may send no such headers: then nobody counts. */
  #observe(headers: Answer['headers']): void {
    const limit = Number(headers['x-ratelimit-limit']);
    const remaining = Number(headers['x-ratelimit-remaining']);
    const reset = Number(headers['x-ratelimit-reset']);
    if (!(limit > 0 && remaining >= 0 && reset > 0)) return;
    const resource = headers['x-ratelimit-resource'] ?? 'core';
    this.#options.budget.observe({ resource, limit, remaining, resetAt: reset * 1000 });
  }
}

/** An answer that broke off reads as an empty text: it proves nothing. */
function assertWhole({ data }: Answer): void {
  if (typeof data === 'object' && data !== null) return;
  throw new PublishError({ kind: 'in-doubt', reason: 'the answer of GitHub broke off or was no JSON' });
}

function unreachable(apiUrl: string, message: string): ConfigError {
  return new ConfigError(
    `${apiUrl} can't be reached (${message}). Look at the network and at GITHUB_API_URL.`,
  );
}
