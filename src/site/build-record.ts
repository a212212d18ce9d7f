import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Counts } from '../model/diagnostic.ts';

/** What the last build wrote, in a file of the site's own. */
export interface BuildRecord {
  /** Of everything that went into the build. */
  readonly inputs: string;
  /** What else is to be known of the build. */
  readonly facts: BuildFacts;
  /** By path: hash and bytes. */
  readonly files: Readonly<Record<string, RecordedFile>>;
}

type RecordedFile = readonly [hash: string, bytes: number];

/** A file as the record has it: JSON. */
export function recorded(...file: RecordedFile): string {
  return JSON.stringify(file);
}

/** What a build found in the archive. */
export interface BuildFacts {
  readonly conversations: number;
  /** Messages that no page shows, such as joins. */
  readonly noise: number;
  /** What was not understood, by kind; it is on the pages as far as it has words. */
  readonly unknown: Counts;
  /** The index of the search. */
  readonly index: { readonly segments: number; readonly bytes: number };
}

const version = 2;
const filesPerPiece = 1000;

function recordPath(dir: string): string {
  return join(dir, '.unsilo/build.json');
}

/** Undefined when there is none, or one of another version: then everything is compared with what is on disk. */
export function readRecord(dir: string): BuildRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(recordPath(dir), 'utf8')) as BuildRecord & { version: number };
    return record.version === version ? record : undefined;
  } catch {
    return undefined;
  }
}

export function removeRecord(dir: string): void {
  rmSync(recordPath(dir), { force: true });
}

/**
 * @param files by path: as {@link recorded} makes it
 * @throws what the disk says
 */
export function writeRecord(
  dir: string,
  { inputs, facts }: Omit<BuildRecord, 'files'>,
  files: ReadonlyMap<string, string>,
): void {
  const path = recordPath(dir);
  const temporary = `${path}.unsilo-tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(temporary, 'w');
    try {
      writeFileSync(file, JSON.stringify({ version, inputs, facts, files: {} }).slice(0, -'}}'.length));
      for (const piece of piecesOf(files)) writeFileSync(file, piece);
      writeFileSync(file, '}}\n');
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A site has more files than one text of them should hold. */
function* piecesOf(files: ReadonlyMap<string, string>): Generator<string> {
  const paths = [...files.keys()].sort();
  for (let start = 0; start < paths.length; start += filesPerPiece) {
    const lines = paths
      .slice(start, start + filesPerPiece)
      .map((path) => `${JSON.stringify(path)}:${files.get(path)}`);
    yield (start === 0 ? '' : ',') + lines.join(',');
  }
}
