/**
 * How a request counts: content that notifies people, an issue import (which notifies nobody and is free of the limit on
 * creating), any other write, or a read.
 */
export type RequestClass = 'create' | 'import' | 'update' | 'read';

/** What is kept between runs. All times are milliseconds since 1970. */
export type BudgetState = {
  /** Creations an hour that we dare. */
  readonly perHour: number;
  /** Where GitHub last objected: growth is fast below and slow above. */
  readonly ceiling: number;
  /** Since when GitHub did not object at this pace. */
  readonly cleanSince: number;
  /** Creations of the last hour. */
  readonly creations: readonly number[];
  readonly blockedUntil: number;
  /** Objections in a row. */
  readonly strikes: number;
};

/** What GitHub's headers say of an hourly request limit. */
export interface Quota {
  /** REST and GraphQL have one each: `core`, `graphql`. */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** When it is whole again, milliseconds since 1970. */
  readonly resetAt: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** GitHub documents 500 an hour; measured limits were as low as 150 (https://github.com/cli/cli/issues/4801). */
const firstPerHour = 140;
const mostPerHour = 490;
const leastPerHour = 20;
const mostPerMinute = 30;
const mostStrikes = 3;

/** Least time between two requests of a class. GitHub asks for a second between writes. */
const spacing: Readonly<Record<RequestClass, number>> = {
  create: second,
  import: second,
  update: second,
  read: second / 10,
};

/** Requests are left to others when less than this share of the hourly limit remains. */
const reserve = 0.1;

/**
 * When the next request may go out. Starts low, doubles after each full clean hour until GitHub objects, halves then and
 * grows slowly: GitHub's limits on creating content are neither documented in full nor readable.
 * Knows no clock: the time is passed in.
 */
export class WriteBudget {
  #state: BudgetState;
  readonly #quotas = new Map<string, Quota>();
  readonly #last = new Map<RequestClass, number>();

  constructor(state: BudgetState | undefined, now: number) {
    this.#state = state ?? {
      perHour: firstPerHour,
      ceiling: mostPerHour,
      cleanSince: now,
      creations: [],
      blockedUntil: 0,
      strikes: 0,
    };
  }

  get state(): BudgetState {
    return this.#state;
  }

  /** Milliseconds to wait before a request of that class; 0 when it may go out now. */
  delay(request: RequestClass, now: number): number {
    const since = (this.#last.get(request) ?? 0) + spacing[request];
    const limits = request === 'create' ? [this.#windowEnd(minute), this.#windowEnd(hour)] : [];
    return Math.max(0, Math.max(since, this.#state.blockedUntil, this.#quotaEnd(now), ...limits) - now);
  }

  /** Counts a request that was answered, or may have been done. Never earlier than GitHub counted it. */
  sent(request: RequestClass, now: number): void {
    this.#last.set(request, now);
    if (request !== 'create') return;
    const creations = [...this.#state.creations.filter((time) => time > now - hour), now];
    this.#state = { ...this.#state, creations };
    this.#grow(now);
  }

  /** GitHub answered as it should. */
  accepted(): void {
    if (this.#state.strikes > 0) this.#state = { ...this.#state, strikes: 0 };
  }

  /** GitHub objected: waits as long as it says or longer each time, and slows down when it was about creating. */
  objected(waitMs: number | undefined, isPace: boolean, now: number): void {
    const { perHour, ceiling, strikes, cleanSince } = this.#state;
    const slower = isPace && strikes === 0 ? Math.max(leastPerHour, Math.floor(perHour / 2)) : perHour;
    const longer = Math.min(hour, minute * 2 ** strikes);
    const pause = waitMs !== undefined && strikes === 0 ? waitMs : Math.max(waitMs ?? 0, longer);
    this.#state = {
      ...this.#state,
      perHour: slower,
      ceiling: isPace ? slower : ceiling,
      cleanSince: isPace ? now : cleanSince,
      blockedUntil: now + pause,
      strikes: strikes + 1,
    };
  }

  /** Three objections in a row: going on may get the account banned, so the run ends. */
  get isSpent(): boolean {
    return this.#state.strikes >= mostStrikes;
  }

  observe(quota: Quota): void {
    this.#quotas.set(quota.resource, quota);
  }

  #grow(now: number): void {
    const { perHour, ceiling, cleanSince, creations } = this.#state;
    const isFull = creations.length >= 0.9 * perHour;
    if (!isFull || now - cleanSince < hour || perHour >= mostPerHour) return;
    const faster = perHour < ceiling ? Math.min(2 * perHour, ceiling) : Math.ceil(1.1 * perHour);
    this.#state = { ...this.#state, perHour: Math.min(mostPerHour, faster), cleanSince: now };
  }

  /** When the window of that length has room for one more creation. */
  #windowEnd(length: number): number {
    const { creations, perHour } = this.#state;
    const most = length === hour ? perHour : Math.min(mostPerMinute, Math.ceil(perHour / 10));
    const oldest = creations.at(-most);
    return oldest === undefined ? 0 : oldest + length + 1;
  }

  #quotaEnd(now: number): number {
    const ends = [...this.#quotas.values()]
      .filter(({ resetAt, remaining, limit }) => resetAt > now && remaining <= reserve * limit)
      .map(({ resetAt }) => resetAt + second);
    return Math.max(0, ...ends);
  }
}

/** A state that an older run left; undefined, so that a new one begins, when it is none. */
export function budgetState(saved: unknown): BudgetState | undefined {
  const state = saved as Partial<BudgetState> | null | undefined;
  const numbers = [state?.perHour, state?.ceiling, state?.cleanSince, state?.blockedUntil, state?.strikes];
  if (!numbers.every(Number.isFinite) || !Array.isArray(state?.creations)) return undefined;
  return { ...(state as BudgetState), strikes: 0 };
}
