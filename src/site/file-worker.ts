import { Worker } from 'node:worker_threads';

/** A file on its way to the disk. */
export interface OutgoingFile {
  readonly path: string;
  /** Written here first and then renamed, so that a reader sees the old bytes or the new ones. */
  readonly temporary?: string;
}

/** A batch: the files' bytes stand one after the other. */
interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly files: readonly (OutgoingFile & { readonly size: number })[];
}

interface Answer {
  /** Memory of the batch, to be used again. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly failure?: { readonly path: string; readonly code: string | undefined; readonly message: string };
}

const batchSize = 1 << 18;
const batchesOnTheirWay = 6;

/**
 * Writes files in a thread of its own: on many disks making a file takes longer than making a page. Folders must be
 * there. Memory is bounded and goes back and forth: whoever sends faster than the disk takes has to wait.
 */
export class FileWorker {
  readonly #worker = new Worker(`(${writeBatches.toString()})()`, {
    eval: true,
    // What it holds is in passing: a small nursery is collected at once, a large one would only fill.
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
  readonly #waiting: (() => void)[] = [];
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #bytes = new Uint8Array(batchSize);
  #used = 0;
  #files: (OutgoingFile & { readonly size: number })[] = [];
  #onTheirWay = 0;
  #failure: (Error & { path?: string }) | undefined;

  constructor() {
    this.#worker.on('message', ({ bytes, failure }: Answer) => {
      this.#onTheirWay -= 1;
      if (bytes.length === batchSize) this.#free.push(bytes);
      if (failure !== undefined) this.#failure ??= Object.assign(new Error(failure.message), failure);
      for (const go of this.#waiting.splice(0)) go();
    });
    this.#worker.on('error', (error) => {
      this.#failure ??= error;
      this.#onTheirWay = 0;
      for (const go of this.#waiting.splice(0)) go();
    });
  }

  /**
   * The text in UTF-8, in memory that the next text overwrites unless `send` comes before it.
   *
   * @throws what the disk said of an earlier file, with its `path` and `code`
   */
  async encode(text: string): Promise<Uint8Array> {
    const most = 3 * text.length;
    if (this.#used + most > this.#bytes.length) await this.#sendBatch(most);
    const { written } = utf8.encodeInto(text, this.#bytes.subarray(this.#used));
    return this.#bytes.subarray(this.#used, this.#used + written);
  }

  /** Sends what was encoded last. */
  send(file: OutgoingFile, { length: size }: Uint8Array): void {
    this.#used += size;
    this.#files.push({ ...file, size });
  }

  /** Resolves when all is written. */
  async flush(): Promise<void> {
    await this.#sendBatch(0);
    await this.#until(() => this.#onTheirWay === 0);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** @param room that the next file needs */
  async #sendBatch(room: number): Promise<void> {
    await this.#until(() => this.#onTheirWay < batchesOnTheirWay);
    if (this.#files.length > 0) {
      const batch: Batch = { bytes: this.#bytes, files: this.#files };
      this.#onTheirWay += 1;
      this.#worker.postMessage(batch, [batch.bytes.buffer]);
      this.#bytes = this.#free.pop() ?? new Uint8Array(batchSize);
    }
    if (room > batchSize) this.#bytes = new Uint8Array(room);
    this.#files = [];
    this.#used = 0;
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached() && this.#failure === undefined)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#failure !== undefined) throw this.#failure;
  }
}

const utf8 = new TextEncoder();

/** The thread's program: it is passed as text, so it may use nothing from this file. */
function writeBatches(): void {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const { renameSync, rmSync, writeFileSync } = process.getBuiltinModule('node:fs');
  parentPort?.on('message', ({ bytes, files }: Batch) => {
    let answer: Answer = { bytes };
    let at = 0;
    for (const { path, temporary, size } of files) {
      try {
        writeFileSync(temporary ?? path, bytes.subarray(at, at + size));
        if (temporary !== undefined) renameSync(temporary, path);
        at += size;
      } catch (error) {
        if (temporary !== undefined) rmSync(temporary, { force: true });
        const { code, message } = error as NodeJS.ErrnoException;
        answer = { bytes, failure: { path, code, message } };
        break;
      }
    }
    parentPort.postMessage(answer, [bytes.buffer]);
  });
}
