import type { PullReport } from '../../../src/commands/pull-report.ts';
import { compareTs, type Ts } from '../../../src/model/ts.ts';
import type { VirtualClock } from '../virtual-clock.ts';
import { FakeSlack } from './fake-slack.ts';
import { pullFrom } from './pulled.ts';
import { type LivingWorkspace, tsAt } from './workspace.ts';

export interface Replay {
  readonly workspace: LivingWorkspace;
  readonly clock: VirtualClock;
  readonly archive: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly everyMs: number;
  readonly mostCalls?: number;
  readonly prepare?: (slack: FakeSlack) => void;
  /** Before each run; true leaves it out. */
  readonly before?: (time: number, run: number) => boolean | undefined;
  /** In place of the error that a run ended with, when that is what the test wants. */
  readonly survives?: (error: unknown) => boolean;
}

export interface ReplayFigures {
  readonly slack: FakeSlack;
  readonly runs: number;
  /** Runs that did not come to their end. */
  readonly broken: number;
  readonly calls: number;
  /** One history call a run and channel, and one replies call for each thread that changed between two runs. */
  readonly leastCalls: number;
  readonly most: number;
  readonly last: PullReport | undefined;
}

/** Runs `pull` again and again while a workspace lives from the clock's moment to another one. */
export async function replay(options: Replay): Promise<ReplayFigures> {
  const { workspace, clock, archive, until, everyMs, mostCalls, prepare, before, survives } = options;
  const slack = new FakeSlack(workspace, clock);
  prepare?.(slack);
  let [runs, broken, calls, leastCalls, most] = [0, 0, 0, 0, 0];
  let last: PullReport | undefined;
  let previous = '0.000000' as Ts;
  for (let at = clock.now(); at < until; at += everyMs) {
    clock.pass(Math.max(0, at - clock.now()));
    if (before?.(at, runs) === true) continue;
    const now = tsAt(clock.now());
    leastCalls += workspace.channels.size + changedThreads(workspace, previous, now);
    previous = now;
    runs += 1;
    slack.forget();
    try {
      last = await pullFrom(slack, archive, mostCalls === undefined ? {} : { mostCalls });
    } catch (error) {
      if (survives?.(error) !== true) throw error;
      broken += 1;
    }
    calls += slack.count();
    most = Math.max(most, slack.count());
  }
  return { slack, runs, broken, calls, leastCalls, most, last };
}

function changedThreads({ channels }: LivingWorkspace, from: Ts, to: Ts): number {
  let changed = 0;
  for (const channel of channels.values())
    for (const replies of channel.threads.values())
      if (replies.some((ts) => compareTs(ts, from) > 0 && compareTs(ts, to) <= 0)) changed += 1;
  return changed;
}

/** Numbers that look like chance and are the same each time. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
