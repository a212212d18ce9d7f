import { Worker } from 'node:worker_threads';
import type { SearchDocument } from '../document.ts';
import { DocumentFile } from './document-file.ts';
import { type IndexFacts, type IndexPlace, type IndexReport, IndexUpdate } from './update-index.ts';

/** What brings an index up to date: here, or in a thread of its own. */
export interface IndexWork {
  /** Takes a conversation in. What goes wrong is told by the next `ready` or by `finish`. */
  add(document: SearchDocument): void;
  /** Throws what went wrong meanwhile. */
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
  /** Take in what is in the file of documents up to this byte. */
  { readonly documentsUpTo: number } | { readonly finish: IndexFacts } | { readonly abandon: true };

/** What the thread is told when it starts. */
export interface IndexThreadData {
  readonly place: IndexPlace;
  /** Path of the file of documents. */
  readonly documents: string;
}

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

class IndexThread implements IndexWork {
  readonly #worker: Worker;
  readonly #documents: DocumentFile;
  #onTheirWay = 0;
  #report: IndexReport | undefined;
  #failure: Error | undefined;
  #wake: () => void = () => {};

  constructor(place: IndexPlace, program: string) {
    const documents = `${place.scratch}-documents`;
    this.#documents = new DocumentFile(documents);
    const workerData: IndexThreadData = { place, documents };
    this.#worker = new Worker(program, {
      workerData,
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
    const documentsUpTo = this.#documents.add(document);
    if (documentsUpTo !== undefined) this.#send({ documentsUpTo });
  }

  ready(): Promise<void> {
    return this.#failure === undefined ? Promise.resolve() : Promise.reject(this.#failure);
  }

  async finish(facts: IndexFacts): Promise<IndexReport> {
    this.#send({ documentsUpTo: this.#documents.flush() });
    const removed = facts.removed === undefined ? {} : { removed: [...facts.removed] };
    this.#send({ finish: { ...facts, ...removed } });
    await this.#until(() => this.#onTheirWay === 0);
    if (this.#report === undefined) throw new Error('the thread of the index ended without a report');
    // Its memory is wanted elsewhere.
    await this.#worker.terminate();
    return this.#report;
  }

  async abandon(): Promise<void> {
    if (this.#report === undefined && this.#failure === undefined) {
      this.#send({ abandon: true });
      await this.#until(() => this.#onTheirWay === 0).catch(() => undefined);
    }
    await this.#worker.terminate();
    this.#documents.remove();
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
