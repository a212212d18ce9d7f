import type { SearchResult } from '../engine/search.ts';
import { markWords } from '../text/mark-words.ts';
import type { Snippet } from '../text/snippet.ts';
import { element } from './dom.ts';

/** A result as a line of the list. */
export interface ResultView {
  readonly item: HTMLLIElement;
  /** True when its words do not show yet: the page may tell more. */
  readonly wantsSnippet: boolean;
  showSnippet(snippet: Snippet): void;
}

export function resultView(result: SearchResult, words: readonly string[], site: string): ResultView {
  const { title, lead, isAnswered } = result;
  const address = new URL(result.url, site).href;
  const link = element(
    'a',
    { href: address + textDirective('', words, `${title} ${lead}`) },
    ...marked(title, words),
  );
  const excerpt = element('p', {}, ...marked(lead, words));
  const facts = element('small', {}, ...factsOf(result));
  const item = element('li', {}, link, ' ', facts, excerpt);
  if (isAnswered) item.classList.add('answered');
  const shown = `${title} ${lead}`;
  return {
    item,
    wantsSnippet: words.some((word) => markWords(shown, [word]).every(({ isMarked }) => !isMarked)),
    showSnippet({ id, text, others }) {
      excerpt.replaceChildren(...marked(text, words));
      link.href = address + textDirective(id, words, text);
      if (others.length > 0) item.append(othersOf(others, address));
    },
  };
}

function factsOf({ channel, ts, messageCount, author, isAnswered }: SearchResult): (Node | string)[] {
  const date = new Date(Number(ts) * 1000);
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return [
    `#${channel} · `,
    element('time', { datetime: date.toISOString().slice(0, 10) }, day),
    ` · ${messageCount === 1 ? '1 message' : `${messageCount} messages`} · ${author}`,
    ...(isAnswered ? [' · ✓ answered'] : []),
  ];
}

function othersOf(ids: readonly string[], address: string): HTMLElement {
  const links = ids.flatMap((id, at) => [
    ...(at === 0 ? [] : [' ']),
    element('a', { href: `${address}#${id}` }, clockOf(id)),
  ]);
  return element('small', {}, 'Also at ', ...links);
}

/** `p1710786933057029` → `18 Mar, 18:35` */
function clockOf(id: string): string {
  const date = new Date(Number(id.slice(1, -6)) * 1000);
  const options = {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  } as const;
  return date.toLocaleString('en-GB', options);
}

export function marked(text: string, words: readonly string[]): Node[] {
  return markWords(text, words).map(({ text: part, isMarked }) =>
    isMarked ? element('mark', {}, part) : document.createTextNode(part),
  );
}

const mostDirectives = 4;

/** Browsers that know text fragments mark these words on the page that opens; others must not see them. */
function textDirective(id: string, words: readonly string[], shown: string): string {
  const hash = id === '' ? '' : `#${id}`;
  if (!('fragmentDirective' in document)) return hash;
  const found = new Set(
    markWords(shown, words)
      .filter(({ isMarked }) => isMarked)
      .map(({ text }) => text.toLowerCase()),
  );
  const parts = [...found]
    .slice(0, mostDirectives)
    .map((word) => `text=${encodeURIComponent(word).replace(/-/g, '%2D')}`);
  return parts.length === 0 ? hash : `${hash === '' ? '#' : hash}:~:${parts.join('&')}`;
}
