import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageError } from '../errors.ts';
import { entriesOf } from './archive.ts';
import { makeFolder } from './make-folder.ts';

/** Where an export is written: a folder or a ZIP. */
export interface ExportTarget {
  /** A folder on the same disk where temporary files may lie. */
  readonly scratch: string;
  /** @param path with slashes; no path is written twice */
  write(path: string, content: string | Uint8Array): void;
  /** The export is whole. */
  finish(): void;
  /** Takes everything away again that was written. */
  discard(): void;
}

/** @throws StorageError when the folder is not empty, or something else stands there */
export function folderTarget(dir: string): ExportTarget {
  const [first] = entriesOf(dir);
  if (first !== undefined) {
    throw new StorageError(
      `${dir}: this folder is not empty (${first}). An export needs a folder of its own: name a new or empty one.`,
    );
  }
  const folders = new Set<string>();
  const makeOnce = (path: string): void => {
    if (!folders.has(path)) makeFolder(path);
    folders.add(path);
  };
  onDisk(dir, () => makeOnce(dir));
  return {
    scratch: dir,
    write: (name, content) => {
      const path = join(dir, name);
      onDisk(path, () => {
        makeOnce(dirname(path));
        writeFileSync(path, content, { flag: 'wx' });
      });
    },
    finish() {},
    discard: () => {
      for (const name of entriesOf(dir)) rmSync(join(dir, name), { recursive: true, force: true });
    },
  };
}

const mend: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room',
  EDQUOT: 'Your quota is used up: make room',
};

/** Runs one step of writing; an error of the disk says what to do. */
export function onDisk(path: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const what = mend[code ?? ''] ?? 'Look at the place, or name another one';
    throw new StorageError(
      `${path}: can't be written (${message}). ${what}, and run the same command again. The archive is as it was.`,
      { cause: error },
    );
  }
}
