import type { ScoreNode } from './score-node.ts';

/** The tree without terms of which not all is known; undefined when nothing is left. */
export function withoutUnknown(node: ScoreNode, unknown: ReadonlySet<string>): ScoreNode | undefined {
  if (unknown.size === 0) return node;
  if (node.kind === 'term') return unknown.has(node.term) ? undefined : node;
  const of = node.of.flatMap((one) => withoutUnknown(one, unknown) ?? []);
  return of.length === 0 ? undefined : { kind: node.kind, of };
}
