import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { ConfigError } from '../errors.ts';
import type { JsonObject } from '../model/json.ts';
import { downloadFile } from './file-download.ts';
import { isWord, passingErrors, type Refusal, refusalError } from './web-errors.ts';
import { SlackFailure } from './web-failure.ts';
import { isSlackMethod, onceMethods, type SlackMethod, throttledMethods } from './web-methods.ts';
import type { SlackPacer } from './web-pacer.ts';

export interface SlackClientOptions {
  /** Never logged, and in no error. */
  readonly token: string;
  /** `https://slack.com/api/` */
  readonly apiUrl: string;
  /** `unsilo/1.0.0` */
  readonly userAgent: string;
  readonly pacer: SlackPacer;
  /** In place of the network, for tests that make a hundred thousand calls. */
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/** A call's arguments; undefined ones are not sent. */
export type SlackArguments = Readonly<Record<string, string | number | boolean | undefined>>;

/** Attempts at a call whose answers are broken. */
const attempts = 5;
/** How often one call waits for what Slack says after a 429. */
const mostRefusals = 20;
/** HTTP names whole seconds, and answers take time. */
const tolerableSkewMs = 60_000;
const withoutHeaderMs = 30_000;
/** A wait as long as this, after so few calls, is that of the class with one call a minute. */
const throttledWaitMs = 30_000;
const fewCalls = 3;

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as never,
};

/**
 * Calls Slack's Web API, each method at its own pace, and says what a failure means. The SDK's own retries are off: they
 * pause all methods at a 429, use it up as an attempt, and send no platform error again.
 */
export class SlackClient {
  readonly #web: WebClient;
  readonly #options: SlackClientOptions;
  #wasReached = false;
  #skewMs = 0;

  constructor(options: SlackClientOptions) {
    const { token, apiUrl, userAgent, fetch, timeoutMs = 30_000 } = options;
    this.#options = options;
    this.#web = new WebClient(token, {
      slackApiUrl: checkedUrl(apiUrl),
      headers: { 'User-Agent': userAgent },
      logger: silent,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      maxRequestConcurrency: 3,
      timeout: timeoutMs,
      fetch: async (address, init) => {
        const answer = await (fetch ?? globalThis.fetch)(address, init);
        this.#observeClock(answer.headers.get('date'));
        return answer;
      },
    });
  }

  #observeClock(date: string | null): void {
    const time = Date.parse(date ?? '');
    if (!Number.isNaN(time)) this.#skewMs = time - this.#options.pacer.now();
  }

  /** How far Slack's clock is ahead of this machine's, in milliseconds; 0 while they agree by a minute. */
  get skewMs(): number {
    return Math.abs(this.#skewMs) < tolerableSkewMs ? 0 : this.#skewMs;
  }

  get pacer(): SlackPacer {
    return this.#options.pacer;
  }

  /**
   * One answer of Slack.
   *
   * @throws AuthError, ConfigError, {@link SlackFailure}; SlackRunOver when the run's time or calls are used up
   */
  async call(method: SlackMethod, args: SlackArguments): Promise<JsonObject> {
    if (!isSlackMethod(method)) throw new Error(`${String(method)} is not on the list of methods`);
    const { pacer } = this.#options;
    for (let broken = 1, refused = 1; ; ) {
      await pacer.enter(method);
      const answer = await this.#once(method, args);
      if ('data' in answer) return answer.data;
      if ('waitMs' in answer) {
        this.#refused(method, answer.waitMs);
        if (refused >= mostRefusals) throw refusalError({ code: 'ratelimited', method });
        refused += 1;
      } else {
        if (!isPassing(answer.failed) || broken >= attempts || onceMethods.has(method))
          throw refusalError(answer.failed);
        await pacer.pause(1000 * 2 ** (broken - 1));
        broken += 1;
      }
    }
  }

  /**
   * The bytes of a file or image, from Slack's own hosts only.
   *
   * @throws FileFailure; SlackRunOver when the run's time is used up
   */
  async download(address: string, mostBytes: number): Promise<Uint8Array> {
    const { fetch = globalThis.fetch } = this.#options;
    return await downloadFile(address, mostBytes, { ...this.#options, fetch });
  }

  #refused(method: SlackMethod, waitMs: number): void {
    const { pacer } = this.#options;
    if (throttledMethods.has(method) && waitMs >= throttledWaitMs && pacer.recent(method) <= fewCalls)
      pacer.isThrottled = true;
    pacer.block(method, waitMs + 500);
  }

  async #once(method: SlackMethod, args: SlackArguments): Promise<Answer> {
    try {
      const data: unknown = await this.#web.apiCall(method, { ...args });
      this.#wasReached = true;
      return { data: data as JsonObject };
    } catch (error) {
      return this.#meaning(method, error);
    }
  }

  #meaning(method: SlackMethod, error: unknown): Answer {
    if (error instanceof WebAPIRateLimitedError) return { waitMs: error.retryAfter * 1000 };
    if (error instanceof WebAPIPlatformError) {
      const { error: code, needed } = error.data as { error?: unknown; needed?: unknown };
      return {
        failed: {
          code: String(code),
          method,
          ...(typeof needed === 'string' ? { needed } : {}),
        },
      };
    }
    if (error instanceof WebAPIHTTPError) {
      const { statusCode } = error;
      if (statusCode >= 500 || statusCode === 408) return { failed: { code: 'service_unavailable', method } };
      throw new SlackFailure(
        'unavailable',
        `status_${statusCode}`,
        `${this.#options.apiUrl} answered ${method} with status ${statusCode}, which Slack does not do. Look at SLACK_API_URL.`,
      );
    }
    if (error instanceof WebAPIRequestError) {
      if (!this.#wasReached && isUnreachable(error.original)) throw this.#unreachable(error);
      return { failed: { code: 'request_timeout', method } };
    }
    if (error instanceof Error && /retry header/i.test(error.message)) return { waitMs: withoutHeaderMs };
    // The body broke off while it was read.
    if (error instanceof TypeError || (error as Error).name === 'TimeoutError')
      return { failed: { code: 'request_timeout', method } };
    throw error;
  }

  #unreachable(error: Error): ConfigError {
    return new ConfigError(
      `${this.#options.apiUrl} can't be reached. Look at the network and at SLACK_API_URL.`,
      { cause: error },
    );
  }
}

type Answer = { readonly data: JsonObject } | { readonly waitMs: number } | { readonly failed: Refusal };

function isPassing({ code }: Refusal): boolean {
  return passingErrors.has(code) || !isWord(code);
}

function isUnreachable(error: Error): boolean {
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  return code === 'ENOTFOUND' || code === 'ECONNREFUSED';
}

function checkedUrl(apiUrl: string): string {
  try {
    const { protocol } = new URL(apiUrl);
    if (protocol === 'https:' || protocol === 'http:') return apiUrl;
  } catch {
    // Said below.
  }
  throw new ConfigError(
    `SLACK_API_URL: found "${apiUrl}"; expected an address such as https://slack.com/api/`,
  );
}
