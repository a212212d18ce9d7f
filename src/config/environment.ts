/** What the environment says: tokens are given so, never on the command line, where others can read them. */
export interface Environment {
  readonly githubToken?: string;
  /** `OWNER/NAME`, as GitHub Actions sets it. */
  readonly githubRepository?: string;
  readonly githubApiUrl: string;
  /** By default beside the REST API. */
  readonly githubGraphqlUrl?: string;
  readonly slackToken?: string;
  /** Where the methods are: another one for tests and proxies. */
  readonly slackApiUrl: string;
}

/** Whether it can be a token at all: with an ellipsis, a quote or a space in it, it was not copied whole. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** Reads the variables by the names under which GitHub Actions sets them; empty ones count as absent. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const at = (name: string) => (variables[name] === '' ? undefined : variables[name]);
  // Copied with a line break at its end, a token is still meant.
  const token = (name: string) => variables[name]?.trim() || undefined;
  const [githubToken, githubRepository] = [token('GITHUB_TOKEN'), at('GITHUB_REPOSITORY')];
  const [githubGraphqlUrl, slackToken] = [at('GITHUB_GRAPHQL_URL'), token('SLACK_TOKEN')];
  return {
    githubApiUrl: at('GITHUB_API_URL') ?? 'https://api.github.com',
    slackApiUrl: at('SLACK_API_URL') ?? 'https://slack.com/api/',
    ...(githubToken === undefined ? {} : { githubToken }),
    ...(githubRepository === undefined ? {} : { githubRepository }),
    ...(githubGraphqlUrl === undefined ? {} : { githubGraphqlUrl }),
    ...(slackToken === undefined ? {} : { slackToken }),
  };
}
