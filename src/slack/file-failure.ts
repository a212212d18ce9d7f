/**
 * Why the bytes of a file did not come.
 * - `gone`: Slack has it no more (404, 410). `forbidden`: this token may not read it (401, 403).
 * - `sign-in-page`: Slack leads to the page that asks people to sign in.
 * - `foreign-address`: the address, or one that it leads to, is not Slack's: nothing was asked there.
 * - `too-large`, `cut-off`: more bytes than allowed, or fewer than announced.
 * - `unavailable`: no answer, or that of a broken server.
 */
export type FileFailureReason =
  | 'gone'
  | 'forbidden'
  | 'sign-in-page'
  | 'foreign-address'
  | 'too-large'
  | 'cut-off'
  | 'unavailable';

/** Thrown when a file could not be had, after the attempts that are worth making at once. */
export class FileFailure extends Error {
  override readonly name = 'FileFailure';
  readonly reason: FileFailureReason;

  constructor(reason: FileFailureReason, options?: ErrorOptions) {
    super(`A file of Slack could not be downloaded (${reason}).`, options);
    this.reason = reason;
  }
}
