import { type ChannelId, isChannelId, isTeamId, type TeamId } from './ids.ts';
import { isTs, type Ts, tsDigits, tsFromDigits } from './ts.ts';

/** What a link into Slack points to. The host is kept apart: workspaces get renamed, ids do not. */
export interface Permalink {
  readonly channelId: ChannelId;
  /** Absent when the link names the channel alone. */
  readonly ts?: Ts;
  /** The thread's root, when the link is one to a reply. */
  readonly threadTs?: Ts;
  /** Only `app.slack.com/client/…` and `slack://` links name the workspace. */
  readonly teamId?: TeamId;
  /** `acme` of `acme.slack.com`; absent for hosts without a workspace. */
  readonly workspaceDomain?: string;
}

const ownHost = /^(?:([a-z0-9-]+(?:\.enterprise)?)\.)?(?:slack\.com|slack-gov\.com)$/i;

/**
 * Reads every form of a link to a channel or message; undefined for anything else (files, team pages, invitations).
 * Forms: https://docs.slack.dev/reference/methods/chat.getPermalink and …/interactivity/deep-linking
 *
 * `https://acme.slack.com/archives/C024BE91L/p1710786933057029?thread_ts=1710786900.000100&cid=C024BE91L`
 */
export function parsePermalink(link: string): Permalink | undefined {
  const url = parseUrl(link.replaceAll('&amp;', '&'));
  if (url === undefined) return undefined;
  if (url.protocol === 'slack:') return url.host === 'channel' ? fromDeepLink(url) : undefined;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const host = ownHost.exec(url.hostname);
  if (host === null) return undefined;
  const [place, ...rest] = url.pathname.split('/').filter((part) => part !== '');
  if (place === 'archives') return fromArchivesPath(rest, url, host[1]);
  if (place === 'client' && host[1] === 'app') return fromClientPath(rest);
  if (place === 'app_redirect') return fromRedirect(url);
  return undefined;
}

/** The canonical https link of a message, as `chat.getPermalink` gives it. `workspaceUrl` ends in a slash. */
export function formatPermalink(
  link: Pick<Permalink, 'channelId' | 'ts' | 'threadTs'>,
  workspaceUrl: string,
): string {
  const channel = `${workspaceUrl}archives/${link.channelId}`;
  if (link.ts === undefined) return channel;
  const message = `${channel}/p${tsDigits(link.ts)}`;
  if (link.threadTs === undefined || link.threadTs === link.ts) return message;
  return `${message}?thread_ts=${link.threadTs}&cid=${link.channelId}`;
}

function fromArchivesPath(path: readonly string[], url: URL, subdomain?: string): Permalink | undefined {
  const [channel, message] = path;
  if (channel === undefined || !isChannelId(channel)) return undefined;
  const workspace =
    subdomain === undefined || subdomain === 'app' ? {} : { workspaceDomain: subdomain.toLowerCase() };
  if (message === undefined) return { channelId: channel, ...workspace };
  const ts = message.startsWith('p') ? tsFromDigits(message.slice(1)) : undefined;
  if (ts === undefined) return undefined;
  return { channelId: channel, ts, ...threadOf(url.searchParams.get('thread_ts'), ts), ...workspace };
}

function fromClientPath([team, channel, ...rest]: readonly string[]): Permalink | undefined {
  if (team === undefined || !isTeamId(team) || channel === undefined || !isChannelId(channel))
    return undefined;
  const base = { channelId: channel, teamId: team };
  const thread = rest[0] === 'thread' ? rest[1]?.slice(channel.length + 1) : undefined;
  const digits = rest.at(-1)?.startsWith('p') ? tsFromDigits(rest.at(-1)?.slice(1) ?? '') : undefined;
  if (thread !== undefined && isTs(thread)) {
    return digits === undefined
      ? { ...base, ts: thread }
      : { ...base, ts: digits, ...threadOf(thread, digits) };
  }
  return digits === undefined ? base : { ...base, ts: digits };
}

function fromDeepLink(url: URL): Permalink | undefined {
  const { channelId, teamId } = idsOf(url.searchParams.get('id'), url.searchParams.get('team'));
  if (channelId === undefined) return undefined;
  const ts = url.searchParams.get('message');
  const base = teamId === undefined ? { channelId } : { channelId, teamId };
  return isTs(ts) ? { ...base, ts, ...threadOf(url.searchParams.get('thread_ts'), ts) } : base;
}

function fromRedirect(url: URL): Permalink | undefined {
  const { channelId, teamId } = idsOf(url.searchParams.get('channel'), url.searchParams.get('team'));
  if (channelId === undefined) return undefined;
  return teamId === undefined ? { channelId } : { channelId, teamId };
}

function idsOf(channel: string | null, team: string | null): { channelId?: ChannelId; teamId?: TeamId } {
  return {
    ...(channel !== null && isChannelId(channel) ? { channelId: channel } : {}),
    ...(team !== null && isTeamId(team) ? { teamId: team } : {}),
  };
}

function threadOf(threadTs: string | null, ts: Ts): { threadTs?: Ts } {
  return isTs(threadTs) && threadTs !== ts ? { threadTs } : {};
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
