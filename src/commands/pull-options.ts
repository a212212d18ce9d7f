import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/load-config.ts';
import { ConfigError } from '../errors.ts';
import { placesOf } from './options.ts';
import type { PullOptions } from './pull.ts';

export interface PullFlags {
  readonly minutes: string | undefined;
  readonly calls: string | undefined;
  readonly isAgreed: boolean;
  readonly isDryRun: boolean;
}

export function pullOptions(
  config: Config,
  { slackToken, slackApiUrl }: Environment,
  { minutes, calls, isAgreed, isDryRun }: PullFlags,
  userAgent: string,
): PullOptions {
  const mostMinutes = limit('--minutes', minutes);
  return {
    archive: placesOf(config).archive,
    channels: config.channels?.map(({ id }) => id) ?? [],
    slack: {
      token: slackToken,
      apiUrl: slackApiUrl,
      userAgent,
      mostMs: mostMinutes === undefined ? undefined : mostMinutes * 60_000,
      mostCalls: limit('--calls', calls),
    },
    isAgreed,
    communityWasTold: config.communityWasTold,
    isDryRun,
  };
}

function limit(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ConfigError(`${flag}: found "${text}"; expected a whole number from 1.`);
}
