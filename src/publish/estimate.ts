/** Ways of bringing a conversation to GitHub. */
export type PostKind = 'discussions' | 'issues' | 'import';

/** What a plan wants written. */
export interface Writes {
  readonly posts: number;
  readonly comments: number;
  /** Changes of bodies that exist: they notify nobody and count against the request limit alone. */
  readonly updates: number;
}

/** Hours of steady writing, rounded up to a tenth. */
export interface Hours {
  /** At the limits that GitHub documents. */
  readonly documented: number;
  /** At the limits that people met: plan with these. */
  readonly measured: number;
}

/**
 * Content-creating requests an hour. GitHub documents 500 for posts and comments together, however they are sent;
 * creating issues was stopped at about 150 (https://github.com/cli/cli/issues/4801).
 */
const creationsPerHour = { documented: 500, measured: 150 } as const;

/**
 * The import takes one request a post, comments included, and about two to ask what became of it: 5,000 requests an
 * hour are 1,666 posts. The longest import that was reported made 10,635 posts in 22 hours
 * (https://github.com/apache/lucene-jira-archive).
 */
const importsPerHour = { documented: 1666, measured: 483 } as const;

/** One write a second, the pace that GitHub asks for. */
const updatesPerHour = 3600;

/** Requests that create content: the number that GitHub's creation limits count. */
export function creations(kind: PostKind, { posts, comments }: Writes): number {
  return kind === 'import' ? posts : posts + comments;
}

/** How long the writes take at the least; reading and waiting for answers come on top. */
export function hoursOf(kind: PostKind, writes: Writes): Hours {
  const perHour = kind === 'import' ? importsPerHour : creationsPerHour;
  const hours = (limit: number) =>
    Math.ceil((creations(kind, writes) / limit + writes.updates / updatesPerHour) * 10) / 10;
  return { documented: hours(perHour.documented), measured: hours(perHour.measured) };
}
