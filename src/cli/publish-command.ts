import type { CommandSpec } from './command-spec.ts';
import { config, out, postOptions, repository, runLimits, siteAddress } from './shared-options.ts';

export const publishCommand: CommandSpec = {
  name: 'publish',
  summary: 'write the posts of the plan to GitHub',
  about: [
    'Makes discussions or issues of the archive’s conversations, and keeps those that are there in step. Each conversation gets one post, whatever happens to the run: what is sent is noted before, and what is in doubt is looked for before it is sent again. What people changed on GitHub stays as they left it.',
    'It keeps to GitHub’s limits, which takes hours for a large archive; it can be stopped at any time, and the same command goes on. The token is read from GITHUB_TOKEN. Build the site first where posts shall link to its pages.',
  ],
  options: [
    out,
    repository,
    {
      name: 'yes',
      short: 'y',
      description: 'Answer every question with yes.',
    },
    { name: 'dry-run', short: 'n', description: 'Print the plan and write nothing; needs no token.' },
    ...runLimits,
    config,
    siteAddress,
    ...postOptions,
  ],
  examples: [
    { line: 'unsilo publish -o out --repo acme/chat --dry-run', what: 'What would be written' },
    {
      line: 'GITHUB_TOKEN=$(gh auth token) unsilo publish -o out --repo acme/chat',
      what: 'After a question',
    },
    { line: 'unsilo publish -o out --yes --minutes 50 --json', what: 'In a scheduled job' },
  ],
};

export const commentsCommand: CommandSpec = {
  name: 'comments',
  summary: 'bring back what people wrote on GitHub under the posts',
  about: [
    'Reads the comments under our posts into the archive: from there the site shows them with the conversation, and its search finds them. Only posts that changed are read, and some of the others in turn. Comments of bots, and those that were hidden or deleted on GitHub, are left out; tokens, e-mail addresses and phone numbers are taken out as from messages. Writes nothing to GitHub.',
    'unsilo sync does the same after it has posted.',
  ],
  options: [
    out,
    repository,
    {
      name: 'minutes',
      value: 'N',
      description: 'Stop reading cleanly after so many minutes; the next run goes on.',
      default: 'until all is read',
    },
    config,
  ],
  examples: [
    { line: 'unsilo comments -o out --repo acme/chat', what: 'Then `unsilo build -o out`' },
    { line: 'unsilo comments -o out --json', what: 'How many are new, in a script' },
  ],
};
