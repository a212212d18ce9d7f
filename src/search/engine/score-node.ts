/** What is scored: a tree of terms. */
export type ScoreNode = TermNode | GroupNode;

export interface TermNode {
  readonly kind: 'term';
  readonly term: string;
  /** Longer terms that begin so count as well, the less the longer they are. */
  readonly isPrefix: boolean;
  /** Bits of the fields to look at; all when absent. */
  readonly fields?: number;
}

/** A document matches all or any of the nodes; their scores are added. */
export interface GroupNode {
  readonly kind: 'all' | 'any';
  readonly of: readonly ScoreNode[];
}

/** All leaves, in order. */
export function leavesOf(node: ScoreNode): readonly TermNode[] {
  return node.kind === 'term' ? [node] : node.of.flatMap(leavesOf);
}
