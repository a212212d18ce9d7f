import type { Doubt, PostStore } from '../archive/post-store.ts';
import type { Clock } from '../clock.ts';
import { AuthError, ConfigError, InterruptedError } from '../errors.ts';
import type { PostKind } from './estimate.ts';
import { PublishError, RunOver } from './failure.ts';
import type { Outcomes } from './outcomes.ts';
import type { Publisher, Recorder } from './publisher.ts';

/** What everything that writes posts needs. */
export interface Desk {
  readonly store: PostStore;
  readonly clock: Clock;
  readonly outcomes: Outcomes;
  /** Ready to work: it was prepared. */
  publisher(kind: PostKind): Promise<Publisher>;
  /** The highest number of a post that anybody has told of. */
  highest: number;
}

/**
 * Carries out one write that must not happen twice: what is about to be sent is on disk before it goes out, and stays
 * there as a doubt unless it is certain that GitHub did not carry it out. The caller records what was written.
 */
export async function writeOnce<T>(
  { store, clock }: Desk,
  subject: Pick<Doubt, 'conversation' | 'part' | 'kind' | 'after'>,
  write: (record: Recorder) => Promise<T>,
): Promise<T> {
  let doubt: Doubt | undefined;
  const note = (ticket?: string) => {
    doubt = { ...subject, at: clock.now(), looks: [], ...(ticket === undefined ? {} : { ticket }) };
    store.intend(doubt);
  };
  try {
    return await write({ sending: () => note(), accepted: note });
  } catch (error) {
    if (doubt !== undefined && isRefused(error, doubt.ticket !== undefined)) store.settle(doubt);
    throw error;
  }
}

/** True when the error proves that the write did not happen, and will not. */
function isRefused(error: unknown, isUnderWay: boolean): boolean {
  if (error instanceof PublishError)
    return error.failure.kind === 'rejected' || error.failure.kind === 'gone';
  const isOver = error instanceof RunOver || error instanceof InterruptedError;
  return !isUnderWay && (isOver || error instanceof AuthError || error instanceof ConfigError);
}
