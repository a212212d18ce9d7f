import { type Config, loadConfig } from '../config/load-config.ts';
import type { Arguments } from './command-spec.ts';

/** The configuration of a run: the file with the command line laid over it. */
export function configOf(args: Arguments, folder: string): Config {
  return loadConfig(
    {
      config: args.text('config'),
      out: args.text('out'),
      channel: args.texts('channel'),
      files: args.texts('files'),
      title: args.text('title'),
      baseUrl: args.text('base-url'),
      kind: args.text('kind'),
      category: args.text('category'),
      quietHours: args.text('quiet-hours'),
    },
    folder,
  );
}

/** Seconds to a tenth since `start`, both in milliseconds. */
export function secondsSince(start: number, now: number): number {
  return Math.round((now - start) / 100) / 10;
}

/** Another command for the same folder, as a person would type it: `unsilo serve --out out`. */
export function commandHere(name: string, args: Arguments): string {
  const out = args.text('out');
  return `unsilo ${name}${out === undefined ? '' : ` --out ${out}`}`;
}
