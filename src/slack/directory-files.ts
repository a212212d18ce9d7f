import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { SourceError } from '../errors.ts';
import { isIgnored, isJsonOfExport, type SourceFiles, type SourceLimits } from './source-files.ts';

const deepest = 4;

/** Lists an unpacked export. Symbolic links are refused: what they point to may be anything on this machine. */
export function openDirectory(path: string, limits: SourceLimits): SourceFiles {
  const paths: string[] = [];
  const others: string[] = [];
  for (const file of walk(path, '', 0)) {
    if (isJsonOfExport(file)) paths.push(file);
    else if (others.length < 20) others.push(file);
    if (paths.length > limits.files) {
      throw new SourceError(`${path}: refused for safety: it holds more than ${limits.files} files.`);
    }
  }
  return {
    name: basename(resolve(path)),
    paths: paths.sort(),
    others,
    read: (name) => readLimited(join(path, name), limits),
    close() {},
  };
}

function* walk(root: string, folder: string, depth: number): Generator<string> {
  for (const entry of list(join(root, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (isIgnored(path)) continue;
    if (entry.isSymbolicLink()) {
      throw new SourceError(`${root}: refused for safety: ${path} is a symbolic link, which no export has.`);
    }
    if (entry.isDirectory() && depth < deepest) yield* walk(root, path, depth + 1);
    else if (entry.isFile()) yield path;
  }
}

function readLimited(file: string, limits: SourceLimits): Buffer {
  try {
    const { size } = statSync(file);
    if (size <= limits.fileBytes) return readFileSync(file);
    throw new SourceError(`${file}: refused for safety: ${size} bytes; the limit is ${limits.fileBytes}.`);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${file}: it can't be read (${(error as Error).message}).`, { cause: error });
  }
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new SourceError(`${folder}: this folder can't be read (${(error as Error).message}).`, {
      cause: error,
    });
  }
}
