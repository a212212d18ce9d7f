import { setFlagsFromString } from 'node:v8';
import { systemClock } from '../../src/clock.ts';
import { importExports } from '../../src/commands/import-export.ts';
import { silentLogger } from '../../src/logger.ts';

/** What `unsilo migrate` does first, alone: `node import-only.mjs EXPORT ARCHIVE`. */
setFlagsFromString('--heap-growing-percent=15');
const [path = '', archive = ''] = process.argv.slice(2);
await importExports(
  { archive, exports: [path], channels: [], isAgreed: true, communityWasTold: true },
  { logger: silentLogger, clock: systemClock, signal: new AbortController().signal, confirm: undefined },
);
