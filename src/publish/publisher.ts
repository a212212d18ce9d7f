import type { PostKey } from './marker.ts';

/** A post as it stands on GitHub. */
export interface RemotePost {
  readonly kind: 'discussion' | 'issue';
  readonly number: number;
  /** GitHub's node id. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly isClosed: boolean;
  readonly isLocked: boolean;
  /** Written by ourselves or by somebody who may write here: a stranger can copy a marker, and must gain nothing by it. */
  readonly isTrusted: boolean;
}

/** A comment at the top level of a post. */
export interface RemoteComment {
  readonly id: string;
  readonly body: string;
  readonly isTrusted: boolean;
}

/** A post with those of its comments that are known already; undefined: nobody has asked. */
export interface RemoteThread {
  readonly post: RemotePost;
  readonly comments?: readonly RemoteComment[];
}

export interface NewPost {
  readonly key: PostKey;
  readonly title: string;
  readonly labels: readonly string[];
  readonly category?: string;
  /** The body, then the comments; whoever can't write these at once leaves them to {@link Publisher.comment}. */
  readonly parts: readonly [NewPart, ...NewPart[]];
}

export interface NewPart {
  readonly body: string;
  /** When it was said, as ISO 8601: only an import can keep it. */
  readonly createdAt: string;
}

/** What is known of a post that may have been written. */
export interface Trace {
  /** The highest number of a post that was known before. */
  readonly after: number;
  /** When it was sent; milliseconds since 1970. */
  readonly at: number;
  /** What an import is called while GitHub works on it. */
  readonly ticket?: string;
}

/** Told by a publisher, so that a crash at any time leaves a trace of what may have been written. */
export interface Recorder {
  /** Right before a request goes out that must not be carried out twice; again before each repetition. */
  sending(): void;
  /** GitHub took it, and will be done later. */
  accepted(ticket: string): void;
}

/**
 * What creates and changes posts of one kind in one repository. Every request waits for the budget, and is sent once.
 * A failed one throws a PublishError; what concerns the whole repository throws an AuthError or a ConfigError.
 */
export interface Publisher {
  /** Looks whether it can work at all, before anything is written. */
  prepare(): Promise<void>;
  create(post: NewPost, record: Recorder): Promise<RemoteThread>;
  comment(post: RemotePost, body: string, record: Recorder): Promise<RemoteComment>;
  /**
   * Returns what GitHub keeps, which may differ from what was sent.
   *
   * @param sending called right before each time that it goes out; what it throws keeps it back
   */
  update(
    post: RemotePost,
    change: { readonly body: string; readonly title?: string },
    sending: () => void,
  ): Promise<RemotePost>;
  updateComment(
    post: RemotePost,
    comment: RemoteComment,
    change: { readonly body: string },
    sending: () => void,
  ): Promise<RemoteComment>;
  deleteComment(post: RemotePost, comment: RemoteComment): Promise<void>;
  /**
   * Marks a comment as the answer where the post takes answers and nobody has chosen one; else does nothing. Absent where
   * posts of the kind know no answers.
   */
  markAnswer?(post: RemotePost, comment: Pick<RemoteComment, 'id'>): Promise<void>;
  /** Throws a PublishError of kind `gone` when there is none (any more). */
  read(number: number): Promise<RemotePost>;
  comments(post: RemotePost): Promise<readonly RemoteComment[]>;
  /** The newest first, down to the number (not included). Lists lag: what is missing in one may exist. */
  newerThan(number: number): AsyncIterable<RemotePost>;
  /** Looks for a post in every way that there is. Undefined proves nothing. */
  find(key: PostKey, trace: Trace): Promise<RemotePost | undefined>;
}
