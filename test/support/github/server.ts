import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../src/clock.ts';
import { systemClock } from '../../../src/clock.ts';
import { answerGraphql } from './graphql.ts';
import { FakeRepository } from './posts.ts';
import { answerRest, type RestAnswer } from './rest.ts';

/** A request as the stand-in saw it. */
export interface Seen {
  /** From 0. */
  readonly index: number;
  readonly method: string;
  readonly path: string;
  readonly isGraphql: boolean;
  readonly isWrite: boolean;
  /** Makes a post, a comment or an import. */
  readonly isCreate: boolean;
  readonly isList: boolean;
}

/** What goes wrong with one request. */
export type Fault =
  | { readonly refuse: RestAnswer }
  | 'drop-before'
  | 'drop-after'
  | 'status-502-before'
  | 'status-502-after'
  | 'cut-answer'
  | 'empty-list'
  | 'stale-list'
  | 'silent-200';

/** Limits like GitHub's; without them everything is let through. */
export interface Limits {
  readonly creationsPerMinute: number;
  readonly creationsPerHour: number;
  readonly requestsPerHour: number;
}

const minute = 60_000;

/**
 * A stand-in for GitHub on the loopback interface. GraphQL is carried out by graphql-js on GitHub's own schema, REST requests
 * are held against GitHub's own OpenAPI description; the issue import, limits and faults are made after what people
 * reported. It listens until `close`.
 */
