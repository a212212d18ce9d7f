import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError } from '../errors.ts';
import { temporarySuffix } from './atomic-write.ts';
import { type ExportTarget, onDisk } from './export-target.ts';
import { makeFolder } from './make-folder.ts';
import { ZipEncoder } from './zip-encoder.ts';

/**
 * A ZIP that is there when it is whole. Files are packed one by one as they come.
 *
 * @throws StorageError when something stands there already
 */
export function zipTarget(path: string): ExportTarget {
  if (existsSync(path)) {
    throw new StorageError(`${path}: there is something already, and nothing is replaced. Name a new file.`);
  }
  const temporary = `${path}${temporarySuffix}`;
  const scratch = dirname(path);
  let file = -1;
  onDisk(path, () => {
    makeFolder(scratch);
    file = openSync(temporary, 'w');
  });
  const zip = new ZipEncoder((bytes) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  });
  return {
    scratch,
    write: (name, content) => onDisk(path, () => zip.add(name, Buffer.from(content))),
    finish: () =>
      onDisk(path, () => {
        zip.end();
        closeSync(file);
        renameSync(temporary, path);
      }),
    discard: () => {
      try {
        closeSync(file);
      } catch {
        // Closed already: only the renaming failed.
      }
      rmSync(temporary, { force: true });
    },
  };
}
