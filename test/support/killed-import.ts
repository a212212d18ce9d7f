import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { systemClock } from '../../src/clock.ts';
import { importExports } from '../../src/commands/import-export.ts';
import { silentLogger } from '../../src/logger.ts';

/**
 * A program for tests: imports an export and is killed (`SIGKILL`: nothing is tidied up) before the n-th change of the
 * disk, or in the middle of it where it writes. Ends with 0 when there are fewer changes.
 */
const [archive = '', source = '', killAt = '0'] = process.argv.slice(2);

let change = 0;

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal ends the process in this call or a moment after it.
  for (;;);
}

function before<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
  torn?: (...args: Args) => unknown,
): (...args: Args) => Result {
  return (...args) => {
    change += 1;
    if (change === Number(killAt)) {
      torn?.(...args);
      die();
    }
    return act(...args);
  };
}

const { writeSync } = fs;
const half = (fd: number, bytes: unknown) =>
  Buffer.isBuffer(bytes) ? writeSync(fd, bytes, 0, bytes.length >> 1) : undefined;

Object.assign(fs, {
  openSync: before(fs.openSync),
  writeSync: before(fs.writeSync as (fd: number, bytes: unknown) => number, half),
  fsyncSync: before(fs.fsyncSync),
  renameSync: before(fs.renameSync),
  mkdirSync: before(fs.mkdirSync),
  rmSync: before(fs.rmSync),
  writeFileSync: before(fs.writeFileSync),
  appendFileSync: before(fs.appendFileSync),
});
syncBuiltinESMExports();

await importExports(
  { archive, exports: [source], channels: [], isAgreed: true, communityWasTold: true },
  { logger: silentLogger, clock: systemClock, signal: new AbortController().signal, confirm: undefined },
);
process.stdout.write(String(change));
