import { resolve } from 'node:path';
import { migrate } from '../commands/migrate.ts';
import { migrationReport, printMigration } from '../commands/migration-report.ts';
import {
  buildOptions,
  githubOptions,
  importOptions,
  placesOf,
  planOptions,
  postingOptions,
} from '../commands/options.ts';
import type { PublishOptions } from '../commands/publish-posts.ts';
import { printPublish } from '../commands/publish-report.ts';
import type { Config } from '../config/load-config.ts';
import { ConfigError, exitCode } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { commandHere, configOf, secondsSince } from './config-of.ts';

export async function runMigrate(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  if (args.has('publish') && args.has('dry-run'))
    throw new ConfigError('migrate: --publish writes and --dry-run keeps nothing: take one of them.');
  const exports = args.operands.map((path) => resolve(context.folder, path));
  const migration = await migrate(
    {
      import: importOptions(config, exports, args.has('yes')),
      build: buildOptions(config),
      plan: planOptions(config),
      publish: args.has('publish') ? publishOptions(config, args, context) : undefined,
      isDryRun: args.has('dry-run'),
    },
    context,
  );
  const { published } = migration;
  const seconds = secondsSince(start, context.clock.now());
  const report = {
    ...migrationReport(migration, seconds),
    ...(published === undefined ? {} : { published }),
  };
  const serve = commandHere('serve', args);
  const text = printMigration(migration, { ...placesOf(config), serve });
  if (published === undefined) return { report, text };
  const outcome = { report, text: `${text}\n${printPublish(published)}` };
  return published.failed > 0 ? { ...outcome, exitCode: exitCode.someFailed } : outcome;
}

/** The plan, carried out: the same as `unsilo publish` after it. */
function publishOptions(config: Config, args: Arguments, context: CliContext): PublishOptions {
  const flags = { repo: args.text('repo'), minutes: args.text('minutes'), writes: args.text('writes') };
  const github = githubOptions(config, context.environment, flags, context.userAgent);
  return { plan: postingOptions(config, github), github, isAgreed: args.has('yes') };
}
