import type { Archive } from '../archive/archive.ts';
import { readDirectory } from '../archive/names.ts';
import { readWorkspace } from '../archive/people.ts';
import { disarmLink } from '../content/disarm.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { ChannelId, FileId, TeamId, UserId } from '../model/ids.ts';
import type { Permalink } from '../model/permalink.ts';
import { markdownRenderer } from '../publish/markdown-renderer.ts';
import type { PlanContext } from '../publish/plan.ts';
import type { References } from '../publish/references.ts';
import type { PostRules } from '../publish/select.ts';
import type { PostTemplates } from '../publish/templates.ts';
import type { Mentioned, ReferenceGraph } from '../references/reference-graph.ts';

export interface PostSettings {
  readonly templates: PostTemplates;
  readonly rulesOf: (channel: ChannelId) => PostRules;
  /** Whether the person has a GitHub login in the configuration. */
  readonly hasLogin: (id: UserId) => boolean;
  /** `OWNER/NAME` of the repository that is posted to, where it is known. */
  readonly repository?: string | undefined;
  /** Host name of the Enterprise Server that is posted to; undefined for github.com. */
  readonly server?: string | undefined;
}

/** Where conversations can be read: on the site, or as posts. */
export interface Whereabouts {
  pageUrl(key: ConversationKey): string | undefined;
  /** The site's copy of a file. */
  fileUrl(id: FileId): string | undefined;
  /** The post or page that shows the message, as an absolute address. */
  linkTo(link: Permalink, from: TeamId): { readonly href: string; readonly title?: string } | undefined;
}

/** What is the same for all workspaces of an archive. */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly whereabouts: Whereabouts;
  readonly graph: ReferenceGraph;
}

/** What drafts of one workspace need to know. */
export function postContext(
  archive: Archive,
  teamId: TeamId,
  settings: PostSettings,
  { now, whereabouts, graph }: World,
): PlanContext {
  const { names, users } = readDirectory(archive, teamId);
  const { name, domain } = readWorkspace(archive, teamId);
  const { templates, rulesOf, hasLogin, repository, server } = settings;
  const render = markdownRenderer({
    names,
    linkTo: (link) => whereabouts.linkTo(link, teamId),
    fileUrl: (id) => whereabouts.fileUrl(id),
    ...(repository === undefined ? {} : { repository }),
    ...(server === undefined ? {} : { server }),
  });
  const workspaceUrl = domain === undefined ? {} : { workspaceUrl: `https://${domain}.slack.com/` };
  return {
    names,
    render,
    templates,
    rulesOf,
    hasLogin,
    now,
    ...(name === undefined ? {} : { workspaceName: name }),
    isBot: (id) => users.get(id)?.isBot ?? false,
    originOf: (key) => {
      const pageUrl = whereabouts.pageUrl(key);
      return { ...workspaceUrl, ...(pageUrl === undefined ? {} : { pageUrl }) };
    },
    referencesOf: (key) => referencesIn(key, { whereabouts, graph }, repository),
  };
}

/** Listed are those that can be read somewhere: as a post, or as a page. */
function referencesIn(
  key: ConversationKey,
  { whereabouts, graph }: Pick<World, 'whereabouts' | 'graph'>,
  repository: string | undefined,
): References {
  const listed = (all: readonly Mentioned[]) =>
    all.flatMap(({ key: other, title }) => {
      const { channelId, rootTs, teamId } = other;
      const url = whereabouts.linkTo({ channelId, ts: rootTs, teamId }, teamId)?.href;
      return url === undefined ? [] : [{ title, url }];
    });
  const github = graph
    .githubOf(key)
    .map(({ name, url }) => ({ title: name, url: disarmLink(url, repository) }));
  return {
    mentions: [...listed(graph.mentionsOf(key)), ...github],
    mentionedIn: listed(graph.mentionedIn(key)),
  };
}
