import type { ChannelSync } from '../archive/sync-state.ts';
import { compareTs, earliestTs, type Ts } from '../model/ts.ts';
import type { PublicMessage } from '../policy/public-message.ts';

/** Messages that should be on a page and are not, each with whether that is proof. */
export interface Absences {
  /** Missing for the first time. */
  readonly suspects: readonly Ts[];
  /** Missing in an earlier run as well: deleted. */
  readonly proven: readonly Ts[];
  /** Were thought to be missing, but are there. */
  readonly back: readonly Ts[];
  /** So many are missing that something else is the reason. */
  readonly isTooMany: boolean;
}

const mostShare = 0.05;
const alwaysAllowed = 5;

/**
 * Compares what the archive has of a stretch with what Slack showed of it, read completely and without an error. A message
 * counts as deleted when it was missing in an earlier run too.
 *
 * @param known in the archive, without what is known to be deleted
 * @param shown what Slack showed
 */
export function findAbsences(
  known: readonly Ts[],
  shown: ReadonlySet<Ts>,
  { absent, runStart }: { readonly absent: ChannelSync['absent']; readonly runStart: number },
): Absences {
  const missing = known.filter((ts) => !shown.has(ts));
  const back = [...shown].filter((ts) => ts in absent);
  if (missing.length > alwaysAllowed && missing.length > known.length * mostShare)
    return { suspects: [], proven: [], back, isTooMany: true };
  const isOld = (ts: Ts) => (absent[ts] ?? Number.POSITIVE_INFINITY) < runStart;
  return {
    suspects: missing.filter((ts) => !(ts in absent)),
    proven: missing.filter(isOld),
    back,
    isTooMany: false,
  };
}

/**
 * The stretch that a page proves something about: from its oldest row to where it was read from. What is older may be
 * withheld by a plan or gone by a rule of retention.
 */
export function provenStretch(
  rows: readonly PublicMessage[],
  latest: Ts,
): { readonly oldest: Ts; readonly latest: Ts } | undefined {
  const oldest = rows.map(({ ts }) => ts).sort(compareTs)[0];
  return oldest === undefined || oldest === earliestTs ? undefined : { oldest, latest };
}

/** What takes the place of a message that was deleted: as Slack itself leaves it where there are replies. */
export function tombstoneOf(ts: Ts, rootTs: Ts): PublicMessage {
  return {
    hidden: true,
    subtype: 'tombstone',
    text: 'This message was deleted.',
    ...(rootTs === ts ? {} : { thread_ts: rootTs }),
    ts,
    type: 'message',
    user: 'USLACKBOT',
  };
}

/** What is to be done about absences. */
export interface Gone {
  /** In place of what was deleted. */
  readonly tombstones: readonly PublicMessage[];
  readonly absent: ChannelSync['absent'];
  readonly isTooMany: boolean;
}

export function judgeAbsences(
  known: readonly Ts[],
  shown: ReadonlySet<Ts>,
  { absent, runStart, rootOf }: { readonly rootOf: (ts: Ts) => Ts } & Parameters<typeof findAbsences>[2],
): Gone {
  const { suspects, proven, back, isTooMany } = findAbsences(known, shown, { absent, runStart });
  const settled = new Set<string>([...proven, ...back]);
  const old = Object.entries(absent).filter(([ts]) => !settled.has(ts));
  return {
    tombstones: proven.map((ts) => tombstoneOf(ts, rootOf(ts))),
    absent: Object.fromEntries([...old, ...suspects.map((ts) => [ts, runStart] as const)]),
    isTooMany,
  };
}
