import { isToken } from '../config/environment.ts';
import { AuthError, ConfigError } from '../errors.ts';
import { lookAtRepository, type RepositoryFacts } from '../github/look-at-repository.ts';
import { PublishError, RunOver } from '../publish/failure.ts';
import { Pacer } from '../publish/pacer.ts';
import { WriteBudget } from '../publish/write-budget.ts';
import type { CommandContext } from './context.ts';
import { type Finding, mend, ok, unseen } from './finding.ts';
import type { GitHubOptions } from './publish-desk.ts';

/** What posts need of the repository. */
export interface PostNeeds {
  readonly discussions: boolean;
  readonly issues: boolean;
}

/** Asking takes at most so long, however slow GitHub is. */
const patienceMs = 60_000;

/** Looks at the repository on GitHub; without a token or a network it says what it could not look at. */
export async function lookAtGitHub(
  options: GitHubOptions,
  needs: PostNeeds,
  context: CommandContext,
): Promise<readonly Finding[]> {
  const { repository, token } = options;
  if (repository === undefined)
    return [mend('repository', 'not named', 'Say --repo OWNER/NAME, or set GITHUB_REPOSITORY.')];
  const named = lookAtName(repository);
  if (token === undefined) {
    const help = 'Set GITHUB_TOKEN; for trying out, `gh auth token` prints yours.';
    return [
      named,
      mend('GitHub token', 'GITHUB_TOKEN is not set', help),
      ...notLooked('without a token', help),
    ];
  }
  if (!isToken(token))
    return [
      named,
      mend('GitHub token', 'GITHUB_TOKEN holds characters that no token has', 'Copy the whole token again.'),
      ...notLooked('without a valid token', 'Mend the token, then ask again.'),
    ];
  const set = ok('GitHub token', 'GITHUB_TOKEN is set');
  try {
    const facts = await ask({ ...options, repository, token }, context);
    if (facts === undefined)
      return [
        named,
        set,
        mend(
          'repository on GitHub',
          `${repository} is not there, or the token may not see it`,
          'Look at --repo, and give the token access to the repository.',
        ),
      ];
    return [named, set, ...lookAtFacts(facts, repository, needs, options.categories)];
  } catch (error) {
    return [named, ...couldNotAsk(error)];
  }
}

function ask(
  options: GitHubOptions & { readonly repository: string; readonly token: string },
  { clock, signal }: CommandContext,
): Promise<RepositoryFacts | undefined> {
  const { repository, token, apiUrl, graphqlUrl, userAgent } = options;
  const budget = new WriteBudget(undefined, clock.now());
  const pacer = new Pacer({ budget, clock, signal, save: () => {}, deadline: clock.now() + patienceMs });
  const where = { repository, token, apiUrl, userAgent, ...(graphqlUrl === undefined ? {} : { graphqlUrl }) };
  return lookAtRepository({ ...where, pacer, budget, clock });
}

/** GitHub's robots.txt closes the folder `archive` of every owner to search engines. */
function lookAtName(repository: string): Finding {
  return repository.toLowerCase().endsWith('/archive')
    ? mend(
        'name of the repository',
        `${repository}: GitHub's robots.txt hides everything under /archive/ from search engines`,
        'Give it another name, such as chat or slack-archive.',
      )
    : ok('name of the repository', repository);
}

function lookAtFacts(
  facts: RepositoryFacts,
  asked: string,
  needs: PostNeeds,
  categories: readonly string[],
): readonly Finding[] {
  const { fullName, url, isArchived, mayWrite } = facts;
  const what = 'repository on GitHub';
  const isRenamed = fullName.toLowerCase() !== asked.toLowerCase();
  const place = isRenamed
    ? mend(what, `it is called ${fullName} now`, `Set --repo (or GITHUB_REPOSITORY) to ${fullName}.`)
    : isArchived
      ? mend(what, 'archived: nobody can write', `Unarchive it at ${url}/settings.`)
      : ok(what, fullName);
  const write =
    mayWrite === undefined
      ? unseen(
          'write access',
          'GitHub does not say',
          'A workflow needs `discussions: write` or `issues: write`.',
        )
      : mayWrite
        ? ok('write access', 'yes')
        : mend('write access', 'the token may only read', 'Take a token that may write there.');
  return [
    place,
    write,
    ...(needs.discussions ? lookAtDiscussions(facts, categories) : []),
    ...(needs.issues ? [lookAtIssues(facts)] : []),
  ];
}

function lookAtDiscussions(
  { hasDiscussions, url, categories: known }: RepositoryFacts,
  categories: readonly string[],
): readonly Finding[] {
  if (!hasDiscussions)
    return [
      mend(
        'Discussions',
        'switched off',
        `Switch them on at ${url}/settings under Features, or take --kind issues.`,
      ),
    ];
  const names = known.map(({ name }) => name).join(', ');
  const has = (wanted: string) =>
    known.some(({ name, slug }) => [name.toLowerCase(), slug].includes(wanted.toLowerCase()));
  const lacking = (name: string) =>
    mend(
      `category ${name}`,
      `not there; there are: ${names === '' ? 'none' : names}`,
      `Make it at ${url}/discussions/categories, or name another in unsilo.yml.`,
    );
  return [
    ok('Discussions', 'switched on'),
    ...categories.map((name) => (has(name) ? ok(`category ${name}`, 'is there') : lacking(name))),
  ];
}

function lookAtIssues({ hasIssues, url }: RepositoryFacts): Finding {
  if (hasIssues === undefined) return unseen('Issues', 'GitHub does not say', `Look at ${url}/settings.`);
  return hasIssues
    ? ok('Issues', 'switched on')
    : mend('Issues', 'switched off', `Switch them on at ${url}/settings under Features.`);
}

function couldNotAsk(error: unknown): readonly Finding[] {
  if (error instanceof AuthError)
    return [
      mend('GitHub token', error.message, 'Set GITHUB_TOKEN to a valid one.'),
      ...notLooked('without a valid token', 'Mend the token, then ask again.'),
    ];
  const isKnown = error instanceof ConfigError || error instanceof PublishError || error instanceof RunOver;
  if (!isKnown) throw error;
  return notLooked(error.message, 'Look at the network and ask again.');
}

function notLooked(found: string, help: string): readonly Finding[] {
  return [unseen('repository on GitHub', `could not be looked at: ${found}`, help)];
}
