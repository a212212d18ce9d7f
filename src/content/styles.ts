import { mergeText, withoutEdgeSpaces } from './mrkdwn-inline.ts';
import type { InlineNode } from './tree.ts';

export type StyleName = 'strong' | 'emphasis' | 'delete' | 'underline';

/** A node of rich text with the styles that it has of its own: Slack does not nest them. */
export interface Run {
  readonly node: InlineNode;
  readonly styles: ReadonlySet<StyleName>;
}

/** From the outside inwards. */
const order: readonly StyleName[] = ['delete', 'strong', 'emphasis', 'underline'];

/**
 * Nests styles so that neighbours which share one stand under one node. Spaces at the edge of a style move outside:
 * `** bold**` is no bold in Markdown.
 */
export function nestStyles(runs: readonly Run[], styles: readonly StyleName[] = order): InlineNode[] {
  const [style, ...inner] = styles;
  if (style === undefined) return mergeText(runs.map(({ node }) => node));
  if (runs.every((run) => run.styles.size === 0)) return mergeText(runs.map(({ node }) => node));
  const nodes: InlineNode[][] = [];
  for (const stretch of stretchesOf(runs, style)) {
    const nested = nestStyles(stretch, inner);
    nodes.push(stretch[0]?.styles.has(style) === true ? styled(style, nested) : nested);
  }
  return mergeText(nodes.flat());
}

/** Far more than people write; longer ones would overflow the writer of Markdown. */
const longest = 10_000;

function stretchesOf(runs: readonly Run[], style: StyleName): Run[][] {
  const stretches: Run[][] = [];
  let before: boolean | undefined;
  for (const run of runs) {
    const has = run.styles.has(style);
    const last = stretches.at(-1);
    if (last !== undefined && has === before && last.length < longest) last.push(run);
    else stretches.push([run]);
    before = has;
  }
  return stretches;
}

function styled(type: StyleName, children: readonly InlineNode[]): InlineNode[] {
  const { before, inner, after } = withoutEdgeSpaces(children);
  if (inner.length === 0) return [{ type: 'text', value: before + after }];
  return [
    { type: 'text', value: before },
    { type, children: inner },
    { type: 'text', value: after },
  ];
}
