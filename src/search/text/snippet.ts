import { type Mark, marksIn } from './mark-words.ts';
import type { PageMessage } from './page-messages.ts';

/** The part of a conversation that says most of what was looked for. */
export interface Snippet {
  /** Anchor of its message. */
  readonly id: string;
  readonly text: string;
  /** Other messages that have any of the words, the best first, in order of the page: their anchors. */
  readonly others: readonly string[];
}

const width = 200;
const mostOthers = 3;

/** Undefined when no message has any of the words. */
export function snippetOf(messages: readonly PageMessage[], words: readonly string[]): Snippet | undefined {
  const views = messages.map((message) => bestView(message, words)).filter((view) => view !== undefined);
  const best = views.reduce<View | undefined>(
    (a, b) => (a === undefined || b.words > a.words ? b : a),
    undefined,
  );
  if (best === undefined) return undefined;
  const others = views
    .filter((view) => view !== best)
    .sort((a, b) => b.words - a.words)
    .slice(0, mostOthers)
    .map(({ id }) => id)
    .sort();
  return { id: best.id, text: best.text, others };
}

interface View {
  readonly id: string;
  readonly text: string;
  /** How many different words are in view. */
  readonly words: number;
}

/** The window with the most different words; of equal ones the first. */
function bestView({ id, text }: PageMessage, words: readonly string[]): View | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  const marks = marksIn(line, words);
  let best: { readonly from: Mark; readonly words: number } | undefined;
  for (const [at, from] of marks.entries()) {
    const inView = new Set<number>();
    for (
      let next = at;
      next < marks.length && (marks[next] as Mark).end <= from.start + width * 0.8;
      next += 1
    )
      inView.add((marks[next] as Mark).word);
    if (best === undefined || inView.size > best.words) best = { from, words: inView.size };
  }
  return best === undefined ? undefined : { id, text: cut(line, best.from.start), words: best.words };
}

/** About `width` characters, with a little before the place, cut between words. */
function cut(line: string, place: number): string {
  if (line.length <= width) return line;
  const early = Math.max(0, Math.min(place - 40, line.length - width));
  const start = early === 0 ? 0 : line.indexOf(' ', early) + 1 || early;
  const from = start > place ? early : start;
  const late = from + width;
  const end = late >= line.length ? line.length : Math.max(line.lastIndexOf(' ', late), from + width / 2);
  const text = line
    .slice(from, end)
    .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
    .trim();
  return `${from > 0 ? '… ' : ''}${text}${end < line.length ? ' …' : ''}`;
}
