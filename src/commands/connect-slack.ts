import { AuthError } from '../errors.ts';
import { SlackClient } from '../slack/web-client.ts';
import { SlackPacer } from '../slack/web-pacer.ts';
import type { CommandContext } from './context.ts';

/** How Slack is reached, and how long a run may take. */
export interface SlackOptions {
  readonly token: string | undefined;
  readonly apiUrl: string;
  /** `unsilo/1.0.0` */
  readonly userAgent: string;
  /** Milliseconds after which a run ends, to go on the next time. */
  readonly mostMs?: number | undefined;
  /** Calls after which a run ends. */
  readonly mostCalls?: number | undefined;
  /** In place of the network. */
  readonly fetch?: typeof fetch;
}

/**
 * A client for Slack. Sends nothing yet.
 *
 * @throws AuthError when there is no token, or one of a kind that must not be used
 */
export function connectSlack(
  { token, apiUrl, userAgent, mostMs, mostCalls, fetch }: SlackOptions,
  { clock, signal }: Pick<CommandContext, 'clock' | 'signal'>,
): SlackClient {
  if (token === undefined)
    throw new AuthError(
      'No token: set SLACK_TOKEN to the bot token (xoxb-…) of an app of your own workspace. config/slack-app.yml is its manifest.',
    );
  if (/^(?:xoxc|xoxs|xapp|xoxd)-/.test(token))
    throw new AuthError(
      'SLACK_TOKEN is of a kind that must not be used here: Slack’s terms forbid browser tokens, and app-level tokens read nothing. Use a bot token (xoxb-…).',
    );
  const pacer = new SlackPacer({
    clock,
    signal,
    ...(mostMs === undefined ? {} : { deadline: clock.now() + mostMs }),
    ...(mostCalls === undefined ? {} : { mostCalls }),
  });
  return new SlackClient({ token, apiUrl, userAgent, pacer, ...(fetch === undefined ? {} : { fetch }) });
}
