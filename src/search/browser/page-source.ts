import { furtherPages, type PageMessage, pageMessages } from '../text/page-messages.ts';

const mostPages = 5;
const mostKept = 100;

/** Reads what pages of the site say; each once. */
export class PageSource {
  readonly #site: string;
  readonly #kept = new Map<string, Promise<readonly PageMessage[]>>();
  bytes = 0;

  constructor(site: string) {
    this.#site = site;
  }

  readonly read = (url: string): Promise<readonly PageMessage[]> => {
    const known = this.#kept.get(url);
    if (known !== undefined) return known;
    const fresh = this.#readAll(url);
    this.#kept.set(url, fresh);
    fresh.catch(() => this.#kept.delete(url));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return fresh;
  };

  /** A long conversation goes on in further pages. */
  async #readAll(url: string): Promise<readonly PageMessage[]> {
    const address = new URL(url, this.#site).href;
    const first = await this.#fetch(address);
    const others = furtherPages(first).map((href) => new URL(href, address).href);
    const rest = await Promise.all(
      [...new Set(others)].slice(0, mostPages - 1).map((one) => this.#fetch(one)),
    );
    return [first, ...rest].flatMap(pageMessages);
  }

  async #fetch(address: string): Promise<string> {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: the server answered ${response.status}.`);
    const text = await response.text();
    this.bytes += Number(response.headers.get('content-length') ?? text.length);
    return text;
  }
}
