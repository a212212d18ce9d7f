import { buildArchiveSite } from '../commands/build-archive-site.ts';
import { buildOptions, placesOf } from '../commands/options.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';
import { count } from './progress-line.ts';

export async function runBuild(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  const site = await buildArchiveSite(buildOptions(config), context);
  const { pages, written, unchanged, removed, bytes } = site;
  const seconds = secondsSince(start, context.clock.now());
  const text = `${count(pages)} pages: ${count(written)} files written, ${count(unchanged)} unchanged, ${count(removed)} removed; ${count(Math.ceil(bytes / 1e6))} MB in ${placesOf(config).site}\n`;
  return { report: { ...site, seconds }, text };
}
