import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium. */
const executablePath = '/usr/bin/chromium';

/** Whether tests with a browser can run; where they must, its absence is an error. */
export function hasBrowser(): boolean {
  if (existsSync(executablePath)) return true;
  if (process.env.UNSILO_CI !== undefined)
    throw new Error(`${executablePath} is missing: apt-get install chromium`);
  console.log('skipped: there is no Chromium on this machine (Debian: apt-get install chromium)');
  return false;
}

export function openBrowser(): Promise<Browser> {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-component-update', '--disable-sync'];
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...quiet];
  return chromium.launch({ executablePath, args });
}
