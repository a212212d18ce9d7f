import { resolve } from 'node:path';
import { migrate } from '../commands/migrate.ts';
import { migrationReport, printMigration } from '../commands/migration-report.ts';
import { buildOptions, importOptions, placesOf, planOptions } from '../commands/options.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';

export async function runMigrate(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  const exports = args.operands.map((path) => resolve(context.folder, path));
  const migration = await migrate(
    {
      import: importOptions(config, exports, args.has('yes')),
      build: buildOptions(config),
      plan: planOptions(config),
      isDryRun: args.has('dry-run'),
    },
    context,
  );
  const report = migrationReport(migration, secondsSince(start, context.clock.now()));
  const out = args.text('out');
  const serve = `unsilo serve${out === undefined ? '' : ` --out ${out}`}`;
  return { report, text: printMigration(migration, { ...placesOf(config), serve }) };
}
