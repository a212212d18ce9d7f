import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';
import { type Answer, answerFrom } from '../site/site-files.ts';
import type { CommandContext } from './context.ts';

export interface ServeOptions {
  /** Folder of the site. */
  readonly site: string;
  /** 0 for any free one; without it 8080 or one of the next. */
  readonly port?: number | undefined;
  /** Called when the server listens. */
  readonly onListening: (url: string) => void;
}

/** Nobody else on the network may see a site before it is published. */
const host = '127.0.0.1';
const firstPort = 8080;
const triedPorts = 20;

/**
 * Serves a built site to this machine until the signal is aborted.
 *
 * @returns the address that it had
 */
export async function serveSite(
  { site, port, onListening }: ServeOptions,
  { signal, logger }: Pick<CommandContext, 'signal' | 'logger'>,
): Promise<{ readonly url: string }> {
  if (!existsSync(join(site, 'index.html')))
    throw new ConfigError(
      `${site}: there is no site here. Say where it is with --out, or build it first: unsilo build --out <folder>`,
    );
  const server = createServer((request, response) => {
    logger.debug(`${request.method} ${request.url}`);
    respond(site, request, response);
  });
  await (port === undefined ? listenOnNextFree(server) : listen(server, port));
  const url = `http://${host}:${(server.address() as AddressInfo).port}/`;
  onListening(url);
  await untilAborted(signal);
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  return { url };
}

function respond(site: string, { method, url = '/' }: IncomingMessage, response: ServerResponse): void {
  // A preview that shows yesterday's page would be worse than a slow one.
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const { status, headers, body } = safeAnswer(site, url);
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(method === 'HEAD' ? undefined : body);
}

/** A file that can't be read, or vanishes during a build, must not end the server. */
function safeAnswer(
  site: string,
  url: string,
): Pick<Answer, 'headers' | 'body'> & { readonly status: number } {
  try {
    return answerFrom(site, url);
  } catch (error) {
    const text = `This file can't be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}\n`;
    return { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(text) };
  }
}

async function listenOnNextFree(server: Server): Promise<void> {
  for (let port = firstPort; port < firstPort + triedPorts; port++) {
    try {
      return await listen(server, port);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
    }
  }
  throw new ConfigError(
    `No port from ${firstPort} to ${firstPort + triedPorts - 1} is free. Take any other with --port 0.`,
  );
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = ({ code, message }: NodeJS.ErrnoException) =>
      reject(new ConfigError(`--port ${port}: ${reasons[code ?? ''] ?? message}. Take a free one: --port 0`));
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'not allowed for you',
};

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
