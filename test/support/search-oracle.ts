import MiniSearch, { type CombinationOperator, type Query } from 'minisearch';
import { boosts, fields, keyText, type SearchDocument } from '../../src/search/document.ts';
import type { ScoreNode } from '../../src/search/engine/score-node.ts';
import { termsOf } from '../../src/search/tokenizer/tokenize.ts';

/** One MiniSearch over all documents: what our index cut into files must equal. */
export class Oracle {
  readonly #search = new MiniSearch<SearchDocument & { readonly id: string }>({
    fields: [...fields],
    // Normalised in `tokenize` alone: MiniSearch measures fields before `processTerm`.
    tokenize: (text) => termsOf(text),
    processTerm: (term) => term,
  });

  readonly #documents = new Map<string, SearchDocument>();
  /** By key: of equal scores the longer text comes first. */
  readonly #lengths = new Map<string, number>();

  constructor(documents: Iterable<SearchDocument>) {
    for (const document of documents) {
      const id = keyText(document.key);
      this.#documents.set(id, document);
      this.#lengths.set(id, new Set(termsOf(document.text)).size);
      this.#search.add({ ...document, answer: document.answer ?? '', id });
    }
  }

  /** All that match, in the stated order: score, then the longer text, then newest, then key. */
  search(node: ScoreNode, filter: (document: SearchDocument) => boolean = () => true): readonly OracleHit[] {
    return this.#search
      .search(queryOf(node), {
        boost: { ...boosts },
        tokenize: (text) => [text],
        filter: ({ id }) => filter(this.#documents.get(id)!),
      })
      .map(({ id, score }) => ({ key: id as string, score: Math.round(score * 1e9) / 1e9 }))
      .sort(
        (a, b) =>
          b.score - a.score || this.#lengthOf(b.key) - this.#lengthOf(a.key) || newestFirst(a.key, b.key),
      );
  }

  #lengthOf(key: string): number {
    return this.#lengths.get(key)!;
  }
}

export interface OracleHit {
  readonly key: string;
  readonly score: number;
}

function queryOf(node: ScoreNode): Query {
  if (node.kind === 'term') {
    const only = fields.filter((_, field) => ((node.fields ?? 7) >> field) & 1);
    return { combineWith: 'OR', queries: [node.term], prefix: node.isPrefix, fields: only };
  }
  const combineWith: CombinationOperator = node.kind === 'all' ? 'AND' : 'OR';
  return { combineWith, queries: node.of.map(queryOf) };
}

export function newestFirst(a: string, b: string): number {
  const [one, other] = [a, b].map((key) => Number(key.slice(key.lastIndexOf('/') + 1).replace('.', '')));
  return other! - one! || (a < b ? 1 : -1);
}
