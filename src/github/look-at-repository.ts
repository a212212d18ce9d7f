import { PublishError } from '../publish/failure.ts';
import { type ClientOptions, GitHubClient } from './client.ts';
import type { Repository } from './discussion-answers.ts';
import { repositoryQuery } from './discussion-documents.ts';
import { parseRepository } from './repository.ts';

/** What matters of a repository to whoever wants to post there. */
export interface RepositoryFacts {
  /** As it is called now. */
  readonly fullName: string;
  readonly url: string;
  readonly isArchived: boolean;
  readonly hasDiscussions: boolean;
  /** Undefined where GitHub does not say. */
  readonly hasIssues: boolean | undefined;
  readonly mayWrite: boolean | undefined;
  readonly categories: readonly { readonly name: string; readonly slug: string }[];
}

interface RestFacts {
  readonly has_issues?: boolean;
  readonly permissions?: { readonly push?: boolean };
}

/**
 * Reads what a repository allows; writes nothing.
 *
 * @returns undefined when there is none, or the token may not see it
 * @throws AuthError, ConfigError or PublishError when GitHub can't be asked
 */
export async function lookAtRepository(
  options: ClientOptions & { readonly repository: string },
): Promise<RepositoryFacts | undefined> {
  const { owner, name } = parseRepository(options.repository);
  const client = new GitHubClient(options);
  const asked = client.graphql<{ repository: Repository | null }>(
    repositoryQuery,
    { owner, name },
    { as: 'read' },
  );
  const repository = (await asked.catch(asMissing))?.repository ?? undefined;
  if (repository === undefined) return undefined;
  const [currentOwner, currentName] = repository.nameWithOwner.split('/');
  const parameters = { owner: currentOwner, repo: currentName };
  const { data } = await client.rest<RestFacts>('GET /repos/{owner}/{repo}', parameters, { as: 'read' });
  return {
    fullName: repository.nameWithOwner,
    url: repository.url,
    isArchived: repository.isArchived,
    hasDiscussions: repository.hasDiscussionsEnabled,
    hasIssues: data.has_issues,
    mayWrite: data.permissions?.push,
    categories: repository.discussionCategories.nodes,
  };
}

function asMissing(error: unknown): undefined {
  if (error instanceof PublishError && error.failure.kind === 'gone') return undefined;
  throw error;
}
