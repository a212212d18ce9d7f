import { Worker } from 'node:worker_threads';

/** A file on its way to the disk. */
export interface OutgoingFile {
  readonly path: string;
  readonly text: string;
  /** Written here first and then renamed, so that a reader sees the old bytes or the new ones. */
  readonly temporary?: string;
}

interface Answer {
  readonly failure?: { readonly path: string; readonly code: string | undefined; readonly message: string };
}

const filesPerBatch = 32;
const batchesOnTheirWay = 6;

/**
 * Writes files in a thread of its own: on many disks making a file takes longer than making a page. Folders must be
 * there. Memory is bounded: whoever sends faster than the disk takes has to wait.
 */
export class FileWorker {
  readonly #worker = new Worker(`(${writeBatches.toString()})()`, {
    eval: true,
    // What it holds is in passing: a small nursery is collected at once, a large one would only fill.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  readonly #waiting: (() => void)[] = [];
  #batch: OutgoingFile[] = [];
  #onTheirWay = 0;
  #failure: (Error & { path?: string }) | undefined;

  constructor() {
    this.#worker.on('message', ({ failure }: Answer) => {
      this.#onTheirWay -= 1;
      if (failure !== undefined) this.#failure ??= Object.assign(new Error(failure.message), failure);
      for (const go of this.#waiting.splice(0)) go();
    });
    this.#worker.on('error', (error) => {
      this.#failure ??= error;
      this.#onTheirWay = 0;
      for (const go of this.#waiting.splice(0)) go();
    });
  }

  /** @throws what the disk said of an earlier file, with its `path` and `code` */
  async send(file: OutgoingFile): Promise<void> {
    this.#batch.push(file);
    if (this.#batch.length >= filesPerBatch) await this.#sendBatch();
  }

  /** Resolves when all is written. */
  async flush(): Promise<void> {
    if (this.#batch.length > 0) await this.#sendBatch();
    await this.#until(() => this.#onTheirWay === 0);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #sendBatch(): Promise<void> {
    await this.#until(() => this.#onTheirWay < batchesOnTheirWay);
    this.#onTheirWay += 1;
    this.#worker.postMessage(this.#batch);
    this.#batch = [];
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached() && this.#failure === undefined)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** The thread's program: it is passed as text, so it may use nothing from this file. */
function writeBatches(): void {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const { renameSync, rmSync, writeFileSync } = process.getBuiltinModule('node:fs');
  parentPort?.on('message', (batch: readonly OutgoingFile[]) => {
    for (const { path, text, temporary } of batch) {
      try {
        writeFileSync(temporary ?? path, text);
        if (temporary !== undefined) renameSync(temporary, path);
      } catch (error) {
        if (temporary !== undefined) rmSync(temporary, { force: true });
        const { code, message } = error as NodeJS.ErrnoException;
        parentPort.postMessage({ failure: { path, code, message } });
        return;
      }
    }
    parentPort.postMessage({});
  });
}
