import { type FileSource, MissingFileError } from '../engine/file-source.ts';
import { headName } from '../format/manifest.ts';

const cacheName = 'unsilo-search-1';
/** Files that stay in memory, unpacked. */
const mostKept = 400;

/** The index of a site over HTTP. What was read once is kept: in memory, and between visits by the browser. */
export class HttpSource implements FileSource {
  readonly #folder: string;
  readonly #kept = new Map<string, Promise<Uint8Array>>();
  readonly #cache: Promise<Cache | undefined>;
  /** That came over the network. */
  bytes = 0;

  /** @param folder address of `search/`, with a slash at its end */
  constructor(folder: string) {
    this.#folder = folder;
    this.#cache = openCache();
  }

  read(path: string): Promise<Uint8Array> {
    if (path === headName) return this.#fetch(path, 'no-cache').then(toBytes);
    const known = this.#kept.get(path);
    if (known !== undefined) return known;
    const fresh = this.#readFile(path);
    this.#kept.set(path, fresh);
    // Another try must ask again.
    fresh.catch(() => this.#kept.delete(path));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return fresh;
  }

  /** Forgets what earlier indexes left behind. */
  async tidy(segments: readonly string[]): Promise<void> {
    const cache = await this.#cache;
    for (const { url } of (await cache?.keys()) ?? []) {
      if (!url.startsWith(this.#folder)) continue;
      const [first = ''] = url.slice(this.#folder.length).split('/');
      if (!segments.includes(first)) await cache?.delete(url);
    }
  }

  async #readFile(path: string): Promise<Uint8Array> {
    const cache = path.includes('/') ? await this.#cache : undefined;
    const cached = await cache?.match(this.#folder + path);
    if (cached !== undefined) return await unpacked(cached.body);
    const response = await this.#fetch(path, 'default');
    const bytes = await unpacked(response.clone().body);
    cache?.put(this.#folder + path, response).catch(() => undefined);
    return bytes;
  }

  async #fetch(path: string, cache: RequestCache): Promise<Response> {
    const response = await fetch(this.#folder + path, { cache });
    if (response.status === 404 || response.status === 410)
      throw new MissingFileError(`${path} is not there.`);
    if (!response.ok) throw new Error(`${path}: the server answered ${response.status}.`);
    this.bytes += Number(response.headers.get('content-length') ?? 0);
    return response;
  }
}

/** Undefined where the browser has none, as without https. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await caches.open(cacheName);
  } catch {
    return undefined;
  }
}

async function toBytes(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** A server may have unpacked a `.gz` on its way: the first bytes tell. */
async function unpacked(body: ReadableStream<Uint8Array<ArrayBuffer>> | null): Promise<Uint8Array> {
  const bytes = await toBytes(new Response(body));
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Response(bytes as Uint8Array<ArrayBuffer>).body?.pipeThrough(
    new DecompressionStream('gzip'),
  );
  return await toBytes(new Response(stream));
}
