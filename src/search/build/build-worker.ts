import { parentPort, workerData } from 'node:worker_threads';
import type { IndexAnswer, IndexOrder, IndexThreadData } from './build-thread.ts';
import { DocumentReader } from './document-file.ts';
import { IndexUpdate } from './update-index.ts';

/** The program of the thread that makes the index: orders come one after the other, and each is answered. */
const { place, documents } = workerData as IndexThreadData;
const update = new IndexUpdate(place);
const reader = new DocumentReader(documents);
let before: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (order: IndexOrder) => {
  before = before.then(() => carryOut(order)).then(answer, fail);
});

async function carryOut(order: IndexOrder): Promise<IndexAnswer> {
  if ('finish' in order) return { report: await update.finish(order.finish) };
  if ('abandon' in order) update.abandon();
  else for (const document of reader.upTo(order.documentsUpTo)) update.add(document);
  return { done: true };
}

function answer(what: IndexAnswer): void {
  parentPort?.postMessage(what);
}

function fail(error: NodeJS.ErrnoException): void {
  answer({ failure: { code: error.code, path: error.path, message: error.message } });
}
