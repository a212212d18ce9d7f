import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type FileSource, MissingFileError } from './engine/file-source.ts';

/** An index in a folder: `search/` of a site on this machine. */
export function folderSource(folder: string): FileSource {
  return {
    async read(path) {
      const bytes = readIfThere(join(folder, path));
      if (bytes === undefined) throw new MissingFileError(`${join(folder, path)} is not there.`);
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    },
  };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
