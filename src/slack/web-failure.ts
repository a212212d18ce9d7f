/**
 * Why Slack did not do what it was asked. A wrong token, a missing scope or a defect of ours is none of these: it ends the
 * run as an AuthError, a ConfigError or a plain Error.
 * - `channel`: this channel can't be read; what is archived of it stays.
 * - `unknown`: nobody has heard of Slack's word; it costs what was asked for, a channel or a thread.
 * - `thread`: this thread is not there. `user`: nobody with that id is.
 * - `postponed`: Slack did not answer properly, also after several attempts.
 * - `cursor`: the place in a list has expired; the walk starts again from the last row.
 * - `unavailable`: this workspace has not got it.
 */
export type SlackFailureKind =
  | 'channel'
  | 'unknown'
  | 'thread'
  | 'user'
  | 'postponed'
  | 'cursor'
  | 'unavailable';

/** Thrown when one call failed for good; the run goes on with something else. */
export class SlackFailure extends Error {
  override readonly name = 'SlackFailure';
  readonly kind: SlackFailureKind;
  /** Slack's own word: `not_in_channel`. */
  readonly code: string;

  constructor(kind: SlackFailureKind, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.code = code;
  }
}

/** Thrown when a run ends before its work is done, cleanly: the next run goes on where it stopped. */
export class SlackRunOver extends Error {
  override readonly name = 'SlackRunOver';
}
