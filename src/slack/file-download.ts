import { parseAddress, trustOf } from './file-address.ts';
import { FileFailure } from './file-failure.ts';
import type { SlackPacer } from './web-pacer.ts';

export interface DownloadEdges {
  /** Never sent anywhere but to Slack's file host, checked again at every redirect. */
  readonly token: string;
  readonly apiUrl: string;
  readonly userAgent: string;
  readonly pacer: SlackPacer;
  readonly fetch: typeof fetch;
}

/** Attempts at a file in one run; the next run goes on. */
const attempts = 3;
const mostHops = 5;
const mostMs = 120_000;
const withoutHeaderMs = 30_000;
/** A longer wait that Slack asks for is left to a later run. */
const longestWaitMs = 90_000;

/**
 * The bytes of a file, whole as far as the server says how many there are. Nothing is known of their content.
 *
 * @throws FileFailure; SlackRunOver when the run's time is used up
 */
export async function downloadFile(
  address: string,
  mostBytes: number,
  edges: DownloadEdges,
): Promise<Uint8Array> {
  const { pacer } = edges;
  for (let attempt = 1; ; attempt += 1) {
    await pacer.pause(0);
    const answer = await fetchOnce(address, mostBytes, edges);
    if (answer instanceof Uint8Array) return answer;
    if (attempt >= attempts || answer.waitMs > longestWaitMs)
      throw new FileFailure('unavailable', { cause: answer.cause });
    await pacer.pause(Math.max(answer.waitMs, 1000 * 2 ** (attempt - 1)));
  }
}

/** Worth another attempt. */
interface Passing {
  readonly waitMs: number;
  readonly cause?: unknown;
}

async function fetchOnce(
  address: string,
  mostBytes: number,
  edges: DownloadEdges,
): Promise<Uint8Array | Passing> {
  const signal = edges.pacer.signalFor(mostMs);
  try {
    const response = await followed(address, edges, signal);
    if (response.status === 200) return await readBody(response, mostBytes);
    await response.body?.cancel();
    return meaningOf(response);
  } catch (cause) {
    if (cause instanceof FileFailure) throw cause;
    // Ctrl-C and the end of the run's time are no failure of the file.
    await edges.pacer.pause(0);
    return { waitMs: 0, cause };
  }
}

function meaningOf({ status, headers }: Response): Passing {
  if (status === 404 || status === 410) throw new FileFailure('gone');
  if (status === 401 || status === 403) throw new FileFailure('forbidden');
  if (status !== 429) return { waitMs: 0, cause: new Error(`status ${status}`) };
  const seconds = Number(headers.get('retry-after') ?? '');
  return { waitMs: seconds > 0 ? seconds * 1000 : withoutHeaderMs };
}

/** `fetch` would follow a redirect to anywhere. */
async function followed(address: string, edges: DownloadEdges, signal: AbortSignal): Promise<Response> {
  let url = parseAddress(address);
  for (let hop = 0; hop <= mostHops && url !== undefined; hop += 1) {
    const trust = trustOf(url, edges.apiUrl);
    if (trust === 'sign-in') throw new FileFailure('sign-in-page');
    if (trust === 'foreign') throw new FileFailure('foreign-address');
    const headers = {
      'User-Agent': edges.userAgent,
      // So that the length is that of the bytes.
      'Accept-Encoding': 'identity',
      ...(trust === 'with-token' ? { Authorization: `Bearer ${edges.token}` } : {}),
    };
    const response = await edges.fetch(url, { headers, redirect: 'manual', signal });
    if (response.status < 300 || response.status >= 400) return response;
    await response.body?.cancel();
    url = parseAddress(response.headers.get('location') ?? '', url);
  }
  throw new FileFailure('foreign-address');
}

async function readBody({ headers, body }: Response, mostBytes: number): Promise<Uint8Array> {
  const announced = headers.get('content-encoding') === null ? headers.get('content-length') : null;
  if (Number(announced ?? 0) > mostBytes) {
    await body?.cancel();
    throw new FileFailure('too-large');
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes) throw new FileFailure('too-large');
    chunks.push(chunk);
  }
  if (announced !== null && Number(announced) !== length) throw new FileFailure('cut-off');
  return Buffer.concat(chunks);
}
