#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from '../clock.ts';
import { readEnvironment } from '../config/environment.ts';
import { abortOnSignals } from '../interrupt.ts';
import { packageRoot } from '../paths.ts';
import { ask } from './ask.ts';
import { run } from './run.ts';

// By default V8 lets the heap grow to several times of what is in use before it collects; an archive is read in small
// pieces, so that collecting early costs little and halves the memory.
setFlagsFromString('--heap-growing-percent=15');

/** `unsilo plan | head` closes the pipe early: that is no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const { version, bugs } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
// https://no-color.org
const hasColours = !process.env.NO_COLOR && process.env.TERM !== 'dumb';
const isInteractive = process.stderr.isTTY === true && process.env.CI === undefined;

process.exitCode = await run(process.argv.slice(2), {
  folder: process.cwd(),
  clock: systemClock,
  signal: abortOnSignals(process),
  environment: readEnvironment(process.env),
  facts: { version, bugs: bugs.url, node: process.versions.node, platform: process.platform },
  columns: isInteractive ? process.stderr.columns : undefined,
  hasColours: isInteractive && hasColours,
  page: {
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    hasColours: process.stdout.isTTY === true && hasColours,
  },
  confirm: isInteractive && process.stdin.isTTY === true ? ask : undefined,
  writeOut: (text) => process.stdout.write(text),
  writeErr: (text) => process.stderr.write(text),
});
