import type { PhrasingContent } from 'mdast';
import { parting } from './disarm.ts';

/** A style whose sign GitHub's parser weighs by the characters at both of its sides. */
type Style = Extract<PhrasingContent, { type: 'strong' | 'emphasis' | 'delete' }>;
type Side = 'first' | 'last';

/**
 * Nodes with a comment between a style and a neighbour that would keep it from being one. The writer of Markdown takes
 * care of most, but it knows neither that GitHub's parser takes a picture for a letter, nor that it looks through the
 * `~~` of a neighbour, nor that `~~` obeys the same rules as `**`.
 */
export function partStyles(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node, index) => {
    const before = nodes[index - 1];
    return before !== undefined && spoilsStyle(before, node) ? [parting, node] : [node];
  });
}

function spoilsStyle(left: PhrasingContent, right: PhrasingContent): boolean {
  if (isStyle(left) && isStyle(right)) return left.type === 'delete' || right.type === 'delete';
  if (isStyle(left) && right.type === 'text') return spoils(left, 'last', edgeOf(right, 'first'));
  return isStyle(right) && left.type === 'text' && spoils(right, 'first', edgeOf(left, 'last'));
}

/** Letters, digits, spaces and marks that all parsers know to be such. */
const wellKnown = /^(?:[\t -~\p{L}\p{N}\p{Zs}]|\p{P})$/u;
const letter = /^[\p{L}\p{N}]$/u;
/** Such as those of cuneiform: the writer sees half a pair and takes it for a letter. */
const distantMark = /^(?=[\u{10000}-\u{10ffff}])\p{P}$/u;
const spaceOrMark = /^[ -/:-@[-`{-~\s]$/;

function spoils(style: Style, side: Side, neighbour: string): boolean {
  if (neighbour === '') return false;
  if (!wellKnown.test(neighbour)) return true;
  if (spaceOrMark.test(neighbour)) return false;
  const inside = edgeOf(style, side);
  return style.type === 'delete' ? !letter.test(inside) : distantMark.test(inside);
}

/** The first or last character that is written; of anything but text it is a mark. */
function edgeOf(node: PhrasingContent, side: Side): string {
  if (node.type === 'text') {
    const points = side === 'first' ? node.value.slice(0, 2) : node.value.slice(-2);
    return [...points].at(side === 'first' ? 0 : -1) ?? '';
  }
  if (!isStyle(node)) return '<';
  const child = side === 'first' ? node.children[0] : node.children.at(-1);
  return child === undefined || node.type === 'emphasis' ? '_' : edgeOf(child, side);
}

function isStyle(node: PhrasingContent): node is Style {
  return node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete';
}
