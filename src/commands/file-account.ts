import type { FileCopies } from '../archive/file-store.ts';
import { type Counts, Tally } from '../model/diagnostic.ts';

/** What became of files, with `--json` as well; the names are fixed. */
export interface FilesReport {
  /** Copied in this run. */
  readonly copied: number;
  /** Taken away because no message shows them any more. */
  readonly removed: number;
  /** Attempts that failed in this run. */
  readonly failed: number;
  /** Files that are still to be copied. */
  readonly debts: number;
  /** Files that are not copied, by reason; nothing is wrong with that. */
  readonly skipped: Counts;
  /** All copies in the archive. */
  readonly files: number;
  readonly bytes: number;
}

/** Adds up while files are copied. */
export class FileAccount {
  readonly skipped = new Tally();
  copied = 0;
  removed = 0;
  failed = 0;
  waiting = 0;

  report(copies: FileCopies): FilesReport {
    const { copied, removed, failed, waiting, skipped } = this;
    const bytes = [...copies.values()].reduce((sum, copy) => sum + copy.bytes, 0);
    return {
      copied,
      removed,
      failed,
      debts: waiting,
      skipped: skipped.counts(),
      files: copies.size,
      bytes,
    };
  }
}

/** For a person; empty where there is nothing to say. */
export function printFiles({
  copied,
  removed,
  debts,
  skipped,
  files,
  bytes,
}: FilesReport): readonly string[] {
  const left = Object.entries(skipped).map(([reason, count]) => `${count} ${reason}`);
  const parts = [
    `${files} in all, ${(bytes / 1e6).toFixed(1)} MB`,
    ...(removed > 0 ? [`${removed} removed`] : []),
    ...(debts > 0 ? [`${debts} still to copy`] : []),
    ...(left.length > 0 ? [`left out: ${left.join(', ')}`] : []),
  ];
  return [`${copied} files copied; ${parts.join('; ')}.`];
}
