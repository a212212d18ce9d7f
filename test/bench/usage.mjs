import { writeFileSync } from 'node:fs';

/** Loaded before a program: when it ends, the memory that it took at most is in the file that UNSILO_BENCH names. */
process.on('exit', () => {
  if (process.env.UNSILO_BENCH)
    writeFileSync(process.env.UNSILO_BENCH, String(process.resourceUsage().maxRSS * 1024));
});
