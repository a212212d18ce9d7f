import { UnsiloError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { type Conversation, type ConversationKey, conversationsOf } from '../model/conversation.ts';
import { catchUp, conversationsByKey } from './catch-up.ts';
import { createPost } from './create-post.ts';
import type { PostKind } from './estimate.ts';
import { PublishError, RunOver } from './failure.ts';
import type { PostKey } from './marker.ts';
import { nextStep, type PlanContext, Planner, type PlanUnit } from './plan.ts';
import { formatKey } from './print-plan.ts';
import { type Patience, settleDoubts } from './settle-doubts.ts';
import { updatePost } from './update-post.ts';
import type { Desk } from './writing.ts';

/** The archive as far as a run reads it: unit by unit, each time anew, so that links know the posts of the last step. */
export interface Material {
  units(): Iterable<{ readonly unit: PlanUnit; readonly context: PlanContext }>;
}

export interface RunOptions {
  readonly desk: Desk;
  readonly material: Material;
  readonly logger: Logger;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970: nothing is waited for beyond it. */
  readonly deadline: number;
}

/** What remains after a run. */
export interface RunEnd {
  /** Posts that were right already when the run began. */
  readonly unchanged: number;
  /** Conversations without a post, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Why the run ended before its work was done. */
  readonly stopped?: string;
}

/** Links need a second round, links in both directions a third; more is only for what was in doubt. */
const mostRounds = 12;

/**
 * Plans and applies until the plan is empty: the first round creates posts, the next ones bring in the links to those
 * posts. A conversation that fails does not stop the run; it is tried again in the next round.
 */
export async function runPublish(options: RunOptions): Promise<RunEnd> {
  const run = new PublishRun(options);
  try {
    return await run.all();
  } catch (error) {
    if (!(error instanceof RunOver)) throw error;
    return { ...run.end, stopped: error.message };
  } finally {
    options.desk.store.compact();
  }
}

class PublishRun {
  readonly #options: RunOptions;
  readonly #caughtUp = new Set<PostKind>();
  /** Refused for good: not tried again in this run. */
  readonly #refused = new Set<string>();
  #byKey: ReadonlyMap<PostKey, ConversationKey> | undefined;
  /** Of the first plan: later ones count what this run made as well. */
  #unchanged: number | undefined;
  end: RunEnd = { unchanged: 0, skipped: {} };

  constructor(options: RunOptions) {
    this.#options = options;
  }

  async all(): Promise<RunEnd> {
    const { desk, patience } = this.#options;
    for (let round = 1; round <= mostRounds; round += 1) {
      const before = desk.outcomes.steps;
      const doubts = desk.store.doubts.length;
      await settleDoubts(desk, patience);
      const steps = this.#plan();
      if (steps > 0) await this.#apply(steps);
      if (desk.outcomes.steps > before || desk.store.doubts.length < doubts) continue;
      if (!(await this.#waitForDoubts())) break;
    }
    return this.end;
  }

  /** Returns the number of steps. */
  #plan(): number {
    const planner = new Planner();
    for (const { unit, context } of this.#options.material.units()) planner.add(unit, context);
    const { unchanged, skipped, steps } = planner.finish();
    this.#unchanged ??= unchanged;
    this.end = { unchanged: this.#unchanged, skipped };
    return steps.length;
  }

  async #apply(total: number): Promise<void> {
    const { logger, material } = this.#options;
    let done = 0;
    for (const { unit, context } of material.units()) {
      for (const conversation of conversationsOf(unit, unit.messages).conversations) {
        if (!(await this.#step(conversation, unit, context))) continue;
        done += 1;
        logger.progress({ stage: 'publishing', done: Math.min(done, total), total, unit: 'posts' });
      }
    }
  }

  /** Returns whether there was something to do. */
  async #step(conversation: Conversation, unit: PlanUnit, context: PlanContext): Promise<boolean> {
    const { desk, signal } = this.#options;
    const { key } = conversation;
    try {
      const verdict = nextStep(conversation, unit.posts.get(key.rootTs), context);
      if (verdict.is !== 'due') return false;
      signal.throwIfAborted();
      const { step, draft } = verdict;
      if (this.#refused.has(formatKey(key))) return true;
      if (step.kind === 'create') await this.#catchUp(step.as);
      const isInDoubt = desk.store.doubts.some(({ conversation: of }) => isSameKey(of, key));
      const isTaken = step.kind === 'create' && desk.store.get(key) !== undefined;
      if (isInDoubt || isTaken) return true;
      if (step.kind === 'create') await createPost(step, draft, desk);
      else await updatePost(step, draft, desk);
      desk.outcomes.succeed(key);
    } catch (error) {
      this.#take(error, key);
    }
    return true;
  }

  /** What concerns one conversation is noted; everything else ends the run. */
  #take(error: unknown, key: ConversationKey): void {
    const { desk, logger, signal } = this.#options;
    if (error instanceof RunOver || error instanceof UnsiloError || signal.aborted) throw error;
    const reason = (error as Error).message;
    const isOpen = error instanceof PublishError && error.failure.kind === 'in-doubt';
    if (!isOpen) this.#refused.add(formatKey(key));
    logger.debug(`${formatKey(key)}: ${reason}`);
    desk.outcomes.fail(key, reason);
  }

  async #catchUp(kind: PostKind): Promise<void> {
    if (this.#caughtUp.has(kind)) return;
    await catchUp(kind, this.#options.desk, () => this.#conversations());
    this.#caughtUp.add(kind);
  }

  #conversations(): ReadonlyMap<PostKey, ConversationKey> {
    this.#byKey ??= conversationsByKey(keysOf(this.#options.material));
    return this.#byKey;
  }

  /** Waits until what is in doubt can be looked at again; false when nothing is, or the time does not suffice. */
  async #waitForDoubts(): Promise<boolean> {
    const { desk, patience, deadline, signal, logger } = this.#options;
    const before = desk.store.doubts.length;
    const wait = await settleDoubts(desk, patience);
    if (desk.store.doubts.length < before) return true;
    if (wait === undefined) return false;
    if (desk.clock.now() + wait > deadline) return false;
    const count = desk.store.doubts.length;
    logger.info(
      `GitHub did not answer for ${count} of our writes; looking again in ${Math.ceil(wait / 1000)} s.`,
    );
    await desk.clock.sleep(wait, signal);
    return true;
  }
}

/** The keys of all conversations of the archive. */
export function* keysOf(material: Material): Iterable<ConversationKey> {
  for (const { unit } of material.units())
    for (const { key } of conversationsOf(unit, unit.messages).conversations) yield key;
}

function isSameKey(a: ConversationKey, b: ConversationKey): boolean {
  return a.rootTs === b.rootTs && a.channelId === b.channelId && a.teamId === b.teamId;
}
