import { exitCode, InterruptedError } from './errors.ts';

/**
 * A signal that is aborted by Ctrl-C (or the end of a CI job), so that commands stop between two units of work.
 * Whoever presses it twice does not want to wait.
 */
export function abortOnSignals(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    controller.abort(
      new InterruptedError('Stopped. What is done so far is intact; the same command goes on from there.'),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
