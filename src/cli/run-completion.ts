import { ConfigError } from '../errors.ts';
import type { Arguments, Outcome } from './command-spec.ts';
import { commands, commonOptions } from './command-table.ts';
import { completionScript, shells } from './completion.ts';
import { topics } from './topics.ts';

export async function runCompletion(args: Arguments): Promise<Outcome> {
  const shell = shells.find((name) => name === args.operands[0]);
  if (shell === undefined) {
    throw new ConfigError(`completion: found ${args.operands[0]}; expected ${shells.join(', ')}.`);
  }
  const script = completionScript(shell, { commands, commonOptions, topics: Object.keys(topics) });
  return { report: { shell, script }, text: script };
}
