import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { giveBuiltins } from './disk.mjs';

/** `node --import register.mjs dist/cli.js …`: the program sees a Windows disk, and stands in `C:\work`. */
register('./hooks.mjs', import.meta.url);
if (isMainThread) process.chdir(`${process.env.UNSILO_DISK_C}/work`);
process.cwd = () => 'C:\\work';
giveBuiltins();
