import { mergeText } from './mrkdwn-inline.ts';
import type { Heading, InlineNode, Paragraph } from './tree.ts';

/** One paragraph for each stretch between empty lines; none for emptiness. Single line breaks stay. */
export function paragraphsOf(nodes: readonly InlineNode[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lines: InlineNode[][] = [];
  let line: InlineNode[] = [];
  const endLine = () => {
    const words = withoutEndSpaces(mergeText(line));
    if (words.length > 0) lines.push(words);
    else endParagraph();
    line = [];
  };
  const endParagraph = () => {
    if (lines.length > 0) paragraphs.push({ type: 'paragraph', children: joined(lines) });
    lines = [];
  };
  for (const node of nodes) {
    if (node.type === 'break') endLine();
    else line.push(node);
  }
  endLine();
  endParagraph();
  return paragraphs;
}

/** The same in a place with room for one: a heading, a note, a cell. Empty for nothing but space. */
export function lineOf(nodes: readonly InlineNode[]): InlineNode[] {
  return joined(paragraphsOf(nodes).map(({ children }) => children));
}

/** A heading of a line; none for nothing but space. */
export function headingOf(nodes: readonly InlineNode[]): Heading[] {
  const children = lineOf(nodes);
  return children.length === 0 ? [] : [{ type: 'heading', children }];
}

function joined(lines: readonly (readonly InlineNode[])[]): InlineNode[] {
  return lines.flatMap((line, index): readonly InlineNode[] =>
    index === 0 ? line : [{ type: 'break' }, ...line],
  );
}

function withoutEndSpaces(line: readonly InlineNode[]): InlineNode[] {
  const last = line.at(-1);
  if (last?.type !== 'text') return [...line];
  const value = last.value.trimEnd();
  return [...line.slice(0, -1), ...(value === '' ? [] : [{ type: 'text', value } as const])];
}
