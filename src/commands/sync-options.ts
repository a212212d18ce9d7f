import type { Clock } from '../clock.ts';
import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/load-config.ts';
import type { NoticeKind } from '../model/notice.ts';
import { buildOptions, githubOptions, importOptions, placesOf, postingOptions } from './options.ts';
import { pullOptions } from './pull-options.ts';
import type { SyncOptions } from './sync-archive.ts';

export interface SyncFlags {
  /** Paths of exports to read as well. */
  readonly exports: readonly string[];
  /** `OWNER/NAME` */
  readonly repository: string | undefined;
  /** The run ends cleanly after so many; undefined: when all is done. */
  readonly minutes: number | undefined;
  readonly publishes: boolean;
  /** Nobody is asked. */
  readonly isAgreed: boolean;
}

/** Slack gets this part of the time at most, so that some is left for GitHub. */
const partForSlack = 0.6;

/** What a run does: Slack is read where there is a token and a list of channels. */
export function syncOptions(
  config: Config,
  environment: Environment,
  { exports, repository, minutes, publishes, isAgreed }: SyncFlags,
  { userAgent, clock }: { readonly userAgent: string; readonly clock: Clock },
): Omit<SyncOptions, 'save'> {
  const start = clock.now();
  const minutesLeft = (part: number) => {
    if (minutes === undefined) return undefined;
    const left = minutes * part - (clock.now() - start) / 60_000;
    return String(Math.max(1, Math.floor(left)));
  };
  const pull = () => {
    const flags = { minutes: minutesLeft(partForSlack), calls: undefined, isAgreed, isDryRun: false };
    return pullOptions(config, environment, flags, userAgent);
  };
  const github = () => {
    const flags = { repo: repository, minutes: minutesLeft(1), writes: undefined };
    return githubOptions(config, environment, flags, userAgent);
  };
  const post = () => {
    const to = github();
    return { plan: postingOptions(config, to), github: to, isAgreed };
  };
  const kinds = noticeKinds(config);
  const notify = () => {
    const { archive, channels, slack } = pull();
    return { archive, channels, slack: { ...slack, mostMs: undefined }, kinds };
  };
  const publish = publishes && makesPosts(config) ? post : undefined;
  const mayPull = environment.slackToken !== undefined && (config.channels ?? []).length > 0;
  return {
    import: exports.length === 0 ? undefined : importOptions(config, exports, isAgreed),
    pull: mayPull ? pull : undefined,
    build: buildOptions(config),
    publish,
    notify: publish && mayPull && kinds.size > 0 ? notify : undefined,
    comments: publish && (() => ({ archive: placesOf(config).archive, github: github() })),
    plan: makesPosts(config) ? postingOptions(config, github()) : undefined,
  };
}

function noticeKinds({ notices }: Config): ReadonlySet<NoticeKind> {
  const kinds = ['posted', 'answered'] as const;
  return new Set(kinds.filter((kind) => notices[kind]));
}

function makesPosts({ posts, channels = [] }: Config): boolean {
  const all = [posts.which, ...channels.map((channel) => channel.posts?.which ?? posts.which)];
  return all.some((which) => which !== 'nothing');
}
