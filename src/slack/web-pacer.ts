import type { Clock } from '../clock.ts';
import { SlackRunOver } from './web-failure.ts';
import { callsPerMinute, type SlackMethod, throttledMethods } from './web-methods.ts';

export interface PacerOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970: no wait goes beyond it, and no call is made after it. */
  readonly deadline?: number;
  /** Calls after which the run ends. */
  readonly mostCalls?: number;
}

const minute = 60_000;
/** A second more than Slack's minute. */
const throttledGap = 61_000;

/**
 * Lets calls to one workspace out, each method at its own pace: a wait of one never holds up another. In no 60 seconds are
 * there more calls of a method than its tier allows, however many callers wait.
 */
export class SlackPacer {
  /** Calls that were let out. */
  readonly calls: Partial<Record<SlackMethod, number>> = {};
  readonly #options: PacerOptions;
  readonly #recent = new Map<SlackMethod, number[]>();
  readonly #blockedUntil = new Map<SlackMethod, number>();
  #total = 0;
  #isThrottled = false;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** Milliseconds since 1970, by this machine. */
  now(): number {
    return this.#options.clock.now();
  }

  /** One call a minute for history and replies. */
  get isThrottled(): boolean {
    return this.#isThrottled;
  }

  set isThrottled(value: boolean) {
    this.#isThrottled = value;
  }

  /** Calls that this run may still make. */
  get left(): number {
    return (this.#options.mostCalls ?? Number.POSITIVE_INFINITY) - this.#total;
  }

  /**
   * Resolves when the call may go out, which counts as made from then on.
   *
   * @throws SlackRunOver when the run's time or calls are used up
   */
  async enter(method: SlackMethod): Promise<void> {
    const { clock, mostCalls } = this.#options;
    for (;;) {
      this.#assertGoing(0);
      if (this.left <= 0) throw new SlackRunOver(`This run may call Slack ${mostCalls} times, and did.`);
      const wait = this.#delay(method, clock.now());
      if (wait <= 0) break;
      await this.pause(wait);
    }
    // Nothing may come between the look and the count: others wait for the same moment.
    this.#total += 1;
    this.calls[method] = (this.calls[method] ?? 0) + 1;
    this.#recent.set(method, [...this.#recentOf(method, clock.now()), clock.now()]);
  }

  /** Slack said 429: no call of this method before. */
  block(method: SlackMethod, ms: number): void {
    this.#blockedUntil.set(method, this.#options.clock.now() + ms);
  }

  /** Waits, if the deadline allows it. */
  async pause(ms: number): Promise<void> {
    const { clock, signal } = this.#options;
    this.#assertGoing(ms);
    if (ms > 0) await clock.sleep(ms, signal);
  }

  /** Aborted when the run is stopped, when its time is over, and after so long at the latest. */
  signalFor(mostMs: number): AbortSignal {
    const { clock, deadline, signal } = this.#options;
    const left = deadline === undefined ? mostMs : Math.max(0, Math.min(mostMs, deadline - clock.now()));
    const timeout = AbortSignal.timeout(Math.ceil(left));
    return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  }

  #assertGoing(ms: number): void {
    const { clock, deadline, signal } = this.#options;
    signal?.throwIfAborted();
    if (deadline !== undefined && clock.now() + ms > deadline)
      throw new SlackRunOver('The time for this run is over.');
  }

  /** How many calls of the method went out in the last minute. */
  recent(method: SlackMethod): number {
    return this.#recentOf(method, this.#options.clock.now()).length;
  }

  #recentOf(method: SlackMethod, now: number): number[] {
    return (this.#recent.get(method) ?? []).filter((time) => time > now - throttledGap);
  }

  #delay(method: SlackMethod, now: number): number {
    const blocked = (this.#blockedUntil.get(method) ?? 0) - now;
    const isSlow = this.#isThrottled && throttledMethods.has(method);
    const [most, span] = isSlow ? [1, throttledGap] : [callsPerMinute[method], minute];
    const recent = this.#recentOf(method, now);
    const gives = recent.at(-most);
    return Math.max(blocked, gives === undefined ? 0 : gives + span - now);
  }
}
