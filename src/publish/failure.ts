/**
 * Why GitHub did not do what it was asked, as far as its answer tells:
 * - `limited`: refused for now. Nothing was written, so sending it again later is safe.
 * - `in-doubt`: no answer, or a broken one. It may have been written, so it is never sent again without a look.
 * - `rejected`: refused for good, for this post alone.
 * - `gone`: the post or comment is not there any more.
 * A wrong token or repository is none of these: it ends the run as an AuthError or a ConfigError.
 */
export type FailureKind = 'limited' | 'in-doubt' | 'rejected' | 'gone';

export interface Failure {
  readonly kind: FailureKind;
  /** GitHub's own words, without a token or a person's text. */
  readonly reason: string;
  /** Milliseconds that GitHub asks to wait, if it says so. */
  readonly waitMs?: number;
  /** True when the limit is one on creating content, or may be: the pace must fall. */
  readonly isPace?: boolean;
}

/** What a {@link Publisher} throws when a request failed; the run goes on with the next conversation. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.reason, options);
    this.failure = failure;
  }
}

/** Thrown when a run ends before its work is done, cleanly: the next run goes on where it stopped. */
export class RunOver extends Error {
  override readonly name = 'RunOver';
}
