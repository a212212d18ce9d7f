import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StorageError } from '../errors.ts';
import { cannotWrite } from './atomic-write.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Keeps a second run out while one writes. A lock whose process is gone is taken over.
 *
 * @returns what releases it
 * @throws StorageError when another run is at work
 */
export function lockFolder(dir: string): () => void {
  const path = join(dir, '.unsilo-lock');
  const owner = JSON.stringify({ pid: process.pid, host: hostname() });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      makeFolder(dir);
      writeFileSync(path, owner, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(path, error);
      if (isAlive(path)) break;
      rmSync(path, { force: true });
    }
  }
  throw new StorageError(
    `${dir}: another unsilo is writing here. Wait for it; if there is none, delete ${path}.`,
  );
}

function isAlive(path: string): boolean {
  try {
    const { pid, host } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; host: string };
    if (host !== hostname() || pid === process.pid) return pid !== process.pid;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
