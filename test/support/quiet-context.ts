import { systemClock } from '../../src/clock.ts';
import type { CommandContext } from '../../src/commands/context.ts';
import { silentLogger } from '../../src/logger.ts';

/** What a command gets where nobody watches and nobody can be asked. */
export function quietContext(signal = new AbortController().signal): CommandContext {
  return { logger: silentLogger, clock: systemClock, signal, confirm: undefined };
}
