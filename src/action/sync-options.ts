import { resolve } from 'node:path';
import type { CommandContext } from '../commands/context.ts';
import { buildOptions, githubOptions, importOptions, planOptions } from '../commands/options.ts';
import { pullOptions } from '../commands/pull-options.ts';
import type { SyncOptions } from '../commands/sync-archive.ts';
import type { ActionInputs } from '../config/action-inputs.ts';
import type { Environment } from '../config/environment.ts';
import { type Config, loadConfig } from '../config/load-config.ts';
import { ConfigError } from '../errors.ts';

export interface Settings {
  readonly inputs: ActionInputs;
  readonly environment: Environment;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly start: number;
}

/** Slack gets this part of the time at most, so that some is left for GitHub. */
const partForSlack = 0.6;

/**
 * What a run does, by its inputs and the configuration of the repository.
 *
 * @throws ConfigError when the community was not told: nobody can be asked here
 */
export function syncOptions(
  { inputs, environment, userAgent, start }: Settings,
  { clock }: Pick<CommandContext, 'clock'>,
): Omit<SyncOptions, 'save'> {
  const config = loadConfig({ config: inputs.config, out: inputs.out }, inputs.workspace);
  if (!config.communityWasTold)
    throw new ConfigError(
      'Nothing is published before the community was told: set consent.communityWasTold: true in unsilo.yml when it was.',
    );
  const minutesLeft = (part: number) => {
    const left = inputs.minutes * part - (clock.now() - start) / 60_000;
    return String(Math.max(1, Math.floor(left)));
  };
  const exports = inputs.exports.map((path) => resolve(inputs.workspace, path));
  const mayPull = environment.slackToken !== undefined && (config.channels ?? []).length > 0;
  return {
    import: exports.length === 0 ? undefined : importOptions(config, exports, true),
    pull: mayPull
      ? () => {
          const flags = {
            minutes: minutesLeft(partForSlack),
            calls: undefined,
            isAgreed: true,
            isDryRun: false,
          };
          return pullOptions(config, environment, flags, userAgent);
        }
      : undefined,
    build: buildOptions(config),
    publish:
      inputs.publishes && makesPosts(config)
        ? () => {
            const flags = { repo: inputs.repository, minutes: minutesLeft(1), writes: undefined };
            const github = githubOptions(config, environment, flags, userAgent);
            const plan = { ...planOptions(config), repository: github.repository };
            return { plan, github, isAgreed: true };
          }
        : undefined,
  };
}

function makesPosts({ posts, channels = [] }: Config): boolean {
  const all = [posts.which, ...channels.map((channel) => channel.posts?.which ?? posts.which)];
  return all.some((which) => which !== 'nothing');
}
