import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Every file below a folder by its path with slashes. */
export function bytesOf(folder: string): ReadonlyMap<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll(sep, '/'), readFileSync(path)]),
  );
}

/** Paths of files that are not the same in both folders; what is in them is nobody's business in a test's output. */
export function differences(a: string, b: string): readonly string[] {
  const [one, two] = [bytesOf(a), bytesOf(b)];
  const isSame = (path: string): boolean => {
    const [left, right] = [one.get(path), two.get(path)];
    return left !== undefined && right !== undefined && left.equals(right);
  };
  return [...new Set([...one.keys(), ...two.keys()])].filter((path) => !isSame(path));
}
