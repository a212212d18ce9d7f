import { AuthError, ConfigError } from '../errors.ts';
import { PublishError } from '../publish/failure.ts';

/** What GitHub answered, as far as anybody can tell. */
export interface Answer {
  /** Undefined when there was none: the connection broke. */
  readonly status?: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The JSON, or the text where it was none. */
  readonly data: unknown;
  /** Why the connection broke. */
  readonly cause?: string;
}

export interface GraphqlError {
  readonly type?: string;
  readonly message?: string;
}

const slowDown =
  /secondary rate|abuse detection|temporarily blocked|submitted too quickly|too many requests/i;
const primary = /api rate limit exceeded|rate limit exceeded/i;
const noPermission =
  /not accessible by|must have|permission|saml|single sign|not authorized|denied|token.*(?:expired|scope)|scopes?\b/i;
const isArchived = /archived/i;
const isDisabled = /(?:issues|discussions).*(?:disabled|not enabled)|disabled.*(?:issues|discussions)/i;
/** Of one post alone: it is full, or people who may not write here were kept out of it. */
const full = /commenting is disabled|\blocked\b/i;

const tooLong = /too long|maximum is \d+ characters/i;

/** Says what a failed REST request means. `now` in milliseconds since 1970, to make waits of points in time. */
export function restError(answer: Answer, now: number): Error {
  const { status } = answer;
  const words = wordsOf(answer);
  if (status === undefined || status >= 500) return inDoubt(answer);
  if (status === 401) return refusedToken();
  if (status === 403 || status === 429) return forbidden(answer, words, now);
  if (isDisabled.test(words)) return disabled(words);
  if (status === 404 || status === 410) return new PublishError({ kind: 'gone', reason: words });
  if (slowDown.test(words)) return limited(answer, words, now);
  return rejected(`${status} ${words}`);
}

/** Says what the `errors` of a GraphQL answer mean: GitHub sends most of them with status 200. */
export function graphqlError(errors: readonly GraphqlError[], answer: Answer, now: number): Error {
  const words = errors.map(({ message }) => message ?? '').join('; ');
  const types = errors.map(({ type }) => type);
  if (types.includes('RATE_LIMITED') || primary.test(words)) return limited(answer, words, now, false);
  if (slowDown.test(words)) return limited(answer, words, now);
  if (isArchived.test(words)) return archived(words);
  if (isDisabled.test(words)) return disabled(words);
  if (types.includes('NOT_FOUND')) return new PublishError({ kind: 'gone', reason: words });
  if (
    types.includes('FORBIDDEN') ||
    types.includes('INSUFFICIENT_SCOPES') ||
    /not accessible by/i.test(words)
  )
    return lacking(words);
  if (
    /something went wrong|timeout|timedout|resource limits/i.test(words) ||
    types.includes('SERVICE_UNAVAILABLE')
  )
    return new PublishError({ kind: 'in-doubt', reason: words });
  return rejected(words);
}

/** 403 has many meanings; one that says nothing is taken as a limit, because going on would be worse than waiting. */
function forbidden(answer: Answer, words: string, now: number): Error {
  const { headers, status } = answer;
  const isLimit = status === 429 || headers['retry-after'] !== undefined || slowDown.test(words);
  if (headers['x-ratelimit-remaining'] === '0' || primary.test(words))
    return limited(answer, words, now, slowDown.test(words));
  if (isLimit) return limited(answer, words, now);
  if (isArchived.test(words)) return archived(words);
  if (isDisabled.test(words)) return disabled(words);
  if (full.test(words)) return new PublishError({ kind: 'rejected', reason: words });
  if (noPermission.test(words)) return lacking(words);
  return limited(answer, words, now);
}

function limited(answer: Answer, reason: string, now: number, isPace = true): PublishError {
  const { headers } = answer;
  const after = Number(headers['retry-after']);
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  const isSpent = headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset);
  const waitMs = Number.isFinite(after)
    ? after * 1000
    : isSpent
      ? Math.max(0, reset - now) + 1000
      : undefined;
  return new PublishError({ kind: 'limited', reason, isPace, ...(waitMs === undefined ? {} : { waitMs }) });
}

/** Our own parts stay below GitHub's limit, so what is too long has grown in templates of the user's. */
function rejected(reason: string): PublishError {
  const mend = tooLong.test(reason)
    ? '. Shorten your own templates of posts, or set posts.comments to per-message.'
    : '';
  return new PublishError({ kind: 'rejected', reason: reason + mend });
}

function inDoubt(answer: Answer): PublishError {
  const what = answer.status === undefined ? (answer.cause ?? 'no answer') : `status ${answer.status}`;
  return new PublishError({ kind: 'in-doubt', reason: `GitHub did not answer properly: ${what}` });
}

function refusedToken(): AuthError {
  return new AuthError(
    'GitHub refused the token (401). It is wrong, expired or revoked: set GITHUB_TOKEN to a valid one.',
  );
}

function lacking(words: string): AuthError {
  return new AuthError(
    `GitHub says that the token may not do this (${words}). It needs write access to Discussions or Issues of the ` +
      'repository: `permissions: discussions: write, issues: write` in a workflow, the same for a fine-grained token, ' +
      'scope `public_repo` for a classic one.',
  );
}

function archived(words: string): ConfigError {
  return new ConfigError(
    `The repository is archived and can't be written to (${words}). Unarchive it in its settings, or choose another with --repo.`,
  );
}

function disabled(words: string): ConfigError {
  return new ConfigError(
    `The repository does not take this kind of post (${words}). Switch it on in the repository's settings under Features, or choose another --kind.`,
  );
}

/** GitHub's own words: its message and its fields and codes, never a value, which may be what a person wrote. */
function wordsOf({ data, status }: Answer): string {
  if (typeof data !== 'object' || data === null) return `status ${status}`;
  const { message, errors } = data as { message?: unknown; errors?: unknown };
  const details = Array.isArray(errors) ? errors.map(detailOf).filter((text) => text !== '') : [];
  const head = typeof message === 'string' ? message : `status ${status}`;
  return details.length === 0 ? head : `${head}: ${details.join(', ')}`;
}

function detailOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const { resource, field, code, message } = (error ?? {}) as Record<string, unknown>;
  return [resource, field, code, message].filter((part) => typeof part === 'string').join(' ');
}
