import type { WebChannel } from '../slack/web-channel.ts';
import type { SlackClient } from '../slack/web-client.ts';
import { SlackFailure } from '../slack/web-failure.ts';
import type { SlackIdentity } from '../slack/web-people.ts';
import type { CommandContext } from './context.ts';

/**
 * Lets the app join public channels that somebody has chosen, where its token may: else a person must invite it. What
 * fails is said by Slack again when the channel is read.
 */
export async function joinChannels(
  client: SlackClient,
  { scopes }: Pick<SlackIdentity, 'scopes'>,
  channels: readonly WebChannel[],
  { logger }: Pick<CommandContext, 'logger'>,
): Promise<void> {
  if (!scopes.includes('channels:join')) return;
  for (const { id, name, json, isArchived } of channels) {
    if (json.is_member !== false || isArchived) continue;
    try {
      await client.call('conversations.join', { channel: id });
      logger.info(`The app joined #${name}.`);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      logger.warn(`The app could not join #${name}: ${error.message}`);
    }
  }
}
