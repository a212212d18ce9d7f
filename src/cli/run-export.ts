import { resolve } from 'node:path';
import { amount } from '../amount.ts';
import { exportToSlackLayout } from '../commands/export-archive.ts';
import { placesOf } from '../commands/options.ts';
import { ConfigError } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';
import { count } from './progress-line.ts';

export async function runExport(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const { archive } = placesOf(configOf(args, context.folder));
  const [operand = ''] = args.operands;
  if (operand.trim() === '')
    throw new ConfigError('export: the name of the folder is empty. See `unsilo export --help`.');
  const target = resolve(context.folder, operand);
  const exported = await exportToSlackLayout({ archive, target }, context);
  const { channels, messages, files, copies } = exported;
  const shared = copies === 0 ? '' : `, ${count(copies)} of them shared by people`;
  const text = `${target}: ${amount(messages, 'message')} of ${amount(channels, 'channel')} in ${amount(files, 'file')}${shared}\n`;
  return { report: { ...exported, seconds: secondsSince(start, context.clock.now()) }, text };
}
