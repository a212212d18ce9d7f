import { defaultPrefixBudget, type SearchAnswer } from '../engine/search.ts';
import { SearchSession } from '../engine/session.ts';
import { snippetOf } from '../text/snippet.ts';
import { HttpSource } from './http-source.ts';
import { PageSource } from './page-source.ts';
import type {
  EnginePlaces,
  NumberedReply,
  NumberedRequest,
  Reply,
  Request,
  TimedAnswer,
} from './protocol.ts';

/** The search of a site, in a worker or, where there is none, in the page. */
export class Engine {
  readonly #source: HttpSource;
  readonly #pages: PageSource;
  readonly #session: SearchSession;
  #tidied = '';

  constructor({ site, manifest }: EnginePlaces) {
    this.#source = new HttpSource(new URL('search/', site).href);
    this.#pages = new PageSource(site);
    this.#session = new SearchSession(this.#source, manifest);
  }

  async reply(request: Request): Promise<Reply> {
    switch (request.kind) {
      case 'search':
        return await this.#search(request.text, request.limit);
      case 'find':
        return await this.#session.find(request.target);
      case 'snippet':
        return snippetOf(await this.#pages.read(request.url), request.words);
    }
  }

  async #search(text: string, limit: number): Promise<TimedAnswer> {
    const start = performance.now();
    const answer = await this.#session.search(text, this.#options(limit));
    const milliseconds = performance.now() - start;
    const without = answer.total === 0 ? await this.#countWithout(text, answer) : [];
    void this.#tidy();
    return { ...answer, milliseconds, bytes: this.#source.bytes + this.#pages.bytes, without };
  }

  /** Once for each index that was opened. */
  async #tidy(): Promise<void> {
    const names = await this.#session.segments();
    if (names.join() === this.#tidied) return;
    this.#tidied = names.join();
    await this.#source.tidy(names);
  }

  /** What each operator costs a query that finds nothing. */
  async #countWithout(text: string, { query }: SearchAnswer): Promise<TimedAnswer['without']> {
    const counts = query.operators.map(async (piece) => {
      const { total } = await this.#session.search(text.replace(piece, ''), this.#options(0));
      return { piece, total };
    });
    return (await Promise.all(counts)).filter(({ total }) => total > 0);
  }

  #options(limit: number) {
    return { limit, prefixBudget: defaultPrefixBudget, pages: this.#pages.read };
  }
}

/** As much of a worker's own scope as is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<EnginePlaces | NumberedRequest>) => void) | null;
  postMessage(message: NumberedReply): void;
}

function serve(scope: WorkerScope): void {
  let engine: Engine | undefined;
  scope.onmessage = ({ data }) => {
    if ('site' in data) {
      engine = new Engine(data);
      return;
    }
    const { number, request } = data;
    engine?.reply(request).then(
      (reply) => scope.postMessage({ number, reply }),
      (error: unknown) => scope.postMessage({ number, error: errorText(error) }),
    );
  };
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (typeof document === 'undefined') serve(globalThis as unknown as WorkerScope);
