import { arrayAt, isJsonObject, type Json, type JsonObject, stringAt } from '../model/json.ts';
import { textNode } from './link.ts';
import { type Reading, unwrapped, wordsIn } from './reading.ts';
import { parseRichText } from './rich-text.ts';
import type { BlockNode, InlineNode, Table } from './tree.ts';
import { unsupportedWords } from './words.ts';

/** `table` and `data_table`; the first row is the head. Rows that are too short get empty cells. */
export function tableOf(block: JsonObject, reading: Reading): readonly BlockNode[] {
  const rows = arrayAt(block, 'rows')
    .filter((row): row is readonly Json[] => Array.isArray(row))
    .map((row) => row.map((cell) => cellOf(cell, reading)));
  const settings = arrayAt(block, 'column_settings');
  return tableOfRows(rows, (column) => alignOf(settings[column]));
}

type Cell = readonly InlineNode[];

/** Slack allows 20; a forged table must not be as wide as it is long. */
const widest = 100;

/** None of no cells. Cells beyond the widest are said in the last. */
export function tableOfRows(
  rows: readonly (readonly Cell[])[],
  alignOfColumn: (column: number) => Table['align'][number],
): readonly Table[] {
  const width = rows.reduce((most, row) => Math.max(most, Math.min(row.length, widest)), 0);
  if (width === 0) return [];
  const table: Table = {
    type: 'table',
    align: Array.from({ length: width }, (_, column) => alignOfColumn(column)),
    rows: rows.map((row) =>
      [
        ...row.slice(0, width - 1),
        row.slice(width - 1).flatMap((cell, index) => (index === 0 ? cell : [textNode(' '), ...cell])),
        ...Array.from({ length: width - row.length }, () => []),
      ].slice(0, width),
    ),
  };
  return [table];
}

function alignOf(setting: Json | undefined): 'left' | 'center' | 'right' | undefined {
  const align = isJsonObject(setting) ? stringAt(setting, 'align') : undefined;
  return align === 'left' || align === 'center' || align === 'right' ? align : undefined;
}

function cellOf(cell: Json, reading: Reading): InlineNode[] {
  if (!isJsonObject(cell)) return cell === null ? [] : [textNode(String(cell))];
  const json = unwrapped(cell);
  if (json.type === 'rich_text') return inlineIn(parseRichText(json, reading));
  const words = stringAt(json, 'text') ?? wordsIn(json);
  return words === '' ? [] : [textNode(words)];
}

/** A cell has room for one paragraph: what stands under one another goes side by side, with breaks. */
export function inlineIn(blocks: readonly BlockNode[]): InlineNode[] {
  return blocks.flatMap((block, index) => {
    const nodes = flat(block);
    return index === 0 ? nodes : [{ type: 'break' } as const, ...nodes];
  });
}

function flat(block: BlockNode): InlineNode[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'note':
      return [...block.children];
    case 'code':
      return block.value
        .split('\n')
        .flatMap((value, index): InlineNode[] => [
          ...(index === 0 ? [] : [{ type: 'break' } as const]),
          ...(value === '' ? [] : [{ type: 'inlineCode', value } as const]),
        ]);
    case 'quote':
      return inlineIn(block.children);
    case 'list':
      return block.items.flatMap((item, index): InlineNode[] => [
        ...(index === 0 ? [] : [{ type: 'break' } as const]),
        textNode(block.isOrdered ? `${block.start + index}. ` : '• '),
        ...inlineIn(item),
      ]);
    case 'unsupported':
      return [textNode(unsupportedWords(block))];
    default:
      return [];
  }
}
