import { Worker } from 'node:worker_threads';
import type { SearchDocument } from '../document.ts';
import { type IndexFacts, type IndexPlace, type IndexReport, IndexUpdate } from './update-index.ts';

/** What brings an index up to date: here, or in a thread of its own. */
export interface IndexWork {
  /** Takes a conversation in. What goes wrong is told by the next `ready` or by `finish`. */
  add(document: SearchDocument): void;
  /** Waits while too much is on its way, so that memory stays bounded. */
  ready(): Promise<void>;
  finish(facts: IndexFacts): Promise<IndexReport>;
  /** Gives up: the index stays as it was. */
  abandon(): Promise<void>;
}

/** @param program path of the built `build-worker.ts`; without it the work is done in this thread */
export function indexWork(place: IndexPlace, program: string | undefined): IndexWork {
  return program === undefined ? workHere(new IndexUpdate(place)) : new IndexThread(place, program);
}

function workHere(update: IndexUpdate): IndexWork {
  return {
    add: (document) => update.add(document),
    ready: async () => {},
    finish: (facts) => update.finish(facts),
    abandon: async () => update.abandon(),
  };
}

/** What goes to the thread. */
export type IndexOrder =
  | { readonly documents: readonly SearchDocument[] }
  | { readonly finish: IndexFacts }
  | { readonly abandon: true };

/** What comes back: one answer to each order. */
export type IndexAnswer =
  | { readonly done: true }
  | { readonly report: IndexReport }
  | {
      readonly failure: {
        readonly code: string | undefined;
        readonly path: string | undefined;
        readonly message: string;
      };
    };

const documentsPerOrder = 50;
const ordersOnTheirWay = 4;

class IndexThread implements IndexWork {
  readonly #worker: Worker;
  #documents: SearchDocument[] = [];
  #onTheirWay = 0;
  #report: IndexReport | undefined;
  #failure: Error | undefined;
  #wake: () => void = () => {};

  constructor(place: IndexPlace, program: string) {
    this.#worker = new Worker(program, {
      workerData: place,
      // Documents are in passing: a large nursery would only fill with them.
      resourceLimits: { maxYoungGenerationSizeMb: 6 },
    });
    this.#worker.on('message', (answer: IndexAnswer) => this.#take(answer));
    this.#worker.on('error', (error) => {
      this.#failure ??= error;
      this.#wake();
    });
  }

  add(document: SearchDocument): void {
    this.#documents.push(document);
    if (this.#documents.length >= documentsPerOrder) this.#sendDocuments();
  }

  async ready(): Promise<void> {
    await this.#until(() => this.#onTheirWay <= ordersOnTheirWay);
  }

  async finish(facts: IndexFacts): Promise<IndexReport> {
    this.#sendDocuments();
    const removed = facts.removed === undefined ? {} : { removed: [...facts.removed] };
    this.#send({ finish: { ...facts, ...removed } });
    await this.#until(() => this.#onTheirWay === 0);
    if (this.#report === undefined) throw new Error('the thread of the index ended without a report');
    return this.#report;
  }

  async abandon(): Promise<void> {
    if (this.#report === undefined && this.#failure === undefined) {
      this.#documents = [];
      this.#send({ abandon: true });
      await this.#until(() => this.#onTheirWay === 0).catch(() => undefined);
    }
    await this.#worker.terminate();
  }

  #sendDocuments(): void {
    if (this.#documents.length > 0) this.#send({ documents: this.#documents });
    this.#documents = [];
  }

  #send(order: IndexOrder): void {
    this.#onTheirWay += 1;
    this.#worker.postMessage(order);
  }

  #take(answer: IndexAnswer): void {
    this.#onTheirWay -= 1;
    if ('report' in answer) this.#report = answer.report;
    if ('failure' in answer)
      this.#failure ??= Object.assign(new Error(answer.failure.message), answer.failure);
    this.#wake();
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached() && this.#failure === undefined)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    if (this.#failure !== undefined) throw this.#failure;
  }
}
