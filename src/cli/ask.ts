import { createInterface } from 'node:readline/promises';

/** Asks on the terminal; only `y` and `yes` mean yes. Ctrl-C and the end of the input mean no. */
export async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => {
    lines.once('SIGINT', () => {
      // The interface swallows Ctrl-C; hand it to the program, which then stops.
      process.kill(process.pid, 'SIGINT');
      resolve('no');
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
