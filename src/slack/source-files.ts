/** The files of an export, in a ZIP or a directory. Paths are relative, with slashes, in order of name. */
export interface SourceFiles {
  readonly name: string;
  /** JSON files only: nothing else in an export is ever read. */
  readonly paths: readonly string[];
  /** Names of other things that were seen, at most a few: they tell what a folder is when it is no export. */
  readonly others: readonly string[];
  /** Synchronous: an export has tens of thousands of small files, and a stream for each would cost ten times more. */
  read(path: string): Buffer;
  close(): void;
}

/** Bounds against files made to hurt. Sizes in bytes. */
export interface SourceLimits {
  readonly fileBytes: number;
  /** Unpacked to packed, for files over 16 MB: JSON seldom passes 50, a bomb comes near 1,000. */
  readonly ratio: number;
  readonly files: number;
}

export const defaultLimits: SourceLimits = { fileBytes: 512 * 1024 * 1024, ratio: 200, files: 2_000_000 };

export function isIgnored(path: string): boolean {
  return path.startsWith('__MACOSX/') || path.split('/').some((part) => part.startsWith('.'));
}

/** A file that can hold messages or lists. Files that people shared (`__uploads/<file id>/<name>`) never do, whatever they are called. */
export function isJsonOfExport(path: string): boolean {
  return path.endsWith('.json') && !path.split('/').includes('__uploads');
}
