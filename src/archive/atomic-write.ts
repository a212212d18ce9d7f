import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError } from '../errors.ts';
import { makeFolder } from './make-folder.ts';

/** Files being written end so; one that is left over is from a run that was killed, and means nothing. */
export const temporarySuffix = '.unsilo-tmp';

/**
 * Replaces a file as a whole: a reader, or a run after a crash, sees the old bytes or the new ones, never a part.
 * Writes nothing when the bytes are there already.
 *
 * @returns whether the file was written
 * @throws StorageError when the disk is full or the place can't be written
 */
export function writeAtomically(path: string, content: string | Buffer): boolean {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (readIfThere(path)?.equals(bytes)) return false;
  const temporary = `${path}${temporarySuffix}`;
  try {
    makeFolder(dirname(path));
    const fd = openSync(temporary, 'w');
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
    return true;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw cannotWrite(path, error);
  }
}

/** The bytes of a file, or undefined when there is none. */
export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new StorageError(`${path}: can't be read (${(error as Error).message}).`, { cause: error });
  }
}

/** Removes a file, also one that is not there. */
export function removeFile(path: string): void {
  rmSync(path, { force: true });
}

export function cannotWrite(path: string, error: unknown): StorageError {
  const { code, message } = error as NodeJS.ErrnoException;
  const mend: Readonly<Record<string, string>> = {
    ENOSPC: 'The disk is full: make room',
    EDQUOT: 'Your quota is used up: make room',
    EACCES: 'The place is not writable: choose another with --out',
    EPERM: 'The place is not writable: choose another with --out',
    EROFS: 'The place is read-only: choose another with --out',
    ENOTDIR: 'A file stands where a folder is needed: choose another place with --out',
    EEXIST: 'A file stands where a folder is needed: choose another place with --out',
  };
  const what = mend[code ?? ''] ?? 'Look at the disk';
  const safe = 'What was written before is whole; the same command goes on from there.';
  return new StorageError(`${path}: can't be written (${message}). ${what}. ${safe}`, { cause: error });
}
