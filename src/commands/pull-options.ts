import type { Environment } from '../config/environment.ts';
import type { Config } from '../config/load-config.ts';
import type { FileRules } from '../policy/file-rules.ts';
import { assertToken } from './assert-token.ts';
import { placesOf, wholeNumber } from './options.ts';
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
  assertToken('SLACK_TOKEN', slackToken);
  const mostMinutes = wholeNumber('--minutes', minutes);
  return {
    archive: placesOf(config).archive,
    channels: config.channels?.map(({ id }) => id) ?? [],
    slack: {
      token: slackToken,
      apiUrl: slackApiUrl,
      userAgent,
      mostMs: mostMinutes === undefined ? undefined : mostMinutes * 60_000,
      mostCalls: wholeNumber('--calls', calls),
    },
    files: fileRules(config),
    isAgreed,
    communityWasTold: config.communityWasTold,
    isDryRun,
  };
}

function fileRules({ files: { kinds, megabytesEach, megabytesInAll } }: Config): FileRules {
  return {
    kinds: new Set(kinds),
    bytesEach: megabytesEach * 1_000_000,
    bytesInAll: megabytesInAll * 1_000_000,
  };
}
