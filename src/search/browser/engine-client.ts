import type { EnginePlaces, NumberedReply, Replies, Request } from './protocol.ts';

/** Asks the engine, wherever it runs. */
export type Ask = <Kind extends Request['kind']>(
  request: Extract<Request, { kind: Kind }>,
) => Promise<Replies[Kind]>;

/** What `search-engine.js` gives to a page that imports it. */
interface EngineModule {
  readonly Engine: new (places: EnginePlaces) => { reply(request: Request): Promise<never> };
}

/**
 * Starts the engine in a worker, so that typing never waits for it; in the page itself where the browser has no workers
 * of this kind or refuses this one.
 *
 * @param script address of `search-engine.js`
 */
export function startEngine(script: string, places: EnginePlaces): Ask {
  let inPage: Promise<InstanceType<EngineModule['Engine']>> | undefined;
  let failures = 0;
  const load = async () => {
    try {
      // A browser remembers that a module could not be loaded: under another address it asks again.
      const { Engine } = (await import(
        /* @vite-ignore */ failures ? `${script}?${failures}` : script
      )) as EngineModule;
      return new Engine(places);
    } catch (error) {
      failures += 1;
      inPage = undefined;
      throw error;
    }
  };
  const askPage: Ask = async (request) => {
    inPage ??= load();
    return await (await inPage).reply(request);
  };
  const worker = startWorker(script);
  if (worker === undefined) return askPage;
  worker.postMessage(places);
  return askWorker(worker, askPage);
}

function startWorker(script: string): Worker | undefined {
  try {
    return new Worker(script, { type: 'module' });
  } catch {
    return undefined;
  }
}

interface Waiting {
  readonly request: Request;
  resolve(reply: never): void;
  reject(error: Error): void;
}

function askWorker(worker: Worker, askPage: Ask): Ask {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let isBroken = false;
  worker.onmessage = ({ data }: MessageEvent<NumberedReply>) => {
    const one = waiting.get(data.number);
    waiting.delete(data.number);
    if ('error' in data) one?.reject(new Error(data.error));
    else one?.resolve(data.reply as never);
  };
  // The script did not load or run: what waits, and all that follows, goes to the page.
  worker.onerror = () => {
    isBroken = true;
    for (const { request, resolve, reject } of waiting.values())
      askPage(request as never).then(resolve as (reply: unknown) => void, reject);
    waiting.clear();
  };
  return (request) => {
    if (isBroken) return askPage(request);
    count += 1;
    return new Promise((resolve, reject) => {
      waiting.set(count, { request, resolve, reject });
      worker.postMessage({ number: count, request });
    });
  };
}
