import type { CommandSpec } from './command-spec.ts';
import { config, out, postOptions, repository } from './shared-options.ts';

export const checkCommand: CommandSpec = {
  name: 'check',
  summary: 'tell how complete the archive is, and audit the posts',
  about: [
    'Says of each channel through when it is complete, through when its threads were verified, and what is owed. That needs no token. Ends with 3 when a channel is behind or frozen; where the configuration lists channels, only those count.',
    'With GITHUB_TOKEN and a repository it reads all posts of the repository and tells which are missing, there twice, changed by hand, or of a conversation that this archive does not have. Writes nothing to GitHub. --rebuild makes the posts ledger anew from the hidden markers of the posts, where it was lost or damaged.',
  ],
  options: [
    out,
    repository,
    { name: 'rebuild', description: 'Make the posts ledger anew from the posts themselves.' },
    config,
    ...postOptions,
  ],
  examples: [
    { line: 'unsilo check -o out', what: 'How complete the archive is; offline' },
    { line: 'unsilo check -o out --repo acme/chat', what: 'The audit of the posts as well' },
    { line: 'unsilo check -o out --repo acme/chat --rebuild', what: 'After the ledger was lost' },
  ],
};
