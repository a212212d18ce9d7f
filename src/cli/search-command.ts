import type { CommandSpec } from './command-spec.ts';
import { out } from './shared-options.ts';

export const searchCommand: CommandSpec = {
  name: 'search',
  summary: 'search the site in the terminal',
  about: [
    'Asks the index of a built site: the same index, words and order as on its search page. Operators: "words in a row", -word, in:#channel, from:name, author:name, before:, after:, on: and during: with 2024, 2024-02 or 2024-02-29, has:code, is:answered, in:title, replies:>5, sort:new. A link to a message in Slack, a post on GitHub or #812 finds that conversation.',
    'A word at the end may be the beginning of one; with a space after it, in quotes, it is whole. What begins with a dash goes after --.',
  ],
  operand: { name: 'query', description: 'words and operators', isRequired: true, isMany: true },
  options: [
    {
      name: 'site',
      short: 's',
      value: 'DIR',
      description: 'Folder of the site.',
      default: 'DIR/site of --out',
    },
    {
      name: 'limit',
      short: 'l',
      value: 'N',
      description: 'Show at most this many conversations.',
      default: '10',
    },
    out,
  ],
  examples: [
    { line: 'unsilo search proxy ECONNRESET --site out/site', what: 'All words' },
    { line: `unsilo search 'install in:#help is:answered' --out out`, what: 'With operators' },
    { line: 'unsilo search --out out -- proxy -windows', what: 'Without a word' },
    { line: 'unsilo search proxy --out out --json', what: 'For a script' },
  ],
};
