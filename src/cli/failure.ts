import { exitCode, UnsiloError } from '../errors.ts';
import { bugReportUrl, ownFrames, type ProgramFacts } from './bug-report.ts';

/** An error as a person and a script see it. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly exitCode: number;
}

/** What an error of the system means and how to mend it, by its code. */
const systemErrors: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room and run the same command again',
  EDQUOT: 'your quota on this disk is used up. Make room and run the same command again',
  EACCES: 'permission denied. Change the permissions, or name another folder with --out',
  EPERM: 'not permitted. Change the permissions, or name another folder with --out',
  EROFS: 'the disk is read-only. Name another folder with --out',
  ENOENT: 'it is not there',
  ENOTDIR: 'a file stands where a folder is needed',
  EISDIR: 'a folder stands where a file is needed',
  EEXIST: 'something else stands there already',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n) and run the same command again',
  EIO: 'the disk reported an error',
  ENAMETOOLONG: 'the name is too long for this disk. Name a shorter folder with --out',
};

/**
 * Sorts what was thrown: an error that a person can act on speaks for itself; an error of the disk is translated;
 * anything else is a defect of the program. A defect's message may hold private text (a JSON parser quotes what it
 * read), so it is shown only when asked for, and never in the link to the bug report.
 */
export function failureOf(error: unknown, facts: ProgramFacts): Failure {
  if (error instanceof UnsiloError) {
    return { name: error.name, message: error.message, exitCode: error.exitCode };
  }
  return systemFailure(error) ?? defect(error, facts);
}

function systemFailure(error: unknown): Failure | undefined {
  const { code, path, syscall } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const meaning = code === undefined ? undefined : systemErrors[code];
  if (meaning === undefined || syscall === undefined) return undefined;
  const where = path === undefined ? '' : ` ${path}`;
  return {
    name: 'StorageError',
    message: `Can't ${verbs[syscall] ?? syscall}${where}: ${meaning}. What was archived so far is intact. (${code})`,
    exitCode: exitCode.unexpected,
  };
}

const verbs: Readonly<Record<string, string>> = {
  mkdir: 'make the folder',
  scandir: 'read the folder',
  unlink: 'remove',
};

function defect(error: unknown, facts: ProgramFacts): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const details = facts.isVerbose
    ? (stack ?? message)
    : `${name}\n${ownFrames(stack).join('\n')}\n(--verbose shows the whole message; it may quote what was read.)`;
  return {
    name: 'InternalError',
    message: `This is a defect of unsilo, not your mistake. What was archived so far is intact.\n${details}\n\nPlease report it; this link holds no text of yours:\n${bugReportUrl(name, stack, facts)}`,
    exitCode: exitCode.unexpected,
  };
}
