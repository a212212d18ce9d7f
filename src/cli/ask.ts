import { createInterface } from 'node:readline/promises';
import { InterruptedError } from '../errors.ts';

/**
 * Asks on the terminal; only `y` and `yes` mean yes, the end of the input means no.
 *
 * @throws InterruptedError for Ctrl-C, which is no answer: nothing that a no would do is done
 */
export async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve, reject) => {
    lines.once('SIGINT', () => {
      reject(new InterruptedError('Stopped at the question. The same command asks again.'));
    });
    lines.once('close', () => resolve('no'));
  });
  try {
    const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
