/** Ways of bringing a conversation to GitHub. */
export type PostKind = 'discussions' | 'issues' | 'import';

/** What a step writes. */
export interface Writes {
  readonly posts: number;
  readonly comments: number;
  /** Changes of what exists: they notify nobody and count against the request limit alone. */
  readonly updates: number;
}

/** Hours of steady writing, rounded up to a tenth. Reading and waiting for answers come on top. */
export interface Hours {
  /** At the limits that GitHub documents. */
  readonly documented: number;
  /** At the limits that people met: plan with these. */
  readonly measured: number;
}

export interface Estimate extends Writes {
  /** Requests that create content: what GitHub's limits on creation count. */
  readonly writes: number;
  /** What the plan takes, and what it would take if everything were of one kind. */
  readonly hours: Readonly<Record<PostKind | 'planned', Hours>>;
}

/**
 * Content-creating requests an hour. GitHub documents 500 for posts and comments together, however they are sent;
 * creating issues was stopped at about 150 (https://github.com/cli/cli/issues/4801).
 */
const creationsPerHour = { documented: 500, measured: 150 } as const;

/**
 * An import takes one request a post, comments included, and about two to ask what became of it: 5,000 requests an
 * hour are 1,666 posts. The longest import that was reported made 10,635 posts in 22 hours
 * (https://github.com/apache/lucene-jira-archive).
 */
const importsPerHour = { documented: 1666, measured: 483 } as const;

/** One write a second, the pace that GitHub asks for. */
const updatesPerHour = 3600;

/** Adds up what steps write, and says how long it takes. */
export function estimate(steps: Iterable<Writes & { readonly kind: PostKind }>): Estimate {
  const totals = { discussions: noWrites(), issues: noWrites(), import: noWrites() };
  for (const step of steps) addWrites(totals[step.kind], step);
  const all = noWrites();
  for (const total of Object.values(totals)) addWrites(all, total);
  const planned = Object.entries(totals).map(([kind, total]) => exactHours(kind as PostKind, total));
  return {
    ...all,
    writes:
      totals.import.posts + creations('issues', totals.issues) + creations('discussions', totals.discussions),
    hours: {
      planned: rounded(planned.reduce(plus)),
      discussions: rounded(exactHours('discussions', all)),
      issues: rounded(exactHours('issues', all)),
      import: rounded(exactHours('import', all)),
    },
  };
}

function creations(kind: PostKind, { posts, comments }: Writes): number {
  return kind === 'import' ? posts : posts + comments;
}

function exactHours(kind: PostKind, writes: Writes): Hours {
  const perHour = kind === 'import' ? importsPerHour : creationsPerHour;
  const hours = (limit: number) => creations(kind, writes) / limit + writes.updates / updatesPerHour;
  return { documented: hours(perHour.documented), measured: hours(perHour.measured) };
}

function plus(a: Hours, b: Hours): Hours {
  return { documented: a.documented + b.documented, measured: a.measured + b.measured };
}

function rounded({ documented, measured }: Hours): Hours {
  return { documented: Math.ceil(documented * 10) / 10, measured: Math.ceil(measured * 10) / 10 };
}

function noWrites(): { posts: number; comments: number; updates: number } {
  return { posts: 0, comments: 0, updates: 0 };
}

function addWrites(total: { posts: number; comments: number; updates: number }, more: Writes): void {
  total.posts += more.posts;
  total.comments += more.comments;
  total.updates += more.updates;
}
