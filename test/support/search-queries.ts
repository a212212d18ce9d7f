import type { SearchDocument } from '../../src/search/document.ts';
import type { ScoreNode, TermNode } from '../../src/search/engine/score-node.ts';
import { termsOf } from '../../src/search/tokenizer/tokenize.ts';

/** A small generator of numbers below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

export interface NamedQuery {
  readonly name: string;
  readonly node: ScoreNode;
}

/** Queries made of what documents say: words, titles, code, beginnings, in all the ways a tree can be. */
export function queriesFrom(documents: readonly SearchDocument[], count: number): readonly NamedQuery[] {
  const random = seeded(7);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const termsOfOne = (): readonly string[] => {
    for (;;) {
      const { title, text } = pick(documents);
      const terms = termsOf(random() < 0.4 ? title : text.slice(0, 2000));
      if (terms.length > 3) return terms;
    }
  };
  const words = (number: number) => {
    const terms = termsOfOne();
    return Array.from({ length: number }, () => pick(terms));
  };
  const kinds: readonly (() => NamedQuery)[] = [
    () => ({ name: 'one word', node: term(pick(termsOfOne())) }),
    () => ({ name: 'two words, all', node: all(words(2).map((word) => term(word))) }),
    () => ({ name: 'three words, all', node: all(words(3).map((word) => term(word))) }),
    () => ({ name: 'three words, any', node: any(words(3).map((word) => term(word))) }),
    () => ({ name: 'a title, any', node: any(termsOf(pick(documents).title).map((word) => term(word))) }),
    () => ({ name: 'a beginning', node: term(beginning(pick(termsOfOne())), true) }),
    () => {
      const [first = '', last = ''] = words(2);
      return { name: 'a word and a beginning', node: all([term(first), term(beginning(last), true)]) };
    },
    () => {
      const [a = '', b = '', c = ''] = words(3);
      return { name: 'a tree', node: all([term(a), any([term(b), all([term(c), term(a)])])]) };
    },
    () => ({
      name: 'in the title',
      node: { ...term(pick(termsOf(pick(documents).title)) ?? 'x'), fields: 1 },
    }),
    () => {
      const [word = ''] = words(1);
      return { name: 'a word twice', node: any([term(word), term(word), term('nothing-has-this')]) };
    },
  ];
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]!());
}

export function term(text: string, isPrefix = false): TermNode {
  return { kind: 'term', term: text, isPrefix };
}

export function all(of: readonly ScoreNode[]): ScoreNode {
  return { kind: 'all', of };
}

export function any(of: readonly ScoreNode[]): ScoreNode {
  return { kind: 'any', of };
}

function beginning(word: string): string {
  const characters = [...word];
  return characters.slice(0, Math.max(1, Math.ceil(characters.length * 0.6))).join('');
}
