import type { Nodes } from 'mdast';
import { toMarkdown } from '../../src/content/markdown.ts';
import { parseContent } from '../../src/content/parse-content.ts';
import { toText } from '../../src/content/text.ts';
import { toMdast } from '../../src/content/to-mdast.ts';
import type { BlockNode } from '../../src/content/tree.ts';
import type { Message } from '../../src/model/message.ts';
import { cmarkGfm, elementCounts, visibleText } from './cmark-gfm.ts';

const context = {
  names: { user: () => undefined, channel: () => undefined, userGroup: () => undefined },
  linkTo: () => undefined,
};

/** Parts the messages of one batch: a comment, so that whatever a message leaves open would swallow it. */
const seam = '<!--seam-->';
/** Without files and pictures: their lines say more in a post than in plain text. */
function worded(message: Message): readonly BlockNode[] {
  const { blocks } = parseContent(message);
  const isWorded = ({ type }: BlockNode) => type !== 'file' && type !== 'picture';
  return blocks
    .filter(isWorded)
    .map((block) =>
      block.type === 'card' ? { ...block, children: block.children.filter(isWorded) } : block,
    );
}

const elementOf: Partial<Record<Nodes['type'], string>> = {
  strong: 'strong',
  emphasis: 'em',
  delete: 'del',
  link: 'a',
  blockquote: 'blockquote',
  listItem: 'li',
  table: 'table',
  code: 'pre',
  thematicBreak: 'hr',
};

/** What should be in the HTML: counted in the tree, before it became Markdown. */
function expectedCounts(
  nodes: readonly Nodes[],
  counts: Record<string, number> = {},
): Record<string, number> {
  for (const node of nodes) {
    const element = elementOf[node.type];
    if (element !== undefined) counts[element] = (counts[element] ?? 0) + 1;
    if (node.type === 'code' || node.type === 'inlineCode') counts.code = (counts.code ?? 0) + 1;
    if ('children' in node) expectedCounts(node.children, counts);
  }
  return counts;
}

const counted = ['strong', 'em', 'del', 'a', 'blockquote', 'li', 'table', 'pre', 'hr', 'code'];
const never = [
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'img',
  'input',
  'sup',
  'section',
  'script',
  'iframe',
  'style',
];

/** Signs of names and between parts of a card differ on purpose. */
function comparable(text: string): string {
  return text.replace(/[@·]/g, '').replace(/\s+/g, ' ').trim();
}

/**
 * Where GitHub's parser reads something else in the posts of these messages than they say: other visible words, or
 * elements that no node of the tree asked for. By `ts`; empty when all is well.
 */
export function refereeDifferences(messages: readonly Message[]): string[] {
  const contents = messages.map(worded);
  const markdown = contents.map((blocks) => toMarkdown({ blocks }, context)).join(`\n\n${seam}\n\n`);
  const pages = cmarkGfm(markdown).split(seam);
  if (pages.length !== messages.length) return [`${messages.length} messages, ${pages.length} pieces`];
  return pages.flatMap((html, index) => {
    const blocks = contents[index] ?? [];
    const where = messages[index]?.ts ?? '';
    const [seen, said] = [
      comparable(visibleText(html)),
      comparable(toText({ blocks, unknown: {} }, context.names)),
    ];
    const found: string[] = seen === said ? [] : [`${where}: text differs at ${firstDifference(seen, said)}`];
    const actual = elementCounts(html);
    const wanted = expectedCounts(toMdast(blocks, context));
    for (const name of counted)
      if ((actual[name] ?? 0) !== (wanted[name] ?? 0))
        found.push(`${where}: ${actual[name] ?? 0} <${name}>, ${wanted[name] ?? 0} expected`);
    for (const name of never) if (actual[name] !== undefined) found.push(`${where}: <${name}>`);
    return found;
  });
}

/** A position and no words: the messages are other people's. */
function firstDifference(seen: string, said: string): string {
  const at = [...seen].findIndex((character, index) => character !== [...said][index]);
  if (process.env.UNSILO_SHOW_DIFFERENCES !== undefined)
    return `${JSON.stringify(seen.slice(Math.max(0, at - 20), at + 40))} ${JSON.stringify(said.slice(Math.max(0, at - 20), at + 40))}`;
  return `${at} of ${said.length}`;
}
