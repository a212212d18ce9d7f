import type { OptionSpec } from './command-spec.ts';

/** Options that more than one command has. */
export const out: OptionSpec = {
  name: 'out',
  short: 'o',
  value: 'DIR',
  description: 'Folder of the archive (DIR/archive) and the site (DIR/site).',
  default: 'the current folder',
};
export const config: OptionSpec = {
  name: 'config',
  short: 'c',
  value: 'FILE',
  description: 'Configuration file; see `unsilo help config`.',
  default: 'unsilo.yml, where there is one',
};
export const repository: OptionSpec = {
  name: 'repo',
  short: 'r',
  value: 'OWNER/NAME',
  description: 'The repository on GitHub.',
  default: 'GITHUB_REPOSITORY',
};
export const siteAddress: OptionSpec = {
  name: 'base-url',
  value: 'URL',
  description: 'Where the site will stand; for canonical links, feeds and the sitemap.',
};
export const siteOptions: readonly OptionSpec[] = [
  { name: 'title', value: 'TEXT', description: 'Heading of the site.', default: 'the workspace’s name' },
  siteAddress,
];
export const postOptions: readonly OptionSpec[] = [
  {
    name: 'kind',
    value: 'KIND',
    choices: ['discussions', 'issues', 'import'],
    description: 'What conversations become on GitHub.',
    default: 'discussions',
  },
  { name: 'category', value: 'NAME', description: 'Discussion category.' },
  {
    name: 'quiet-hours',
    value: 'N',
    description: 'Hours without a message before a conversation is posted.',
    default: '24',
  },
];
export const dryRun: OptionSpec = {
  name: 'dry-run',
  short: 'n',
  description: 'Do everything but keep nothing: show what would be.',
};

export const runLimits: readonly OptionSpec[] = [
  {
    name: 'minutes',
    value: 'N',
    description: 'Stop posting cleanly after so many minutes; the next run goes on.',
    default: 'until all is done',
  },
  {
    name: 'writes',
    value: 'N',
    description: 'Stop posting cleanly after so many writes.',
    default: 'until all is done',
  },
];

export const copiedFiles: OptionSpec = {
  name: 'files',
  value: 'KIND',
  isMany: true,
  choices: ['images', 'texts', 'others'],
  description: 'Copy files of this kind from Slack; may stand several times.',
  default: '`files.kinds` of the configuration, else none',
};
