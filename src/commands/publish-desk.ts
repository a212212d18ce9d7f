import { PostStore } from '../archive/post-store.ts';
import { AuthError, ConfigError } from '../errors.ts';
import { connect } from '../github/connect.ts';
import { parseRepository } from '../github/repository.ts';
import type { CommentReader } from '../publish/comment-reader.ts';
import { Outcomes } from '../publish/outcomes.ts';
import { Pacer } from '../publish/pacer.ts';
import { budgetState, WriteBudget } from '../publish/write-budget.ts';
import type { Desk } from '../publish/writing.ts';
import { assertToken } from './assert-token.ts';
import type { CommandContext } from './context.ts';

/** The repository that is posted to, and how it is reached. */
export interface GitHubOptions {
  /** `OWNER/NAME` */
  readonly repository: string | undefined;
  readonly token: string | undefined;
  readonly apiUrl: string;
  readonly graphqlUrl?: string | undefined;
  /** `unsilo/1.0.0` */
  readonly userAgent: string;
  /** Discussion categories that posts will ask for. */
  readonly categories: readonly string[];
  /** Milliseconds after which a run ends, to go on the next time. */
  readonly mostMs?: number | undefined;
  /** Writes after which a run ends. */
  readonly mostWrites?: number | undefined;
}

export interface OpenDesk {
  readonly desk: Desk;
  /** Reads what people wrote under the posts. */
  readonly comments: CommentReader;
  readonly requests: { readonly read: number; readonly write: number };
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

/**
 * Everything that a run needs to write to GitHub. Sends nothing yet.
 *
 * @param archive folder of the archive, locked by the caller
 * @throws ConfigError or AuthError when the repository or the token is missing
 */
export function openDesk(
  archive: string,
  options: GitHubOptions,
  { clock, signal }: CommandContext,
): OpenDesk {
  const { apiUrl, graphqlUrl, userAgent, categories, mostMs, mostWrites } = options;
  const { repository, token } = postingTo(options);
  const store = new PostStore(archive);
  const budget = new WriteBudget(budgetState(store.state.budget), clock.now());
  const deadline = mostMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + mostMs;
  const pacer = new Pacer({
    budget,
    clock,
    signal,
    save: ({ state }) => store.saveBudget(state),
    ...(mostMs === undefined ? {} : { deadline }),
    ...(mostWrites === undefined ? {} : { mostWrites }),
  });
  const { publisher, comments } = connect({
    repository,
    token,
    apiUrl,
    userAgent,
    categories,
    pacer,
    budget,
    clock,
    ...(graphqlUrl === undefined ? {} : { graphqlUrl }),
  });
  return {
    desk: { store, clock, outcomes: new Outcomes(), publisher, highest: 0 },
    comments,
    requests: pacer.counts,
    deadline,
  };
}

/**
 * Which repository is posted to, and with what.
 *
 * @throws ConfigError or AuthError when one of them is missing: best asked before any work is done
 */
export function postingTo({ repository, token }: Pick<GitHubOptions, 'repository' | 'token'>): {
  readonly repository: string;
  readonly token: string;
} {
  if (repository === undefined)
    throw new ConfigError('Which repository? Say --repo OWNER/NAME (or set GITHUB_REPOSITORY).');
  parseRepository(repository);
  if (token === undefined)
    throw new AuthError(
      `No token: set GITHUB_TOKEN to one that may write discussions and issues of ${repository}. In a GitHub Action that is \${{ github.token }}; for trying out, \`gh auth token\` prints yours.`,
    );
  assertToken('GITHUB_TOKEN', token);
  return { repository, token };
}
