import { mergeText } from './mrkdwn-inline.ts';
import type { InlineNode, Paragraph } from './tree.ts';

/** One paragraph for each stretch between empty lines; none for emptiness. Single line breaks stay. */
export function paragraphsOf(nodes: readonly InlineNode[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let line: InlineNode[] = [];
  let breaks = 0;
  const end = () => {
    const children = mergeText(line);
    if (children.some((node) => !isBlank(node))) paragraphs.push({ type: 'paragraph', children });
    line = [];
  };
  for (const node of nodes) {
    if (node.type === 'break') {
      breaks += 1;
      continue;
    }
    if (breaks > 0 && isBlank(node) && node.type === 'text') continue;
    if (breaks > 1) end();
    else if (breaks === 1 && line.length > 0) line.push({ type: 'break' });
    breaks = 0;
    line.push(node);
  }
  end();
  return paragraphs;
}

function isBlank(node: InlineNode): boolean {
  return node.type === 'break' || (node.type === 'text' && node.value.trim() === '');
}
