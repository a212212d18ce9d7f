import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveSite } from '../../src/commands/serve-site.ts';
import { InterruptedError } from '../../src/errors.ts';
import { runLine } from '../cli/fake-terminal.ts';
import { quietContext } from '../support/demo.ts';
import { temporaryFolder, writeFiles } from '../support/temporary-folder.ts';

function builtSite(): string {
  return writeFiles(join(temporaryFolder(), 'site'), [
    ['index.html', '<p>home</p>'],
    ['404.html', '<p>nothing here</p>'],
  ]);
}

/** A server that listens, and what stops it. */
async function serving(site = builtSite(), port?: number) {
  const controller = new AbortController();
  let ended: Promise<{ readonly url: string }> | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    ended = serveSite({ site, port, onListening: resolve }, quietContext({ signal: controller.signal }));
    ended.catch(reject);
  });
  const stop = () => controller.abort(new InterruptedError('Stopped.'));
  onTestFinished(async () => {
    stop();
    await ended;
  });
  return { url, ended, stop };
}

/** Listens so that nobody else can. */
async function occupied(port = 0): Promise<number> {
  const server: Server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

describe('a served site', () => {
  it('is answered with its type and is never kept by the browser', async () => {
    const { url } = await serving(builtSite(), 0);
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<p>home</p>');
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': '11',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const missing = await fetch(`${url}no.html`);
    expect([missing.status, await missing.text()]).toEqual([404, '<p>nothing here</p>']);
  });

  it('has heads without bodies, and takes nothing', async () => {
    const { url } = await serving(builtSite(), 0);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '11', '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await fetch(url, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  it('does not leave its folder, whatever a client sends', async () => {
    const site = builtSite();
    writeFiles(join(site, '..'), [['secret.txt', 'secret']]);
    const { url } = await serving(site, 0);
    const answer = await raw(Number(new URL(url).port), 'GET /../secret.txt HTTP/1.0\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('secret');
  });

  it('is for this machine only', async () => {
    const { url } = await serving(builtSite(), 0);
    const { port, hostname } = new URL(url);
    expect(hostname).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const other = others.find(({ internal, family }) => !internal && family === 'IPv4');
    if (other === undefined) return console.log('skipped: this machine has one address only');
    await expect(fetch(`http://${other.address}:${port}/`)).rejects.toThrow();
  });

  it('ends at once, also while a client holds its connection', async () => {
    const { url, ended, stop } = await serving(builtSite(), 0);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    stop();
    expect(await ended).toEqual({ url });
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('the port', () => {
  it('is 8080 or one of the next, where that is taken', async () => {
    await occupied(8080).catch(() => {});
    const { url } = await serving();
    const port = Number(new URL(url).port);
    expect(port).toBeGreaterThan(8080);
    expect(port).toBeLessThan(8100);
  });

  it('that was asked for is not replaced by another', async () => {
    const port = await occupied();
    const line = ['serve', '--out', join(builtSite(), '..'), '--port', String(port)];
    expect(await runLine(line)).toEqual({
      code: 2,
      out: '',
      err: `unsilo: --port ${port}: another program listens there. Take a free one: --port 0\n`,
    });
  });

  it.each(['-1', '65536', 'web', '', '80.5'])('is a number: %j', async (port) => {
    const { code, err } = await runLine(['serve', `--port=${port}`]);
    expect(code).toBe(2);
    expect(err).toContain(`--port: found ${port}; expected a number from 0 to 65535.`);
  });
});

describe('unsilo serve', () => {
  it('prints the address at once and ends with 0', async () => {
    const controller = new AbortController();
    const site = builtSite();
    let printed = '';
    const { code } = await runLine(['serve', '--out', join(site, '..'), '--port', '0'], {
      signal: controller.signal,
      writeOut: (text) => {
        printed += text;
        controller.abort(new InterruptedError('Stopped.'));
      },
    });
    expect(code).toBe(0);
    expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/ shows .*\/site\. Ctrl-C ends it\.\n$/);
  });

  it('for machines keeps standard output for the report', async () => {
    const controller = new AbortController();
    const { code, out } = await runLine(
      ['serve', '--out', join(builtSite(), '..'), '--port', '0', '--json'],
      {
        signal: controller.signal,
        writeErr: () => controller.abort(),
      },
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) });
  });

  it('says how to build a site where there is none', async () => {
    const { code, err } = await runLine(['serve', '--out', temporaryFolder()]);
    expect(code).toBe(2);
    expect(err).toContain(
      'there is no site here. Say where it is with --out, or build it first: unsilo build --out',
    );
  });
});

/** What the client's library would tidy up is sent as it is. */
function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
