/** What somebody wrote on GitHub under a post of ours, as the archive keeps it. */
export interface GithubComment {
  /** GitHub's node id. */
  readonly id: string;
  /** Login of who wrote it; absent when the account is gone. */
  readonly author?: string;
  /** As GitHub writes times: `2026-01-05T12:00:00Z`. */
  readonly createdAt: string;
  /** When it, or anything about it, changed last. */
  readonly updatedAt: string;
  readonly isEdited: boolean;
  readonly url: string;
  /** GitHub's Markdown. */
  readonly body: string;
  /** Id of the comment that it answers, in a discussion. */
  readonly replyTo?: string;
  /** Chosen as the answer of its discussion. */
  readonly isAnswer: boolean;
}

/** A comment as GitHub tells of it, before the policy gate. */
export interface RawGithubComment extends GithubComment {
  readonly isBot: boolean;
  /** Minimised by a maintainer, or what is left of a deleted one. */
  readonly isHidden: boolean;
  /** A part of the post that unsilo wrote. */
  readonly isOurs: boolean;
}
