import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createSecureServer, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerFrom } from '../../src/site/site-files.ts';

/** A line that all connections share. */
export interface Network {
  /** From a request to the first byte of its answer. */
  readonly roundTripMs: number;
  readonly bytesPerSecond: number;
}

/** 1.6 Mbit/s and 150 ms: what Lighthouse calls slow 4G. */
export const slow4g: Network = { roundTripMs: 150, bytesPerSecond: 200_000 };

/** A static host that compresses by type, as GitHub Pages does, over HTTP/2 and a slow line. */
export interface SlowServer {
  /** With a slash at its end. */
  readonly url: string;
  /** For `--ignore-certificate-errors-spki-list`: only so does Chromium cache what an unknown certificate vouches for. */
  readonly keyHash: string;
  /** Undefined: as fast as the machine. */
  network: Network | undefined;
  /** Of bodies, since somebody set it to 0. */
  bytes: number;
  /** Paths, since somebody emptied it. */
  readonly requests: string[];
  /** Waits until nothing has been under way for a while. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** @param folders by the first part of the path */
export async function serveSlowly(folders: Readonly<Record<string, string>>): Promise<SlowServer> {
  const { key, cert } = certificate();
  const line = new Line();
  const packed = new Map<string, Buffer>();
  const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
    const target = request.url ?? '/';
    const [, first = '', rest = ''] = /^\/([^/?]*)(.*)$/s.exec(target) ?? [];
    const folder = folders[first];
    self.requests.push(target);
    if (folder === undefined) return void response.writeHead(404).end();
    const { status, headers, body } = answerFrom(folder, rest === '' ? '/' : rest);
    const isText = /^(?:text|application\/(?:javascript|json|wasm|xml))/.test(headers['content-type'] ?? '');
    const content = isText ? gzipped(target.split('?')[0] ?? '', body) : body;
    const all = {
      ...headers,
      'content-length': content.length,
      'cache-control': 'max-age=600',
      ...(isText ? { 'content-encoding': 'gzip' } : {}),
    };
    line.send(
      self,
      response as unknown as Http2ServerResponse,
      () => response.writeHead(status, all),
      content,
    );
  });
  const gzipped = (path: string, body: Buffer): Buffer => {
    const known = packed.get(path) ?? gzipSync(body);
    packed.set(path, known);
    return known;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: SlowServer = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    keyHash: createHash('sha256')
      .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64'),
    network: undefined,
    bytes: 0,
    requests: [],
    idle: () => line.idle(),
    close: async () => {
      line.close();
      server.close();
    },
  };
  return self;
}

interface Sending {
  readonly response: Http2ServerResponse;
  readonly content: Buffer;
  sent: number;
}

const tickMs = 5;
const packet = 1400;

/** Answers share it packet by packet, in turn. */
class Line {
  readonly #sendings: Sending[] = [];
  #network: Network | undefined;
  #waiting = 0;
  #last = performance.now();
  #quietSince = performance.now();
  #credit = 0;
  readonly #timer = setInterval(() => this.#pump(), tickMs);

  send(server: SlowServer, response: Http2ServerResponse, writeHead: () => unknown, content: Buffer): void {
    this.#network = server.network;
    this.#waiting += 1;
    const start = () => {
      this.#waiting -= 1;
      server.bytes += content.length;
      writeHead();
      if (server.network === undefined || content.length === 0) response.end(content);
      else this.#sendings.push({ response, content, sent: 0 });
    };
    if (server.network === undefined) start();
    else setTimeout(start, server.network.roundTripMs);
  }

  async idle(): Promise<void> {
    this.#quietSince = performance.now();
    while (performance.now() - this.#quietSince < 400)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #pump(): void {
    const now = performance.now();
    if (this.#sendings.length + this.#waiting > 0) this.#quietSince = now;
    const earned = ((now - this.#last) * (this.#network?.bytesPerSecond ?? 0)) / 1000;
    this.#last = now;
    // A line that was idle saves nothing up.
    this.#credit = this.#sendings.length === 0 ? 0 : this.#credit + earned;
    while (this.#credit >= packet || (this.#credit > 0 && this.#sendings.some(isNearEnd))) {
      const one = this.#sendings.shift();
      if (one === undefined) break;
      const part = one.content.subarray(one.sent, one.sent + packet);
      one.sent += part.length;
      this.#credit -= part.length;
      if (one.sent >= one.content.length) one.response.end(part);
      else {
        one.response.write(part);
        this.#sendings.push(one);
      }
    }
  }
}

function isNearEnd({ content, sent }: Sending): boolean {
  return content.length - sent < packet;
}

function certificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'unsilo-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const line = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const about = ['-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync('openssl', [...line, '-keyout', key, '-out', cert, ...about], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
