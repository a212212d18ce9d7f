import { githubOptions, placesOf } from '../commands/options.ts';
import { printComments } from '../commands/publish-report.ts';
import { readCommentsOnGitHub } from '../commands/read-comments.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';

export async function runComments(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  const flags = { repo: args.text('repo'), minutes: args.text('minutes'), writes: undefined };
  const github = githubOptions(config, context.environment, flags, context.userAgent);
  const read = await readCommentsOnGitHub({ archive: placesOf(config).archive, github }, context);
  const report = { ...read, seconds: secondsSince(start, context.clock.now()) };
  return { report, text: printComments(read) };
}
