import { placesOf } from '../commands/options.ts';
import { serveSite } from '../commands/serve-site.ts';
import { ConfigError } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf } from './config-of.ts';

export async function runServe(args: Arguments, context: CliContext): Promise<Outcome> {
  const { site } = placesOf(configOf(args, context.folder));
  const port = portOf(args.text('port'));
  const onListening = (url: string) => context.print(`${url} shows ${site}. Ctrl-C ends it.\n`);
  const { url } = await serveSite({ site, port, onListening }, context);
  return { report: { url }, text: '' };
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConfigError(`--port: found ${text}; expected a number from 0 to 65535. 0 takes a free port.`);
}
