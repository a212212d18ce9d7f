import { githubOptions, placesOf, postingOptions } from '../commands/options.ts';
import { planPosts } from '../commands/plan-posts.ts';
import { reportPlan } from '../commands/plan-report.ts';
import { hasMovedPosts, publishPosts } from '../commands/publish-posts.ts';
import { printPublish } from '../commands/publish-report.ts';
import { exitCode } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { commandHere, configOf, secondsSince } from './config-of.ts';

export async function runPublish(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  const flags = { repo: args.text('repo'), minutes: args.text('minutes'), writes: args.text('writes') };
  const github = githubOptions(config, context.environment, flags, context.userAgent);
  const plan = postingOptions(config, github);
  if (args.has('dry-run')) return reportPlan(await planPosts(plan, context), placesOf(config).site);
  const published = await publishPosts({ plan, github, isAgreed: args.has('yes') }, context);
  const report = { ...published, seconds: secondsSince(start, context.clock.now()) };
  const hint = hasMovedPosts(published)
    ? `Pages link to these posts when they are built again: ${commandHere('build', args)}\n`
    : '';
  const outcome = { report, text: `${printPublish(published)}${hint}` };
  return published.failed > 0 ? { ...outcome, exitCode: exitCode.someFailed } : outcome;
}
