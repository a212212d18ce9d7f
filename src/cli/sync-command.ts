import type { CommandSpec } from './command-spec.ts';
import { config, copiedFiles, out, repository, siteOptions } from './shared-options.ts';

export const syncCommand: CommandSpec = {
  name: 'sync',
  summary: 'bring archive, site and posts up to date: what the Action runs',
  about: [
    'Reads what is new in Slack into the archive (`unsilo pull`), builds the site, writes posts to GitHub (`unsilo publish`), and builds the pages that now link to them. What one stage lacks, such as a token, does not keep the others from their work.',
    'Slack is read where SLACK_TOKEN is set and channels are listed; posts are written where a repository is named. It can be stopped at any time, and the same command goes on.',
  ],
  options: [
    out,
    repository,
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
      name: 'minutes',
      value: 'N',
      description: 'End cleanly after so many minutes; the next run goes on.',
      default: 'until all is done',
    },
    {
      name: 'dry-run',
      short: 'n',
      description: 'Print the plan of the archive as it is; read and write nothing.',
    },
    copiedFiles,
    config,
    ...siteOptions,
  ],
  examples: [
    { line: 'unsilo sync --out /srv/chat --repo acme/chat --yes --minutes 50', what: 'In any scheduler' },
    { line: 'unsilo sync -o out --yes', what: 'Archive and site alone' },
  ],
};
