/** What goes wrong with one request for a file. */
export type FileFault =
  /** Slack's page that asks people to sign in, with status 200. */
  | 'sign-in'
  /** Half of the bytes, with the length of all or of none. */
  | 'cut-off'
  | 'short'
  /** Other bytes of the same length. */
  | 'garbage'
  | 'drop'
  | 'drop-midway'
  | { readonly status: number; readonly retryAfter?: number }
  | { readonly redirect: string };

export interface FileRequest {
  /** From 0. */
  readonly index: number;
  readonly url: string;
  readonly token: string | undefined;
}

const signInPage = `<!DOCTYPE html><html><head><title>Slack</title></head><body>${'Sign in. '.repeat(50)}</body></html>`;

/** Stands in for Slack's hosts of files and emoji: whoever asks for a file needs the token, as there. */
export class FakeFiles {
  readonly seen: FileRequest[] = [];
  fault: (request: FileRequest) => FileFault | undefined = () => undefined;
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly isPublic: boolean }>();

  put(url: string, bytes: Uint8Array, isPublic = false): void {
    this.#files.set(url, { bytes, isPublic });
  }

  answer(url: string, headers: Headers): Response {
    const token = headers.get('authorization') ?? undefined;
    const request = { index: this.seen.length, url, token };
    this.seen.push(request);
    const file = this.#files.get(url);
    const fault = this.fault(request);
    const bytes = file?.bytes ?? new Uint8Array();
    if (fault !== undefined) return faulty(fault, bytes);
    if (file === undefined) return new Response('not here', { status: 404 });
    if (!file.isPublic && token === undefined) return faulty('sign-in', bytes);
    return whole(bytes);
  }
}

function whole(bytes: Uint8Array, length: number | undefined = bytes.length): Response {
  const headers = { ...(length === undefined ? {} : { 'content-length': String(length) }) };
  return new Response(Buffer.from(bytes), { headers });
}

function faulty(fault: FileFault, bytes: Uint8Array): Response {
  const half = bytes.subarray(0, bytes.length >> 1);
  switch (fault) {
    case 'sign-in':
      return new Response(signInPage, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    case 'cut-off':
      return whole(half, bytes.length);
    case 'short':
      return new Response(Buffer.from(half));
    case 'garbage':
      return whole(Buffer.alloc(bytes.length, 0xfe));
    case 'drop':
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    case 'drop-midway':
      return new Response(broken(half), { headers: { 'content-length': String(bytes.length) } });
  }
  if ('redirect' in fault) return new Response(null, { status: 302, headers: { location: fault.redirect } });
  const { status, retryAfter } = fault;
  const headers = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) };
  return new Response('no', { status, ...(headers === undefined ? {} : { headers }) });
}

function broken(half: Uint8Array): ReadableStream {
  return new ReadableStream({
    start: (controller) => controller.enqueue(half),
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
}
