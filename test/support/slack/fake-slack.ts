import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../src/clock.ts';
import { answer } from './answers.ts';
import { FakeFiles } from './fake-files.ts';
import { type LivingWorkspace, tsAt } from './workspace.ts';

export interface SeenCall {
  /** From 0. */
  readonly index: number;
  readonly method: string;
  readonly parameters: URLSearchParams;
  readonly time: number;
}

/** What goes wrong with one call: Slack's word of refusal, a status, no answer, or half of one. */
export type SlackFault =
  | { readonly error: string; readonly needed?: string }
  | { readonly status: number; readonly retryAfter?: number; readonly body?: string }
  | 'drop'
  | 'cut'
  | 'html';

const tiers: Readonly<Record<string, number>> = {
  'auth.test': 600,
  'conversations.list': 20,
  'conversations.info': 50,
  'conversations.join': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
  'users.list': 20,
  'users.info': 100,
};

/**
 * A stand-in for Slack's Web API: serves a living workspace at the moment that its clock shows, within Slack's limits. It
 * can be reached as a `fetch` for replays of years, or over the loopback interface.
 */
export class FakeSlack {
  readonly workspace: LivingWorkspace;
  readonly clock: Clock;
  readonly files = new FakeFiles();
  readonly seen: SeenCall[] = [];
  /** Calls turned away because there were too many. */
  refused = 0;
  fault: (call: SeenCall) => SlackFault | undefined = () => undefined;
  /** True for an app that is sold outside the Marketplace. */
  isThrottled = false;
  /** How far its clock is ahead of the one that the program goes by. */
  aheadMs = 0;
  scopes = 'channels:history,channels:read,users:read';
  #server: Server | undefined;
  #url = 'http://slack.test/api/';
  readonly #recent = new Map<string, number[]>();

  constructor(workspace: LivingWorkspace, clock: Clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /** Listens until `close`. */
  async listen(): Promise<this> {
    this.#server = createServer((request, response) => {
      if (request.method === 'GET') {
        const given = new Headers({ authorization: request.headers.authorization ?? '' });
        void this.files
          .answer(this.url.slice(0, -1) + request.url, given)
          .arrayBuffer()
          .then((bytes) => response.end(Buffer.from(bytes)));
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const reply = this.#reply((request.url ?? '').slice(1), Buffer.concat(chunks).toString());
        if (reply.isDropped && reply.body === '') return void response.destroy();
        const length = reply.isDropped ? { 'content-length': '100000' } : {};
        // Not the machine's own.
        response.sendDate = false;
        response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers, ...length });
        if (reply.isDropped) response.write(reply.body, () => response.destroy());
        else response.end(reply.body);
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
    return this;
  }

  get url(): string {
    return this.#url;
  }

  get isListening(): boolean {
    return this.#server !== undefined;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** In place of the network. */
  readonly fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (!String(url).startsWith(this.url)) return this.files.answer(String(url), new Headers(init?.headers));
    const { status, headers, body, isDropped } = this.#reply(
      String(url).slice(this.url.length),
      String(init?.body),
    );
    if (isDropped) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    return new Response(body, { status, headers });
  };

  count(method?: string): number {
    return method === undefined
      ? this.seen.length
      : this.seen.filter((call) => call.method === method).length;
  }

  forget(): void {
    this.seen.length = 0;
  }

  #reply(method: string, text: string): Reply {
    const time = this.clock.now();
    const call = { index: this.seen.length, method, parameters: new URLSearchParams(text), time };
    this.seen.push(call);
    const fault = this.fault(call);
    if (fault !== undefined) return faulty(fault);
    const wait = this.#tooMany(method, time);
    if (wait > 0) return faulty({ status: 429, retryAfter: wait });
    const { workspace, isThrottled } = this;
    const said = answer(method, call.parameters, {
      workspace,
      now: tsAt(time + this.aheadMs),
      mostRows: isThrottled ? 15 : 999,
      scopes: this.scopes.split(','),
    });
    const body = typeof said === 'string' ? { ok: false, error: said } : { ok: true, ...said };
    const date = new Date(this.clock.now() + this.aheadMs).toUTCString();
    return { status: 200, headers: { 'x-oauth-scopes': this.scopes, date }, body: JSON.stringify(body) };
  }

  /** Seconds to wait. */
  #tooMany(method: string, time: number): number {
    const isSlow = this.isThrottled && /history|replies/.test(method);
    const most = isSlow ? 1 : (tiers[method] ?? 50);
    const recent = (this.#recent.get(method) ?? []).filter((one) => one > time - 60_000);
    this.#recent.set(method, recent);
    if (recent.length >= most) {
      this.refused += 1;
      return Math.ceil((recent[0]! + 60_000 - time) / 1000);
    }
    recent.push(time);
    return 0;
  }
}

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isDropped?: boolean;
}

function faulty(fault: SlackFault): Reply {
  if (fault === 'drop') return { status: 0, headers: {}, body: '', isDropped: true };
  if (fault === 'cut') return { status: 200, headers: {}, body: '{"ok":true,"messages":[', isDropped: true };
  if (fault === 'html') return { status: 200, headers: {}, body: '<html><body>Sign in</body></html>' };
  if ('error' in fault) {
    return { status: 200, headers: {}, body: JSON.stringify({ ok: false, ...fault }) };
  }
  const { status, retryAfter, body = '' } = fault;
  return {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    body: body === '' ? JSON.stringify({ ok: false, error: 'ratelimited' }) : body,
  };
}
