import { setImmediate } from 'node:timers/promises';
import { type Archive, openArchive } from '../archive/archive.ts';
import { readPosts } from '../archive/posts-ledger.ts';
import { listUnits, readUnit } from '../archive/units.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { TeamId } from '../model/ids.ts';
import { monthOf } from '../model/ts.ts';
import type { PostKind } from '../publish/estimate.ts';
import { type Plan, type PlanContext, Planner } from '../publish/plan.ts';
import type { CommandContext } from './context.ts';
import { type PostSettings, postContext } from './post-context.ts';
import { readReferences } from './read-references.ts';
import { whereaboutsIn } from './whereabouts.ts';

export interface PlanOptions extends PostSettings {
  readonly archive: string;
  /** Address of the site, with a slash at its end, where it is known. */
  readonly baseUrl?: string | undefined;
  /** What conversations become, but for channels with rules of their own. */
  readonly mainKind: PostKind;
}

/** Archive → what would be posted. Changes nothing, needs no token, and holds one channel and month in memory. */
export async function planPosts(
  options: PlanOptions,
  { logger, clock, signal }: CommandContext,
): Promise<Plan> {
  const archive = openArchive(options.archive);
  const units = listUnits(archive);
  const planner = new Planner();
  const contexts = new Map<TeamId, PlanContext>();
  const world = {
    now: clock.now(),
    whereabouts: whereaboutsIn(archive, options.baseUrl, postUrlIn(archive)),
    graph: await readReferences(archive, units, signal),
  };
  for (const [done, unit] of units.entries()) {
    await setImmediate();
    signal.throwIfAborted();
    logger.progress({ stage: 'planning', done, total: units.length, unit: 'months' });
    const context = contexts.get(unit.teamId) ?? postContext(archive, unit.teamId, options, world);
    contexts.set(unit.teamId, context);
    planner.add({ ...unit, messages: readUnit(unit), posts: readPosts(archive.dir, unit) }, context);
  }
  return planner.finish();
}

function postUrlIn({ dir }: Archive): (key: ConversationKey) => string | undefined {
  return ({ teamId, channelId, rootTs }) =>
    readPosts(dir, { teamId, channelId, month: monthOf(rootTs) }).get(rootTs)?.url;
}
