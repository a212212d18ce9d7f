import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/load-config.ts';
import { ConfigError } from '../errors.ts';
import type { ChannelId, UserId } from '../model/ids.ts';
import type { PostRules } from '../publish/select.ts';
import { loadPostTemplates } from '../publish/templates.ts';
import { type BuildOptions, templateFolders } from './build-archive-site.ts';
import type { ImportOptions } from './import-export.ts';
import type { PlanOptions } from './plan-posts.ts';
import type { GitHubOptions } from './publish-desk.ts';

/** Where a run keeps its things. */
export interface Places {
  readonly archive: string;
  readonly site: string;
}

export function placesOf({ out }: Pick<Config, 'out'>): Places {
  return { archive: join(out, 'archive'), site: join(out, 'site') };
}

export function importOptions(config: Config, exports: readonly string[], isAgreed: boolean): ImportOptions {
  const channels = config.channels?.map(({ id, folder }) => (folder === undefined ? id : `${id}=${folder}`));
  const { communityWasTold } = config;
  return { archive: placesOf(config).archive, exports, channels: channels ?? [], isAgreed, communityWasTold };
}

export function buildOptions(config: Config): BuildOptions {
  const { title, description, baseUrl, language, templates } = config.site;
  return { ...placesOf(config), title, description, baseUrl, language, templates };
}

export function planOptions(config: Config): PlanOptions {
  const { baseUrl, templates } = config.site;
  return {
    archive: placesOf(config).archive,
    baseUrl: baseUrl === undefined || baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`,
    templates: loadPostTemplates(templateFolders(templates, 'github')),
    rulesOf: rulesOf(config),
    mainKind: config.posts.kind,
    hasLogin: (id: UserId) => Object.hasOwn(config.people, id),
  };
}

/** As {@link planOptions}, for the repository that is posted to: every command that writes or compares posts must say the same. */
export function postingOptions(
  config: Config,
  { repository, apiUrl }: Pick<GitHubOptions, 'repository' | 'apiUrl'>,
): PlanOptions {
  return {
    ...planOptions(config),
    repository: config.posts.project ?? repository,
    server: serverOf(apiUrl),
  };
}

export interface GitHubFlags {
  readonly repo: string | undefined;
  readonly minutes: string | undefined;
  readonly writes: string | undefined;
}

export function githubOptions(
  { posts, channels = [] }: Config,
  environment: Environment,
  flags: GitHubFlags,
  userAgent: string,
): GitHubOptions {
  const categories = [posts.category, ...channels.map((channel) => channel.posts?.category)];
  const minutes = wholeNumber('--minutes', flags.minutes);
  return {
    repository: flags.repo ?? environment.githubRepository,
    token: environment.githubToken,
    apiUrl: environment.githubApiUrl,
    graphqlUrl: environment.githubGraphqlUrl,
    userAgent,
    categories: [...new Set(categories.filter((name) => name !== undefined))],
    mostMs: minutes === undefined ? undefined : minutes * 60_000,
    mostWrites: wholeNumber('--writes', flags.writes),
  };
}

/**
 * Host name of the pages of an Enterprise Server (`https://HOST/api/v3`) or of a company's own cloud (`https://api.NAME.ghe.com`);
 * undefined for github.com and for anything else.
 */
export function serverOf(apiUrl: string): string | undefined {
  const { host, pathname } = new URL(apiUrl);
  if (/^\/api\/v3\/?$/.test(pathname)) return host;
  return /^api\.([\w-]+\.ghe\.com)$/.exec(host)?.[1];
}

/** @throws ConfigError when there is something else */
export function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ConfigError(`${flag}: found "${text}"; expected a whole number from 1.`);
}

/** The rules of each channel: its own over those of the whole file. */
function rulesOf({ posts, channels = [] }: Config): (channel: ChannelId) => PostRules {
  const own = new Map<string, PostRules>();
  const common = toRules(posts);
  for (const { id, posts: changed } of channels)
    if (changed !== undefined) own.set(id, toRules({ ...posts, ...defined(changed) }));
  return (channel) => own.get(channel) ?? common;
}

function toRules({ which, reaction, kind, category, labels, ...rest }: Config['posts']): PostRules {
  const { quietHours, minReplies, comments, withStitches, answerReaction, maintainers } = rest;
  return {
    post: which,
    reaction,
    kind,
    labels,
    quietHours,
    minReplies,
    comments,
    withStitches,
    answer: { reaction: answerReaction, maintainers: new Set(maintainers as UserId[]) },
    ...(category === undefined ? {} : { category }),
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(settings: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
