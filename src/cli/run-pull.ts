import { pullSlack } from '../commands/pull.ts';
import { pullOptions } from '../commands/pull-options.ts';
import { printPull } from '../commands/pull-report.ts';
import { exitCode } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';

export async function runPull(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  const flags = {
    minutes: args.text('minutes'),
    calls: args.text('calls'),
    isAgreed: args.has('yes'),
    isDryRun: args.has('dry-run'),
  };
  const pulled = await pullSlack(pullOptions(config, context.environment, flags, context.userAgent), context);
  const report = { ...pulled, seconds: secondsSince(start, context.clock.now()) };
  const outcome = { report, text: printPull(pulled) };
  return pulled.hasFailed ? { ...outcome, exitCode: exitCode.someFailed } : outcome;
}
