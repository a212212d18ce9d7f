import { mergeText } from './mrkdwn-inline.ts';
import type { Heading, InlineNode, Paragraph } from './tree.ts';

/** One paragraph for each stretch between empty lines; none for emptiness. Single line breaks stay. */
export function paragraphsOf(nodes: readonly InlineNode[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let children: InlineNode[] = [];
  let line: InlineNode[] = [];
  const endLine = () => {
    const words = withoutEndSpaces(mergeText(line));
    if (words.length === 0) endParagraph();
    else if (children.length === 0) children = words;
    else {
      children.push({ type: 'break' });
      for (const word of words) children.push(word);
    }
    line = [];
  };
  const endParagraph = () => {
    if (children.length > 0) paragraphs.push({ type: 'paragraph', children });
    children = [];
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
  return paragraphsOf(nodes).flatMap(({ children }, index): readonly InlineNode[] =>
    index === 0 ? children : [{ type: 'break' }, ...children],
  );
}

/** A heading of a line; none for nothing but space. */
export function headingOf(nodes: readonly InlineNode[]): Heading[] {
  const children = lineOf(nodes);
  return children.length === 0 ? [] : [{ type: 'heading', children }];
}

function withoutEndSpaces(line: InlineNode[]): InlineNode[] {
  const last = line.at(-1);
  if (last?.type !== 'text') return line;
  const value = last.value.trimEnd();
  if (value === last.value) return line;
  line.pop();
  if (value !== '') line.push({ type: 'text', value });
  return line;
}
