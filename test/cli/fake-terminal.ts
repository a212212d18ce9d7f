import { run, type Terminal } from '../../src/cli/run.ts';
import type { Clock } from '../../src/clock.ts';
import { readEnvironment } from '../../src/config/environment.ts';

/** Runs a command line in this process and returns all that a person or a script would get. */
export async function runLine(line: readonly string[], terminal: Partial<Terminal> = {}) {
  let out = '';
  let err = '';
  const code = await run(line, {
    folder: process.cwd(),
    clock: stillClock,
    signal: new AbortController().signal,
    environment: readEnvironment({}),
    facts: { version: '1.2.3', bugs: 'https://bugs.example', node: '20.19.0', platform: 'linux' },
    columns: undefined,
    hasColours: false,
    page: { columns: undefined, hasColours: false },
    confirm: undefined,
    writeOut: (text) => {
      out += text;
    },
    writeErr: (text) => {
      err += text;
    },
    ...terminal,
  });
  return { code, out, err };
}

const stillClock: Clock = { now: () => 0, sleep: async () => {} };
