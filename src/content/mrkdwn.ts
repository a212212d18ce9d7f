import { plainBreaks } from './clean-text.ts';
import { codeText, parseInline } from './mrkdwn-inline.ts';
import { lineOf, paragraphsOf } from './paragraphs.ts';
import type { BlockNode, InlineNode } from './tree.ts';
import { unescapeText } from './unescape.ts';

/**
 * Slack's markup as it stands in `text`, in sections and attachments: styles, links, fences and quotes. Lists are no
 * syntax of it. https://docs.slack.dev/messaging/formatting-message-text
 */
export function parseMrkdwn(text: string, isEscaped = true): BlockNode[] {
  const readText = isEscaped ? unescapeText : (raw: string) => raw;
  const pieces = plainBreaks(text).split('```');
  return pieces.flatMap((piece, index): readonly BlockNode[] => {
    const isInside = index % 2 === 1;
    const isClosed = index < pieces.length - 1;
    if (isInside && isClosed && piece.trim() !== '') {
      const value = codeText(piece.replace(/^\n/, '').replace(/\n$/, ''), readText);
      return [{ type: 'code', value }];
    }
    const fence = isInside ? '```' : '';
    const isAfterCode = index > 0 && !isInside;
    const text = isAfterCode ? piece.trimStart() : piece;
    return quotesAndText(fence + text + (isInside && isClosed ? fence : ''), readText);
  });
}

/** Lines with `>` before them are quotes; the old `>>>` quotes all that follows. */
function quotesAndText(text: string, readText: (text: string) => string): BlockNode[] {
  if (!/^(?:&gt;|>)/m.test(text)) return paragraphsOf(parseInline(text, readText));
  const blocks: BlockNode[] = [];
  let lines: string[] = [];
  let isQuote = false;
  let isToEnd = false;
  const end = () => {
    const paragraphs = paragraphsOf(parseInline(lines.join('\n'), readText));
    if (!isQuote) for (const paragraph of paragraphs) blocks.push(paragraph);
    else if (paragraphs.length > 0) blocks.push({ type: 'quote', children: paragraphs });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const mark = isToEnd ? '' : (/^(?:(?:&gt;|>){3}|(?:&gt;|>)) ?/.exec(line)?.[0] ?? '');
    const isNowQuote = isToEnd || mark !== '';
    if (isNowQuote !== isQuote) end();
    isQuote = isNowQuote;
    isToEnd ||= /^(?:(?:&gt;|>){3})/.test(mark);
    lines.push(line.slice(mark.length));
  }
  end();
  return blocks;
}

/** Mrkdwn in a place that has room for a line: a title, a cell. */
export function parseMrkdwnLine(text: string): InlineNode[] {
  return lineOf(parseInline(plainBreaks(text), unescapeText));
}
