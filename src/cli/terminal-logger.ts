import type { Clock } from '../clock.ts';
import type { Logger, Progress } from '../logger.ts';
import { progressLine } from './progress-line.ts';

export interface LoggerOptions {
  /** Writes to standard error. */
  readonly write: (text: string) => void;
  readonly clock: Pick<Clock, 'now'>;
  /** Width of the terminal; undefined when standard error is a file or CI: then progress is a plain line now and then. */
  readonly columns: number | undefined;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
  /** Makes a warning stand out, or leaves it as it is. */
  readonly highlight: (text: string) => string;
}

/** A logger that `end`s: it takes the progress line away. */
export interface TerminalLogger extends Logger {
  end(): void;
}

const redrawMs = 100;
const plainLineMs = 10_000;

/** Remarks are lines; progress is one line at the bottom that is drawn over, or in CI a line every ten seconds. */
export function createLogger(options: LoggerOptions): TerminalLogger {
  const progress = options.isQuiet ? noProgress : progressArea(options);
  const line = (text: string) => {
    progress.clear();
    options.write(`${text}\n`);
  };
  return {
    info: (text) => !options.isQuiet && line(text),
    warn: (text) => line(`${options.highlight('warning:')} ${text}`),
    debug: (text) => options.isVerbose && line(text),
    progress: (update) => progress.show(update),
    end: () => progress.clear(),
  };
}

interface ProgressArea {
  show(update: Progress): void;
  clear(): void;
}

const noProgress: ProgressArea = { show() {}, clear() {} };

function progressArea({ write, clock, columns }: LoggerOptions): ProgressArea {
  let stage = '';
  let stageStart = 0;
  let lastDrawn = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  const interval = columns === undefined ? plainLineMs : redrawMs;
  return {
    show(update) {
      const now = clock.now();
      if (update.stage !== stage) {
        stage = update.stage;
        stageStart = now;
        // A stage that is over at once needs no line in a log file.
        lastDrawn = columns === undefined ? now : Number.NEGATIVE_INFINITY;
      }
      if (now - lastDrawn < interval) return;
      lastDrawn = now;
      const text = progressLine(update, now - stageStart);
      write(columns === undefined ? `${text}\n` : `\r\x1b[2K${text.slice(0, columns - 1)}`);
      isDrawn = columns !== undefined;
    },
    clear() {
      if (isDrawn) write('\r\x1b[2K');
      isDrawn = false;
    },
  };
}
