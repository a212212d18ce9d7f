import { placesOf, planOptions } from '../commands/options.ts';
import { planPosts } from '../commands/plan-posts.ts';
import { reportPlan } from '../commands/plan-report.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf } from './config-of.ts';

export async function runPlan(args: Arguments, context: CliContext): Promise<Outcome> {
  const config = configOf(args, context.folder);
  const plan = await planPosts(planOptions(config), context);
  return reportPlan(plan, placesOf(config).site);
}
