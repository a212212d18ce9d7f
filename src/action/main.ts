import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from '../clock.ts';
import { abortOnSignals } from '../interrupt.ts';
import { packageRoot } from '../paths.ts';
import { actionLogger } from './action-logger.ts';
import { runAction } from './run-action.ts';

// As for the command line: collecting early costs little and halves the memory.
setFlagsFromString('--heap-growing-percent=30');

const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
const print = (line: string) => process.stdout.write(`${line}\n`);

process.exitCode = await runAction({
  variables: process.env,
  userAgent: `unsilo-action/${version}`,
  context: {
    logger: actionLogger(print),
    clock: systemClock,
    signal: abortOnSignals(process),
    confirm: undefined,
  },
  print,
});
