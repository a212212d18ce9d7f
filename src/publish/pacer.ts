import type { Clock } from '../clock.ts';
import { PublishError, RunOver } from './failure.ts';
import type { RequestClass, WriteBudget } from './write-budget.ts';

export interface PacerOptions {
  readonly budget: WriteBudget;
  readonly clock: Clock;
  /** Milliseconds since 1970: no wait goes beyond it. */
  readonly deadline?: number;
  /** Writes after which the run ends. */
  readonly mostWrites?: number;
  readonly signal?: AbortSignal;
  /** Keeps the state of the budget, so that a run that starts tomorrow, or after a crash, knows of this one. */
  readonly save: (budget: WriteBudget) => void;
}

/** How often a request that only reads is tried again after a broken answer. */
const readRetries = 3;

/**
 * Sends one request after the other, each when the budget lets it. What GitHub refused for now is sent again after the
 * wait; a read is repeated when its answer was broken, a write never: it may have been done.
 * Throws {@link RunOver} at the deadline, after the last write that is allowed, and when GitHub refuses three times in a
 * row. Whatever it throws but an `in-doubt` {@link PublishError}, the request was not carried out.
 */
export class Pacer {
  readonly #options: PacerOptions;
  readonly counts = { read: 0, write: 0 };

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** The last request was answered before the next one goes out: callers never send two at once. */
  async send<T>(request: RequestClass, once: () => Promise<T>): Promise<T> {
    for (let broken = 0; ; ) {
      await this.#wait(request);
      try {
        const answer = await once();
        this.#sent(request);
        this.#options.budget.accepted();
        return answer;
      } catch (error) {
        if (!(error instanceof PublishError)) throw error;
        const { kind } = error.failure;
        if (kind === 'limited') this.#objected(error);
        else this.#sent(request);
        if (kind === 'limited') continue;
        if (kind !== 'in-doubt' || request !== 'read' || broken >= readRetries) throw error;
        broken += 1;
        await this.pause(1000 * broken ** 2);
      }
    }
  }

  #sent(request: RequestClass): void {
    const { budget, clock, save } = this.#options;
    this.counts[request === 'read' ? 'read' : 'write'] += 1;
    budget.sent(request, clock.now());
    if (request === 'create') save(budget);
  }

  #objected({ failure, message }: PublishError): void {
    const { budget, clock, save } = this.#options;
    budget.objected(failure.waitMs, failure.isPace ?? false, clock.now());
    save(budget);
    if (budget.isSpent) throw new RunOver(`GitHub asked us to slow down three times in a row (${message}).`);
  }

  async #wait(request: RequestClass): Promise<void> {
    const { budget, clock, mostWrites, signal } = this.#options;
    signal?.throwIfAborted();
    if (request !== 'read' && this.counts.write >= (mostWrites ?? Number.POSITIVE_INFINITY))
      throw new RunOver(`This run may write ${mostWrites} times, and did.`);
    await this.pause(0);
    for (let ms = budget.delay(request, clock.now()); ms > 0; ms = budget.delay(request, clock.now()))
      await this.pause(ms);
  }

  /** Waits, if the deadline allows it. */
  async pause(ms: number): Promise<void> {
    const { clock, deadline, signal } = this.#options;
    if (deadline !== undefined && clock.now() + ms > deadline)
      throw new RunOver('The time for this run is over.');
    if (ms > 0) await clock.sleep(ms, signal);
  }
}
