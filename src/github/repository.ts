import { ConfigError } from '../errors.ts';

/** A repository by its name, as GitHub has it: `acme/chat`. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** Reads `acme/chat`. Throws a {@link ConfigError} for anything else. */
export function parseRepository(text: string): RepositoryName {
  const [, owner, name] = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (owner !== undefined && name !== undefined) return { owner, name };
  throw new ConfigError(`"${text}" is no repository: --repo takes OWNER/NAME, such as acme/chat.`);
}

export function assertWritable(
  wanted: RepositoryName,
  found: { readonly fullName: string; readonly isArchived: boolean },
): void {
  const asked = `${wanted.owner}/${wanted.name}`;
  if (found.fullName.toLowerCase() !== asked.toLowerCase())
    throw new ConfigError(
      `The repository ${asked} is called ${found.fullName} now: set --repo (or GITHUB_REPOSITORY) to that.`,
    );
  if (found.isArchived)
    throw new ConfigError(
      `The repository ${asked} is archived and can't be written to. Unarchive it in its settings, or choose another with --repo.`,
    );
}

export function noRepository({ owner, name }: RepositoryName): ConfigError {
  return new ConfigError(
    `There is no repository ${owner}/${name}, or the token may not see it. Look at --repo, and give the token access to it.`,
  );
}

/** Write access, as far as an answer shows it: markers of anybody else prove nothing. */
export function isTrusted(
  association: string | undefined,
  login: string | undefined,
  viewer?: string,
): boolean {
  if (login !== undefined && login === viewer) return true;
  if (association === 'OWNER' || association === 'MEMBER' || association === 'COLLABORATOR') return true;
  return login?.endsWith('[bot]') ?? false;
}
