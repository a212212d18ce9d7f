import { hintText, noteText } from '../engine/notes.ts';
import { element } from './dom.ts';
import type { TimedAnswer } from './protocol.ts';

/** What the page does when the reader takes one of its offers. */
export interface Offers {
  /** Search for another text. */
  search(text: string): void;
  /** Ask again for the same. */
  retry(): void;
}

/** `23 conversations · 48 ms · 52 kB loaded` */
export function countText({ total, milliseconds, bytes }: TimedAnswer): string {
  const count =
    total === 0
      ? 'Nothing found'
      : total === 1
        ? '1 conversation'
        : `${total.toLocaleString('en')} conversations`;
  const loaded = bytes === 0 ? '' : ` · ${Math.round(bytes / 1000)} kB loaded`;
  return `${count} · ${Math.max(1, Math.round(milliseconds))} ms${loaded}`;
}

/** Hints about the query and notes about the answer, a line each. */
export function remarksOf({ notes, query }: TimedAnswer, { retry }: Offers): HTMLElement[] {
  const lines = [...query.hints.map(hintText), ...notes.map(noteText)];
  const remarks = lines.map((line) => element('p', { class: 'note' }, line));
  const isPartial = notes.some(({ kind }) => kind.startsWith('missing'));
  return isPartial ? [...remarks, button('Try again', retry)] : remarks;
}

/** For each operator a button that takes it out of the query. */
export function chipsOf(text: string, operators: readonly string[], { search }: Offers): HTMLElement[] {
  return operators.map((piece) => {
    const chip = button(`${piece} ×`, () => search(without(text, piece)));
    chip.setAttribute('aria-label', `Remove ${piece}`);
    chip.className = 'chip';
    return chip;
  });
}

/** What to try when nothing or little was found. */
export function offersOf(text: string, answer: TimedAnswer, offers: Offers): HTMLElement[] {
  const { suggestion, total } = answer;
  const lines: HTMLElement[] = [];
  if (suggestion !== undefined)
    lines.push(
      element(
        'p',
        {},
        'Did you mean ',
        button(suggestion, () => offers.search(suggestion)),
        '?',
      ),
    );
  for (const { piece, total: others } of answer.without)
    lines.push(
      element(
        'p',
        {},
        button(`Search without ${piece}`, () => offers.search(without(text, piece))),
        ` (${others})`,
      ),
    );
  if (total === 0 && text.trim() !== '') lines.push(elsewhere(text));
  return lines;
}

/** The query without one of its pieces. */
function without(text: string, piece: string): string {
  return text.replace(piece, '').replace(/\s+/g, ' ').trim();
}

function elsewhere(text: string): HTMLElement {
  const site = encodeURIComponent(`site:${location.host} ${text}`);
  const link = element(
    'a',
    { href: `https://duckduckgo.com/?q=${site}`, rel: 'noreferrer' },
    'Search the web for it',
  );
  return element('p', {}, link, '.');
}

export function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', onClick);
  return made;
}
