import { resolve } from 'node:path';
import { placesOf } from '../commands/options.ts';
import { type SiteSearchReport, searchSite } from '../commands/search-site.ts';
import { ConfigError } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf } from './config-of.ts';
import { count } from './progress-line.ts';

const defaultLimit = 10;

export async function runSearch(args: Arguments, context: CliContext): Promise<Outcome> {
  const folder = args.text('site');
  const site =
    folder === undefined ? placesOf(configOf(args, context.folder)).site : resolve(context.folder, folder);
  const found = await searchSite({
    site,
    query: args.operands.join(' '),
    limit: limitOf(args.text('limit')),
  });
  return { report: found, text: textOf(found) };
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return defaultLimit;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new ConfigError(`--limit: found ${text}; expected a number from 1 to 99999.`);
}

function textOf({ total, results, notes, suggestion }: SiteSearchReport): string {
  const lines = results.map(
    ({ title, channel, date, url }) => `${title}\n  #${channel}, ${date.slice(0, 10)}  ${url}`,
  );
  const rest = total - results.length;
  return [
    ...notes,
    ...lines,
    ...(total === 0 ? ['Nothing found.'] : []),
    ...(suggestion === undefined ? [] : [`Did you mean: ${suggestion}`]),
    ...(rest > 0 ? [`${count(rest)} more: --limit ${Math.min(total, 99_999)} shows all.`] : []),
    '',
  ].join('\n');
}
