import { join } from 'node:path';
import type { Config } from '../config/load-config.ts';
import type { ChannelId, UserId } from '../model/ids.ts';
import type { PostRules } from '../publish/select.ts';
import { loadPostTemplates } from '../publish/templates.ts';
import { type BuildOptions, templateFolders } from './build-archive-site.ts';
import type { ImportOptions } from './import-export.ts';
import type { PlanOptions } from './plan-posts.ts';

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
    hasLogin: (id: UserId) => Object.hasOwn(config.people, id),
  };
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
  const { quietHours, minReplies, comments, withStitches } = rest;
  return {
    post: which,
    reaction,
    kind,
    labels,
    quietHours,
    minReplies,
    comments,
    withStitches,
    ...(category === undefined ? {} : { category }),
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(settings: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
