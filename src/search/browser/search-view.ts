import { button, chipsOf, countText, offersOf, remarksOf } from './answer-view.ts';
import { byId, element } from './dom.ts';
import type { Ask } from './engine-client.ts';
import { connectControls } from './filter-controls.ts';
import { connectKeys } from './list-keys.ts';
import type { TimedAnswer } from './protocol.ts';
import { forgetSearches, recentSearches, rememberSearch } from './recent-searches.ts';
import { marked, type ResultView, resultView } from './result-view.ts';

const pageSize = 10;
const debounceMs = 150;
const slowMs = 300;
const shortestTyped = 2;

/** The search page: a form, a line that counts, and a list of links. The address always holds the query. */
export class SearchView {
  readonly #site: string;
  readonly #form = byId('search-form', HTMLFormElement);
  readonly #input = byId('search-input', HTMLInputElement);
  readonly #status = byId('search-status', HTMLElement);
  readonly #alert = byId('search-alert', HTMLElement);
  readonly #chips = byId('search-chips', HTMLElement);
  readonly #remarks = byId('search-remarks', HTMLElement);
  readonly #list = byId('search-results', HTMLElement);
  readonly #more = byId('search-more', HTMLElement);
  readonly #start = byId('search-start', HTMLElement);
  #ask: Ask | undefined;
  /** Of the query that was asked last: replies to earlier ones come too late. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(site: string) {
    this.#site = site;
  }

  /** Shows why there can be no results. */
  fail(message: string): void {
    this.#alert.replaceChildren(element('p', {}, message));
    this.#status.textContent = '';
  }

  run(ask: Ask): void {
    this.#ask = ask;
    this.#input.addEventListener('input', () => this.#typed());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#search(this.#input.value, 'push');
      rememberSearch(this.#input.value);
    });
    addEventListener('popstate', () => this.#fromAddress());
    connectKeys(this.#input, this.#list);
    connectControls(this.#form, this.#input, () => this.#search(this.#input.value, 'push'));
    this.#fromAddress();
    if (this.#input.value === '') this.#input.focus();
  }

  #fromAddress(): void {
    const text = new URLSearchParams(location.search).get('q') ?? '';
    // Somebody may have typed already while the script was loading.
    if (text !== '' || document.activeElement !== this.#input) this.#input.value = text;
    this.#search(this.#input.value, 'keep');
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(this.#input.value, 'replace'), debounceMs);
  }

  #search(text: string, history: 'push' | 'replace' | 'keep', limit = pageSize): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#input.value = text;
    if (history !== 'keep') writeAddress(text, history);
    if ([...text.trim()].length < (history === 'replace' ? shortestTyped : 1)) this.#showStart();
    else void this.#answer(text, limit, this.#turn);
  }

  async #answer(text: string, limit: number, turn: number): Promise<void> {
    const slow = setTimeout(() => {
      if (turn === this.#turn) this.#status.textContent = 'Loading the index …';
    }, slowMs);
    try {
      const answer = await this.#ask?.({ kind: 'search', text, limit });
      if (turn === this.#turn && answer !== undefined) this.#show(text, answer, limit);
    } catch (error) {
      if (turn === this.#turn) this.#showError(text, error);
    } finally {
      clearTimeout(slow);
    }
  }

  #show(text: string, answer: TimedAnswer, limit: number): void {
    const offers = {
      search: (other: string) => {
        this.#search(other, 'push');
        this.#input.focus();
      },
      retry: () => this.#search(text, 'keep', limit),
    };
    const views = answer.results.map((result) => resultView(result, answer.words, this.#site));
    this.#start.hidden = true;
    this.#alert.replaceChildren();
    this.#status.textContent = countText(answer);
    this.#chips.replaceChildren(...chipsOf(text, answer.query.operators, offers));
    this.#remarks.replaceChildren(...remarksOf(answer, offers), ...offersOf(text, answer, offers));
    this.#list.replaceChildren(...views.map(({ item }) => item));
    this.#showMore(text, answer, limit);
    void this.#goTo(answer);
    void this.#addSnippets(answer, views);
  }

  #showMore(text: string, { total, results }: TimedAnswer, limit: number): void {
    const left = total - results.length;
    this.#more.replaceChildren();
    if (left <= 0 || results.length < limit) return;
    const count = Math.min(pageSize, left);
    this.#more.append(button(`Show ${count} more`, () => this.#showFurther(text, limit)));
  }

  /** The reader goes on with the first of the new results. */
  async #showFurther(text: string, limit: number): Promise<void> {
    this.#turn += 1;
    await this.#answer(text, limit + pageSize, this.#turn);
    this.#list.children[limit]?.querySelector('a')?.focus();
  }

  /** A link or a number in the field leads to its conversation, above all results. */
  async #goTo({ query }: TimedAnswer): Promise<void> {
    const turn = this.#turn;
    if (query.target === undefined) return;
    const found = await this.#ask?.({ kind: 'find', target: query.target }).catch(() => undefined);
    if (found === undefined || turn !== this.#turn) return;
    const hash = found.anchor === undefined ? '' : `#${found.anchor}`;
    const href = new URL(found.record.url + hash, this.#site).href;
    this.#remarks.prepend(
      element('p', { class: 'note' }, 'Go to ', element('a', { href }, found.record.title)),
    );
  }

  /** Reads pages of results whose words do not show in what the index keeps of them. */
  async #addSnippets({ results, words }: TimedAnswer, views: readonly ResultView[]): Promise<void> {
    const turn = this.#turn;
    for (const [at, view] of views.entries()) {
      const url = results[at]?.url;
      if (url === undefined || turn !== this.#turn) return;
      if (!view.wantsSnippet) continue;
      const snippet = await this.#ask?.({ kind: 'snippet', url, words }).catch(() => undefined);
      if (snippet !== undefined && turn === this.#turn) view.showSnippet(snippet);
    }
  }

  #showError(text: string, error: unknown): void {
    const isOffline = !navigator.onLine;
    const message = error instanceof Error ? error.message : String(error);
    const reason = isOffline ? 'You are offline.' : message;
    this.#status.textContent = '';
    const retry = button('Try again', () => this.#search(text, 'keep'));
    this.#alert.replaceChildren(element('p', {}, `The index could not be loaded. ${reason} `, retry));
  }

  #showStart(): void {
    for (const part of [this.#alert, this.#chips, this.#remarks, this.#list, this.#more])
      part.replaceChildren();
    this.#status.textContent = '';
    this.#start.hidden = false;
    const recent = byId('search-recent', HTMLElement);
    const searches = recentSearches();
    recent.replaceChildren();
    if (searches.length === 0) return;
    const links = searches.map((text) =>
      element('li', {}, element('a', { href: `?q=${encodeURIComponent(text)}` }, ...marked(text, []))),
    );
    const forget = button('Forget them', () => {
      forgetSearches();
      this.#showStart();
    });
    recent.append(element('h2', {}, 'Your searches in this browser'), element('ul', {}, ...links), forget);
  }
}

function writeAddress(text: string, how: 'push' | 'replace'): void {
  const address = text.trim() === '' ? location.pathname : `?q=${encodeURIComponent(text)}`;
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(history.state, '', address);
}
