import type { CommandSpec } from './command-spec.ts';
import { config, copiedFiles, out } from './shared-options.ts';

export const pullCommand: CommandSpec = {
  name: 'pull',
  summary: 'read what is new in Slack into the archive',
  about: [
    'Reads public channels with the bot token in SLACK_TOKEN, removes what must not become public, and keeps the archive complete: new messages, late replies, edits, deletions. Only what changed is written. Private channels, direct messages and channels shared with other organisations are always refused.',
    'It keeps to Slack’s limits and can be stopped at any time; the same command goes on. Run it every few hours: a run with nothing new makes one call a channel and a few more. Take an export first where the workspace is on the free plan, which hides what is older than 90 days. See `unsilo help slack`.',
  ],
  options: [
    out,
    {
      name: 'channel',
      value: 'ID',
      isMany: true,
      description: 'Read this public channel; may stand several times.',
      default: 'the list in the configuration',
    },
    {
      name: 'yes',
      short: 'y',
      description: 'Answer every question with yes, also that the community was told.',
    },
    {
      name: 'dry-run',
      short: 'n',
      description:
        'Look at the token and the channels, tell calls and minutes as far as they can be known; read no message and keep nothing.',
    },
    {
      name: 'minutes',
      value: 'N',
      description: 'End cleanly after so many minutes; the next run goes on.',
      default: 'until all is done',
    },
    {
      name: 'calls',
      value: 'N',
      description: 'End cleanly after so many calls to Slack.',
      default: 'until all is done',
    },
    copiedFiles,
    config,
  ],
  examples: [
    {
      line: 'SLACK_TOKEN=xoxb-… unsilo pull -o out --channel C024BE91L',
      what: 'One channel, after a question',
    },
    { line: 'unsilo pull -o out --dry-run', what: 'Whether the token and the channels are right' },
    { line: 'unsilo pull -o out --yes --minutes 50 --json', what: 'In a scheduled job' },
  ],
};
