/** Exit codes of the program; scripts rely on them. */
export const exitCode = {
  done: 0,
  unexpected: 1,
  usage: 2,
  someFailed: 3,
  credentials: 4,
  interrupted: 130,
} as const;

/**
 * An error that a person can act on. The message says what failed, where, what was found and what to do;
 * it never holds a token or a person's words. Anything else that is thrown is a defect of the program.
 */
export abstract class UnsiloError extends Error {
  abstract readonly exitCode: number;
}

/** The command line or the configuration is wrong. */
export class ConfigError extends UnsiloError {
  override readonly name = 'ConfigError';
  readonly exitCode = exitCode.usage;
}

/** What was given to read can't be read: not an export, damaged, refused for safety. */
export class SourceError extends UnsiloError {
  override readonly name = 'SourceError';
  readonly exitCode = exitCode.usage;
}

/** The archive or the site on disk can't be read or written. */
export class StorageError extends UnsiloError {
  override readonly name = 'StorageError';
  readonly exitCode = exitCode.unexpected;
}

/** A token is missing, refused, or lacks a permission. */
export class AuthError extends UnsiloError {
  override readonly name = 'AuthError';
  readonly exitCode = exitCode.credentials;
}

/** The user pressed Ctrl-C or the job was told to stop. What was done so far is safe. */
export class InterruptedError extends UnsiloError {
  override readonly name = 'InterruptedError';
  readonly exitCode = exitCode.interrupted;
}