export class FakeGitHub {
  readonly repository = new FakeRepository();
  readonly seen: Seen[] = [];
  /** Breaches of GitHub's own descriptions by the client: must be empty at the end of a test. */
  readonly complaints: string[] = [];
  fault: (seen: Seen) => Fault | undefined = () => undefined;
  limits: Limits | undefined;
  /** Requests that a limit turned away. */
  refused = 0;
  clock: Clock = systemClock;
  #creations: number[] = [];
  #requests: { from: number; count: number } = { from: 0, count: 0 };
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch((error: unknown) => {
      this.complaints.push(`the stand-in failed: ${(error as Error).stack}`);
      response.destroy();
    });
  });

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  count(what: 'isWrite' | 'isCreate' | 'isList' | 'all'): number {
    return what === 'all' ? this.seen.length : this.seen.filter((seen) => seen[what]).length;
  }

  forget(): void {
    this.seen.length = 0;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readAll(request);
    const body = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
    const url = new URL(request.url ?? '/', this.url);
    const seen = this.#see(request.method ?? 'GET', url, body);
    const fault = this.fault(seen);
    if (fault === 'drop-before') return void response.destroy();
    if (fault === 'status-502-before') return reply(response, { status: 502, data: 'Bad Gateway' });
    if (typeof fault === 'object') return reply(response, fault.refuse);
    const limited = this.#limited(seen);
    if (limited !== undefined) return reply(response, limited);
    const answer = this.#answer(seen, url, body, fault);
    if (fault === 'drop-after') return void response.destroy();
    if (fault === 'status-502-after') return reply(response, { status: 502, data: 'Bad Gateway' });
    if (fault === 'cut-answer') return cut(response, answer);
    reply(response, { ...answer, headers: { ...this.#quota(seen), ...answer.headers } });
  }

  #see(method: string, url: URL, body: Record<string, unknown> | undefined): Seen {
    const isGraphql = url.pathname === '/graphql';
    const query = String(body?.query ?? '');
    const isWrite = isGraphql ? query.startsWith('mutation') : method !== 'GET';
    const seen = {
      index: this.seen.length,
      method,
      path: url.pathname,
      isGraphql,
      isWrite,
      isCreate: isGraphql ? /^mutation (?:Create|Comment)\b/.test(query) : method === 'POST',
      isList: isGraphql
        ? /^query (?:Discussions|Comments|\w+Activity|\w+Comments)\b/.test(query)
        : method === 'GET' && /\/(?:issues|comments)$/.test(url.pathname),
    };
    this.seen.push(seen);
    return seen;
  }

  #answer(seen: Seen, url: URL, body: Record<string, unknown> | undefined, fault: Fault | undefined) {
    const context = {
      repository: this.repository,
      now: () => new Date(this.clock.now()).toISOString(),
      baseUrl: this.url,
      complaints: this.complaints,
      keep: (sent: string, before: string) => (fault === 'silent-200' ? before : sent),
      show: <Item>(items: Item[]) => shown(items, fault),
    };
    if (!seen.isGraphql) return answerRest({ method: seen.method, url, body }, context);
    const data = answerGraphql(body as unknown as { query: string }, context);
    const { errors } = data as { errors?: { type?: string; message: string }[] };
    for (const { type, message } of errors ?? []) if (type === undefined) this.complaints.push(message);
    return { status: 200, data };
  }

  #limited(seen: Seen): RestAnswer | undefined {
    if (this.limits === undefined) return undefined;
    const now = this.clock.now();
    if (now - this.#requests.from >= 60 * minute) this.#requests = { from: now, count: 0 };
    this.#requests.count += 1;
    const data = { message: 'API rate limit exceeded' };
    if (this.#requests.count > this.limits.requestsPerHour)
      return this.#refuse({ status: 403, data, headers: this.#quota(seen) });
    if (!seen.isCreate) return undefined;
    this.#creations = this.#creations.filter((time) => time > now - 60 * minute);
    const recent = this.#creations.filter((time) => time > now - minute).length;
    const { creationsPerMinute, creationsPerHour } = this.limits;
    if (recent >= creationsPerMinute || this.#creations.length >= creationsPerHour)
      return this.#refuse({ status: 403, data: { message: 'You have exceeded a secondary rate limit.' } });
    this.#creations.push(now);
    return undefined;
  }

  #refuse(answer: RestAnswer): RestAnswer {
    this.refused += 1;
    return answer;
  }

  #quota({ isGraphql }: Seen): Record<string, string> {
    if (this.limits === undefined) return {};
    const { requestsPerHour } = this.limits;
    return {
      'x-ratelimit-limit': String(requestsPerHour),
      'x-ratelimit-remaining': String(Math.max(0, requestsPerHour - this.#requests.count)),
      'x-ratelimit-reset': String(Math.ceil((this.#requests.from + 60 * minute) / 1000)),
      'x-ratelimit-resource': isGraphql ? 'graphql' : 'core',
    };
  }
}

/** Newest first: a stale list lacks the newest. */
function shown<Item>(items: Item[], fault: Fault | undefined): Item[] {
  if (fault === 'empty-list') return [];
  return fault === 'stale-list' ? items.slice(1) : items;
}

function reply(response: ServerResponse, { status, data, headers }: RestAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(data === undefined ? undefined : JSON.stringify(data));
}

/** Headers and half of the body, then nothing. */
function cut(response: ServerResponse, { status, data }: RestAnswer): void {
  const text = JSON.stringify(data ?? {});
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
  });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Every way in which GitHub asks to slow down, by name. */
export const refusals: Readonly<Record<string, RestAnswer>> = {
  '403 with retry-after': {
    status: 403,
    data: { message: 'You have exceeded a secondary rate limit.' },
    headers: { 'retry-after': '30' },
  },
  '403 without retry-after': { status: 403, data: { message: 'You have exceeded a secondary rate limit.' } },
  '403 blocked from creating': {
    status: 403,
    data: { message: 'You have been temporarily blocked from content creation.' },
  },
  '403 without words': { status: 403, data: {} },
  '429 with retry-after': {
    status: 429,
    data: { message: 'Too many requests' },
    headers: { 'retry-after': '30' },
  },
  '429 without retry-after': { status: 429, data: 'slow down' },
  'primary limit': {
    status: 403,
    data: { message: 'API rate limit exceeded for user ID 1.' },
    headers: { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767616200' },
  },
  'GraphQL 200, primary limit': {
    status: 200,
    data: {
      data: null,
      errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }],
    },
  },
  'GraphQL 200, secondary limit': {
    status: 200,
    data: { data: null, errors: [{ message: 'You have exceeded a secondary rate limit. Please wait.' }] },
  },
  'GraphQL 200, submitted too quickly': {
    status: 200,
    data: { data: null, errors: [{ type: 'UNPROCESSABLE', message: 'was submitted too quickly' }] },
  },
  '422 submitted too quickly': {
    status: 422,
    data: { message: 'Validation Failed', errors: [{ message: 'was submitted too quickly' }] },
  },
};
