import { checkPosts } from '../commands/check-posts.ts';
import { githubOptions, planOptions } from '../commands/options.ts';
import { printCheck } from '../commands/publish-report.ts';
import { exitCode } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';

export async function runCheck(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  const flags = { repo: args.text('repo'), minutes: undefined, writes: undefined };
  const github = githubOptions(config, context.environment, flags, context.userAgent);
  const plan = { ...planOptions(config), repository: config.posts.project ?? github.repository };
  const checked = await checkPosts({ plan, github, rebuild: args.has('rebuild') }, context);
  const report = { ...checked, seconds: secondsSince(start, context.clock.now()) };
  const outcome = { report, text: printCheck(checked) };
  const { missing, duplicate } = checked.posts;
  return missing + duplicate > 0 ? { ...outcome, exitCode: exitCode.someFailed } : outcome;
}
