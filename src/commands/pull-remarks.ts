import type { ChannelId } from '../model/ids.ts';
import { SlackFailure } from '../slack/web-failure.ts';

export function planLimit(id: ChannelId): string {
  return `${id}: the workspace’s plan hides older messages from apps. An export has them: \`unsilo migrate\` adds them.`;
}

export function manyAbsent(id: ChannelId): string {
  return `${id}: more than one message in twenty is missing in Slack. That is rather a plan’s limit or a lost permission than people deleting: nothing is taken as deleted.`;
}

/** Slack sometimes answers with an empty list and means nothing by it. */
export function emptyHistory(): SlackFailure {
  return new SlackFailure(
    'postponed',
    'empty_history',
    'Slack shows no message where the archive has some. That is believed only when the next run sees the same.',
  );
}
