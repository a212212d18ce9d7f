import { checkCommand } from './check-command.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import { commentsCommand, publishCommand } from './publish-command.ts';
import { pullCommand } from './pull-command.ts';
import { searchCommand } from './search-command.ts';
import {
  config,
  dryRun,
  out,
  postOptions,
  repository,
  runLimits,
  siteAddress,
  siteOptions,
} from './shared-options.ts';
import { syncCommand } from './sync-command.ts';

/** Options that every command has. */
export const commonOptions: readonly OptionSpec[] = [
  {
    name: 'json',
    description: 'Print one JSON object on standard output, everything else on standard error.',
  },
  { name: 'quiet', short: 'q', description: 'No progress and no remarks: warnings and the result only.' },
  {
    name: 'verbose',
    short: 'v',
    description: 'Say more about what is done, and show all of an internal error.',
  },
  { name: 'help', short: 'h', description: 'Show help and end.' },
  { name: 'version', short: 'V', description: 'Show the version and end.' },
];

/** All commands, in the order in which a person meets them. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'init',
    summary: 'write the configuration and the workflow of a live archive',
    about: [
      'Writes unsilo.yml and .github/workflows/unsilo.yml into the git repository around the current folder, and prints the link that makes the Slack app, a text for your community and the next three steps. Sends nothing anywhere.',
      'The repository is found in the git remote. Files that are there are only replaced after a question, or with --force.',
    ],
    options: [
      { ...repository, default: 'that of the git remote' },
      {
        name: 'channel',
        value: 'ID',
        isMany: true,
        description: 'Archive this public channel; may stand several times.',
        default: 'none: list them in unsilo.yml',
      },
      { ...siteAddress, default: 'that of GitHub Pages' },
      ...postOptions.filter(({ name }) => name !== 'quiet-hours'),
      { name: 'yes', short: 'y', description: 'Ask nothing: Discussions, and files that are there stay.' },
      { name: 'force', description: 'Replace files that are there without a question.' },
      dryRun,
    ],
    examples: [
      { line: 'unsilo init', what: 'In a clone of the repository' },
      { line: 'unsilo init --yes --kind issues --channel C024BE91L', what: 'In a script' },
    ],
  },
  {
    name: 'doctor',
    summary: 'look at every precondition, and tell what to mend',
    about: [
      'Looks at Node.js, the configuration, the archive, the site and its size, the tokens, at Slack (kind of token, scopes, channels, limits, what a plan hides, the work of a first pull), and at the repository on GitHub: whether it can be reached and written to, and has Discussions and the categories. Changes nothing; what it can’t look at, as without a network, it says.',
      'Ends with 0 when all is well and with 3 when something needs a person.',
    ],
    options: [
      out,
      { ...repository, default: 'GITHUB_REPOSITORY, or that of the git remote' },
      config,
      ...postOptions,
    ],
    examples: [
      { line: 'unsilo doctor', what: 'After `unsilo init`, or when something does not work' },
      { line: 'GITHUB_TOKEN=$(gh auth token) unsilo doctor --json', what: 'For a script, GitHub too' },
    ],
  },
  {
    name: 'migrate',
    summary: 'read a Slack export: make the archive, the site and a plan',
    about: [
      'Reads one or more exports of Slack (ZIP or folder: Slack’s own, slackdump’s or Mattermost’s layout), takes the public channels, removes what must not become public, and writes an archive, a static site and a plan of what would go to GitHub. Nothing leaves this machine, unless you say --publish.',
      'Without --channel and without a list in the configuration it shows the public channels and asks. Private channels and direct messages are always refused. An export can be read again, and exports can overlap: the newest version of each message wins, and nothing is deleted.',
    ],
    operand: {
      name: 'export',
      description: 'an export of Slack: a .zip file or a folder',
      isRequired: true,
      isMany: true,
    },
    options: [
      out,
      {
        name: 'channel',
        value: 'ID',
        isMany: true,
        description:
          'Take this public channel; may stand several times. ID=FOLDER for a folder that the export does not list.',
        default: 'all public channels, after asking',
      },
      {
        name: 'yes',
        short: 'y',
        description: 'Answer every question with yes, also that the community was told.',
      },
      dryRun,
      {
        name: 'publish',
        description:
          'Carry the plan out as well, as `unsilo publish` does, and link the pages to the posts; it can be stopped and goes on.',
      },
      repository,
      ...runLimits,
      config,
      ...siteOptions,
      ...postOptions,
    ],
    examples: [
      { line: 'unsilo migrate export.zip --out out', what: 'Everything public, after a question' },
      {
        line: 'unsilo migrate export.zip -o out --channel C024BE91L --channel C024BE92M',
        what: 'Two channels',
      },
      { line: 'unsilo migrate 2024.zip 2025.zip -o out --yes --json', what: 'Two exports, in a script' },
      { line: 'unsilo migrate export.zip --dry-run', what: 'Only look' },
    ],
  },
  pullCommand,
  syncCommand,
  {
    name: 'build',
    summary: 'make the site from the archive',
    about: [
      'Writes DIR/site from DIR/archive. Only pages that changed are written; a page that was published once keeps its address for ever.',
    ],
    options: [out, config, ...siteOptions],
    examples: [
      { line: 'unsilo build --out out', what: 'After a change of templates or settings' },
      { line: 'unsilo build -o out --base-url https://acme.github.io/chat/', what: 'For a known address' },
    ],
  },
  {
    name: 'plan',
    summary: 'show what would be posted to GitHub, and how long it takes',
    about: [
      'Reads the archive and prints posts, comments, creating requests and hours at GitHub’s limits, and which conversations are left out and why. Changes nothing and needs no token.',
    ],
    options: [out, config, ...postOptions],
    examples: [
      { line: 'unsilo plan --out out', what: 'The sums' },
      { line: 'unsilo plan -o out --kind issues --json', what: 'Every step, for a script' },
    ],
  },
  publishCommand,
  commentsCommand,
  checkCommand,
  {
    name: 'export',
    summary: 'turn the archive back into Slack’s export layout',
    about: [
      'Writes a folder or a ZIP that every tool for Slack exports can read, with the files that were copied in __uploads. What the policy removed before archiving stays removed. An archive of several workspaces gives a folder for each, teams/<id>.',
      'No message, person or channel is lost: unsilo migrate makes the same of them again, byte for byte. Which posts and page addresses belong to them stands in the archive only: keep it as long as you publish.',
    ],
    operand: {
      name: 'folder',
      description: 'a new or empty folder to write to, or a new file that ends in .zip',
      isRequired: true,
      isMany: false,
    },
    options: [out],
    examples: [
      { line: 'unsilo export ./leaving --out out', what: 'Leave with everything' },
      { line: 'unsilo export leaving.zip --out out', what: 'The same as one file' },
    ],
  },
  searchCommand,
  {
    name: 'serve',
    summary: 'look at the site on this machine',
    about: ['Serves DIR/site to this machine only, until Ctrl-C. For the public use any static host.'],
    options: [
      out,
      {
        name: 'port',
        short: 'p',
        value: 'N',
        description: 'Port to listen on; 0 takes a free one.',
        default: '8080, or the next free one',
      },
    ],
    examples: [{ line: 'unsilo serve --out out', what: 'Then open the address that it prints' }],
  },
  {
    name: 'completion',
    summary: 'print completions for your shell',
    about: ['Prints a script for bash, zsh or fish that completes commands and options.'],
    operand: { name: 'shell', description: 'a shell: bash, zsh or fish', isRequired: true, isMany: false },
    options: [],
    examples: [
      { line: 'source <(unsilo completion bash)', what: 'For this bash session' },
      { line: 'unsilo completion fish > ~/.config/fish/completions/unsilo.fish', what: 'For fish' },
    ],
  },
];
