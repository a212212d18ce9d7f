import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';

/** What every command gets from the door it came through, so that none reaches for the terminal or the clock itself. */
export interface CommandContext {
  readonly logger: Logger;
  readonly clock: Clock;
  /** Aborted by Ctrl-C with an `InterruptedError`; commands stop between two units of work. */
  readonly signal: AbortSignal;
  /** Asks a yes-or-no question; undefined where nobody can answer, as in CI. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}
