import type { Logger } from '../logger.ts';
import { annotation, logLine } from './workflow-commands.ts';

/** Remarks are lines of the log, warnings are annotations. */
export function actionLogger(print: (line: string) => void): Logger {
  return {
    info: (line) => print(logLine(line)),
    warn: (line) => print(annotation('warning', 'unsilo', line)),
    debug() {},
    progress() {},
  };
}
