/** A repository as a remote of git names it. */
export interface GitRemote {
  /** `github.com`, or that of an Enterprise Server. */
  readonly host: string;
  /** `OWNER/NAME` */
  readonly repository: string;
}

/**
 * The remote `origin`, or the only one there is, read from the text of `.git/config`: git itself is not needed.
 *
 * `url = git@github.com:acme/chat.git` → `{ host: 'github.com', repository: 'acme/chat' }`
 */
export function gitRemoteIn(config: string): GitRemote | undefined {
  const remotes = remotesIn(config);
  const url = remotes.get('origin') ?? (remotes.size === 1 ? [...remotes.values()][0] : undefined);
  return url === undefined ? undefined : parseRemote(url);
}

function remotesIn(config: string): ReadonlyMap<string, string> {
  const remotes = new Map<string, string>();
  let section: string | undefined;
  for (const line of config.split(/\r?\n/)) {
    const heading = /^\s*\[([^\]]*)\]/.exec(line);
    if (heading !== null) section = /^remote "(.*)"$/.exec(heading[1] ?? '')?.[1];
    const url = /^\s*url\s*=\s*(\S+)\s*$/.exec(line)?.[1];
    if (section !== undefined && url !== undefined && !remotes.has(section)) remotes.set(section, url);
  }
  return remotes;
}

const forms = [
  /^[\w.-]+@([\w.-]+):([^/]+\/[^/]+?)(?:\.git)?\/?$/,
  /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/([^/]+\/[^/]+?)(?:\.git)?\/?$/,
];

function parseRemote(url: string): GitRemote | undefined {
  for (const form of forms) {
    const [, host, repository] = form.exec(url) ?? [];
    if (host !== undefined && repository !== undefined) return { host: host.toLowerCase(), repository };
  }
  return undefined;
}
