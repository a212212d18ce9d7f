import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { StorageError } from '../errors.ts';
import { failure, isLostRace } from './data-branch.ts';
import type { Git } from './git.ts';

export interface LeaseOptions {
  /** In a folder of its own: the lease is renewed while the branch is at work. */
  readonly git: Git;
  readonly remote: string;
  /** The data branch that only one run at a time may work on. */
  readonly branch: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once, when there is somebody to wait for. */
  readonly onWait: (until: Date) => void;
  /** Waiting ends then, milliseconds since 1970. */
  readonly deadline: number;
}

const minute = 60_000;
/** A run that was killed holds the lease no longer than this. */
const lifetime = 10 * minute;
const renewal = 3 * minute;
const patience = minute / 6;

/**
 * Holds the data branch while `work` runs. Two runs that post at the same time would both post what neither finds on GitHub
 * yet; a workflow's concurrency group prevents that, but not in two workflows, and not when somebody runs a copy. The lease is a
 * ref of its own, `refs/unsilo/BRANCH`: git creates and replaces it only if nobody else did meanwhile. A server that wants no
 * such ref gets none, and the work is done all the same.
 *
 * @throws StorageError when another run does not end before the deadline
 */
export async function withLease<Result>(options: LeaseOptions, work: () => Promise<Result>): Promise<Result> {
  await run(options, 'init', '--quiet');
  const lease = await take(options);
  if (lease === undefined) return await work();
  const over = new AbortController();
  const renewing = renew(lease, options, over.signal);
  try {
    return await work();
  } finally {
    over.abort();
    await renewing;
    await push(options, '', lease.commit);
  }
}

/** The commit that the ref names while it is ours. */
interface Lease {
  commit: string;
}

/** Undefined when the server refuses it. */
async function take(options: LeaseOptions): Promise<Lease | undefined> {
  const { clock, signal, deadline, branch, onWait } = options;
  for (let hasTold = false; ; ) {
    const held = await heldBy(options);
    const left = held === undefined ? 0 : held.until - clock.now();
    if (left <= 0) {
      const commit = await promise(options);
      const end = await push(options, commit, held?.commit ?? '');
      if (end === 'taken') continue;
      return end === 'done' ? { commit } : undefined;
    }
    if (clock.now() >= deadline)
      throw new StorageError(
        `Another run works on the branch ${branch}, and did not end while this one waited. Let only one workflow write it, in a concurrency group; the next run goes on.`,
      );
    if (!hasTold) onWait(new Date(clock.now() + left));
    hasTold = true;
    await clock.sleep(Math.min(left, patience), signal);
  }
}

async function renew(lease: Lease, options: LeaseOptions, over: AbortSignal): Promise<void> {
  const { clock } = options;
  for (;;) {
    await clock.sleep(renewal, over).catch(() => undefined);
    if (over.aborted) return;
    // A network that fails is no reason to stop: the lease lasts for several renewals.
    const commit = await promise(options).catch(() => undefined);
    if (commit !== undefined && (await push(options, commit, lease.commit)) === 'done') lease.commit = commit;
  }
}

async function heldBy(
  options: LeaseOptions,
): Promise<{ readonly commit: string; readonly until: number } | undefined> {
  const { remote } = options;
  const [commit = ''] = (await run(options, 'ls-remote', remote, refOf(options))).split(/\s/);
  if (commit === '') return undefined;
  await run(options, 'fetch', '--quiet', '--no-tags', '--depth=1', remote, refOf(options));
  const until = Date.parse(await run(options, 'log', '-1', '--format=%s', 'FETCH_HEAD'));
  // What nobody of ours wrote holds nothing.
  return { commit, until: Number.isNaN(until) ? 0 : until };
}

/** A commit without files, whose message is when the lease ends. */
async function promise(options: LeaseOptions): Promise<string> {
  const tree = await run(options, 'hash-object', '-w', '-t', 'tree', '/dev/null');
  const until = new Date(options.clock.now() + lifetime).toISOString();
  return await run(options, 'commit-tree', tree, '-m', until, '-m', randomUUID());
}

/** Moves the ref from one commit to another, or removes it. `taken`: it was not where it should be. */
async function push(options: LeaseOptions, to: string, from: string): Promise<'done' | 'taken' | 'refused'> {
  const ref = refOf(options);
  const line = ['push', '--porcelain', `--force-with-lease=${ref}:${from}`, options.remote, `${to}:${ref}`];
  const { code, out, err } = await options.git(...line);
  if (code === 0) return 'done';
  return isLostRace(out + err) ? 'taken' : 'refused';
}

async function run({ git }: LeaseOptions, ...line: readonly string[]): Promise<string> {
  const answer = await git(...line);
  if (answer.code === 0) return answer.out.trim();
  throw failure(line[0] ?? '', answer);
}

function refOf({ branch }: Pick<LeaseOptions, 'branch'>): string {
  return `refs/unsilo/${branch}`;
}
