import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerFrom } from '../../src/site/site-files.ts';

/** A site below a path of a host, as on GitHub Pages. */
export interface SiteServer {
  /** With a slash at its end. */
  readonly url: string;
  /** Requests that are answered with an error, by a part of their path. */
  readonly failing: Set<string>;
  close(): Promise<void>;
}

const base = '/chat';

export async function serveSite(folder: string): Promise<SiteServer> {
  const failing = new Set<string>();
  const server: Server = createServer((request, response) => {
    const target = request.url ?? '/';
    if ([...failing].some((part) => target.includes(part))) {
      response.writeHead(503).end();
      return;
    }
    const { status, headers, body } = answerFrom(
      folder,
      target.startsWith(base) ? target.slice(base.length) : '/404',
    );
    response
      .writeHead(status, { ...headers, 'content-length': body.length, 'cache-control': 'no-store' })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}/`,
    failing,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
