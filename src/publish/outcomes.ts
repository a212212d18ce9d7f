import type { ConversationKey } from '../model/conversation.ts';
import { formatKey } from './print-plan.ts';

/** Something about one conversation that a person should look at. */
export interface Remark {
  readonly conversation: string;
  /** The number of its post, where it has one. */
  readonly number?: number;
  readonly reason: string;
}

/** What a run did, counted while it goes on. */
export class Outcomes {
  created = 0;
  /** Posts of which at least one part was written anew. */
  updated = 0;
  comments = 0;
  /** Posts that stood on GitHub already, of a run that did not come to record them. */
  adopted = 0;
  readonly #failed = new Map<string, Remark>();
  readonly #leftAlone = new Map<string, Remark>();
  readonly #duplicates = new Map<string, Remark>();

  /** Changes made: while there are none, another round is of no use. */
  get steps(): number {
    return this.created + this.updated + this.comments + this.adopted;
  }

  fail(key: ConversationKey, reason: string): void {
    this.#failed.set(formatKey(key), { conversation: formatKey(key), reason });
  }

  succeed(key: ConversationKey): void {
    this.#failed.delete(formatKey(key));
  }

  /** People changed or deleted what we wrote: it stays as they left it. */
  leave(key: ConversationKey, number: number, reason: string): void {
    this.#leftAlone.set(`${formatKey(key)} ${reason}`, { conversation: formatKey(key), number, reason });
  }

  duplicate(key: ConversationKey, number: number, reason: string): void {
    this.#duplicates.set(String(number), { conversation: formatKey(key), number, reason });
  }

  get failed(): readonly Remark[] {
    return [...this.#failed.values()];
  }

  get leftAlone(): readonly Remark[] {
    return [...this.#leftAlone.values()];
  }

  get duplicates(): readonly Remark[] {
    return [...this.#duplicates.values()];
  }
}
