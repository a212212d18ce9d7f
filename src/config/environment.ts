/** What the environment says: tokens are given so, never on the command line, where others can read them. */
export interface Environment {
  readonly githubToken?: string;
  /** `OWNER/NAME`, as GitHub Actions sets it. */
  readonly githubRepository?: string;
  readonly githubApiUrl: string;
  /** By default beside the REST API. */
  readonly githubGraphqlUrl?: string;
}

/** Reads the variables by the names under which GitHub Actions sets them; empty ones count as absent. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const at = (name: string) => (variables[name] === '' ? undefined : variables[name]);
  const [githubToken, githubRepository] = [at('GITHUB_TOKEN'), at('GITHUB_REPOSITORY')];
  const githubGraphqlUrl = at('GITHUB_GRAPHQL_URL');
  return {
    githubApiUrl: at('GITHUB_API_URL') ?? 'https://api.github.com',
    ...(githubToken === undefined ? {} : { githubToken }),
    ...(githubRepository === undefined ? {} : { githubRepository }),
    ...(githubGraphqlUrl === undefined ? {} : { githubGraphqlUrl }),
  };
}
