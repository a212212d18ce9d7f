import type { Config } from '../config/load-config.ts';
import type { SlackOptions } from './connect-slack.ts';
import type { CommandContext } from './context.ts';
import { lookAtGitHub, type PostNeeds } from './doctor-github.ts';
import { lookAtArchive, lookAtConfig, lookAtNode, lookAtSite } from './doctor-local.ts';
import { lookAtSlack } from './doctor-slack.ts';
import type { Finding } from './finding.ts';
import type { Places } from './options.ts';
import type { GitHubOptions } from './publish-desk.ts';

export interface DoctorOptions {
  /** `20.19.0` */
  readonly node: string;
  readonly loadConfig: () => Config;
  readonly places: Places;
  /** Undefined configuration: the file is wrong. */
  readonly github: (config: Config | undefined) => GitHubOptions;
  readonly slack: SlackOptions;
}

/** What `unsilo doctor --json` prints; the names are fixed. */
export interface DoctorReport {
  /** Whether nothing needs a person. */
  readonly isWell: boolean;
  readonly findings: readonly Finding[];
}

/** Looks at every precondition that can be looked at, and changes nothing. */
export async function doctor(options: DoctorOptions, context: CommandContext): Promise<DoctorReport> {
  const { config, findings } = lookAtConfig(options.loadConfig);
  const { archive } = options.places;
  const { posted, answered } = config?.notices ?? {};
  const slackNeeds = {
    archive,
    channels: config?.channels?.map(({ id }) => id) ?? [],
    hasNotices: posted === true || answered === true,
    copiesFiles: (config?.files.kinds.length ?? 0) > 0,
  };
  const all = [
    lookAtNode(options.node),
    ...findings,
    lookAtArchive(options.places),
    ...lookAtSite(options.places, context.clock.now()),
    ...(await lookAtSlack(options.slack, slackNeeds, context)),
    ...(await lookAtGitHub(options.github(config), needsOf(config), context)),
  ];
  return { isWell: all.every(({ state }) => state !== 'mend'), findings: all };
}

/** What the posts of the whole file and of each channel become. */
function needsOf(config: Config | undefined): PostNeeds {
  if (config === undefined) return { discussions: false, issues: false };
  const { posts, channels = [] } = config;
  const all = [posts, ...channels.map(({ posts: own }) => ({ ...posts, ...own }))];
  const kinds = all.filter(({ which }) => which !== 'nothing').map(({ kind }) => kind);
  return { discussions: kinds.includes('discussions'), issues: kinds.some((kind) => kind !== 'discussions') };
}
