import { Worker } from 'node:worker_threads';

/** A file before it is packed. */
interface LooseFile {
  /** Of the file, in a folder that may not be there yet. */
  readonly path: string;
  /** Bytes of its content, and how long that was as it came. */
  readonly size: number;
  readonly length: number;
}

/** The files' contents stand one after the other. */
interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly files: readonly LooseFile[];
}

interface Answer {
  /** Memory of the batch, to be used again. */
  readonly memory: Uint8Array<ArrayBuffer>;
  readonly written: number;
  readonly failure?: { readonly path: string; readonly code: string | undefined; readonly message: string };
}

const batchSize = 1 << 18;
const batchesOnTheirWay = 4;

/**
 * Packs and writes the files of an index: a few of them here, many in a thread of its own, as it takes as long as all that
 * is merged into them.
 */
export class PackThread {
  #worker: Worker | undefined;
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #bytes = new Uint8Array(batchSize);
  #used = 0;
  #files: LooseFile[] = [];
  #onTheirWay = 0;
  #failure: Error | undefined;
  #wake: () => void = () => {};
  /** Of all files that are written. */
  written = 0;

  /** Takes a copy of the content. */
  put(path: string, content: Uint8Array | string): void {
    const { length } = content;
    const most = typeof content === 'string' ? 3 * length : length;
    if (this.#used + most > this.#bytes.length) this.#send(most);
    const size = this.#copy(content);
    this.#files.push({ path, size, length });
    this.#used += size;
  }

  /** True when whoever puts files should wait a little. */
  get isBusy(): boolean {
    return this.#onTheirWay >= batchesOnTheirWay;
  }

  /** @throws what the disk said, with its `path` and `code` */
  async wait(): Promise<void> {
    await this.#until(() => !this.isBusy);
  }

  /**
   * Resolves when all is written.
   *
   * @throws what the disk said, with its `path` and `code`
   */
  async finish(): Promise<void> {
    if (this.#worker === undefined) this.#take(packBatch({ bytes: this.#bytes, files: this.#files }, packed));
    else this.#send(0);
    await this.#until(() => this.#onTheirWay === 0);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #copy(content: Uint8Array | string): number {
    const place = this.#bytes.subarray(this.#used);
    if (typeof content === 'string') return utf8.encodeInto(content, place).written;
    place.set(content);
    return content.length;
  }

  /** @param room that the next file needs */
  #send(room: number): void {
    if (this.#files.length > 0) {
      this.#onTheirWay += 1;
      this.#thread().postMessage({ bytes: this.#bytes, files: this.#files }, [this.#bytes.buffer]);
    }
    this.#bytes = room > batchSize ? new Uint8Array(room) : (this.#free.pop() ?? new Uint8Array(batchSize));
    this.#files = [];
    this.#used = 0;
  }

  #thread(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const program = `(${servePacks.toString()})(${packBatch.toString()}, ${packed.toString()})`;
    this.#worker = new Worker(program, { eval: true, resourceLimits: { maxYoungGenerationSizeMb: 2 } });
    this.#worker.on('message', (answer: Answer) => {
      this.#onTheirWay -= 1;
      this.#take(answer);
      this.#wake();
    });
    this.#worker.on('error', (error) => {
      this.#failure ??= error;
      this.#wake();
    });
    return this.#worker;
  }

  #take({ memory, written, failure }: Answer): void {
    if (memory.length === batchSize) this.#free.push(memory);
    this.written += written;
    if (failure !== undefined) this.#failure ??= Object.assign(new Error(failure.message), failure);
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached() && this.#failure === undefined)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    if (this.#failure !== undefined) throw this.#failure;
  }
}

const utf8 = new TextEncoder();

/** The thread's program. This and what it is given are passed as text, so they may use nothing else from this file. */
function servePacks(
  pack: typeof packBatch,
  packed: (content: Uint8Array, length: number) => Uint8Array,
): void {
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  parentPort?.on('message', (batch: Batch) => {
    parentPort.postMessage(pack(batch, packed), [batch.bytes.buffer]);
  });
}

function packBatch(
  { bytes, files }: Batch,
  pack: (content: Uint8Array, length: number) => Uint8Array,
): Answer {
  const { mkdirSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const { dirname } = process.getBuiltinModule('node:path');
  let written = 0;
  let at = 0;
  let folder = '';
  for (const { path, size, length } of files) {
    try {
      if (dirname(path) !== folder) mkdirSync(dirname(path), { recursive: true });
      folder = dirname(path);
      const file = pack(bytes.subarray(at, at + size), length);
      writeFileSync(path, file);
      written += file.length;
      at += size;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return { memory: bytes, written, failure: { path, code, message } };
    }
  }
  return { memory: bytes, written };
}

/**
 * Gzip without the name of the system in its head: the same bytes everywhere. Numbers of posting files hardly repeat:
 * short blocks, with a code of their own for each column, pack them better, and long lists get 10 % smaller, in a tenth
 * of the time, where nothing looks for repetitions.
 */
export function packed(content: Uint8Array | string, length = content.length): Uint8Array {
  const { constants, gzipSync } = process.getBuiltinModule('node:zlib');
  // A window that is not much larger than the content: making one is most of the work for a small file.
  const windowBits = Math.min(15, Math.max(9, 32 - Math.clz32(length + 262)));
  // Beyond this level files get 0.3 % smaller, and take a third longer.
  const options = { level: 7, windowBits, memLevel: Math.min(8, windowBits - 6) };
  // As they begin: see `posting-file.ts`.
  if (content[0] === 0xb5) options.memLevel = Math.min(5, options.memLevel);
  const isLongList = content[0] === 0xb5 && length >= 16_384;
  const strategy = isLongList ? constants.Z_HUFFMAN_ONLY : constants.Z_DEFAULT_STRATEGY;
  const bytes = gzipSync(content, { ...options, strategy });
  bytes[9] = 255;
  return bytes;
}
