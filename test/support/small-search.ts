import type { Ts } from '../../src/model/ts.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { place } from './publish.ts';

/** A conversation of one message, `at` minutes after a moment in March 2024. */
export function searchDocument(at: number, text: string, more: Partial<SearchDocument> = {}): SearchDocument {
  const seconds = 1_710_786_900 + at * 60;
  return {
    key: { ...place, rootTs: `${seconds}.000100` as Ts },
    url: `t/2024/03/p${seconds}000100.html`,
    title: text.slice(0, 60),
    text,
    authors: ['Ada Lovelace'],
    messageCount: 1,
    isAnswered: false,
    kinds: [],
    replies: [],
    ...more,
  };
}
