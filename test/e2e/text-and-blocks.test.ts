import { describe, expect, it } from 'vitest';
import { parseContent } from '../../src/content/parse-content.ts';
import { toText } from '../../src/content/text.ts';
import type { Message } from '../../src/model/message.ts';
import { messageKind } from '../../src/model/message-kind.ts';
import { exportMessages } from '../support/export-messages.ts';
import { sharedExport } from '../support/shared-data.ts';

/** Ids for names: `text` has labels that blocks have not. */
const names = { user: (id: string) => id, channel: (id: string) => id, userGroup: (id: string) => id };

/**
 * What both say alike. Not the signs: `text` does not tell a typed `*` from a style; nor the bullets and numbers of
 * lists, which are typed in `text` and no part of the words in blocks.
 */
function letters(message: Message): string {
  const lines = toText(parseContent(message), names).split('\n');
  return lines
    .map((line) => line.replace(/^[\s\u00a0]*(?:[•◦▪]|\d+\.|[a-z]{1,2}\.|[ivxl]+\.)\s/i, ''))
    .join('')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '');
}

function hasBoth({ blocks, text }: Message): boolean {
  return blocks.length === 1 && blocks[0]?.type === 'rich_text' && text !== '';
}

describe('what Slack says twice', () => {
  const path = sharedExport('r-devel-2026-06.zip');

  it.skipIf(path === undefined)(
    'is read alike from text and from blocks (skipped without the export)',
    async () => {
      const different: string[] = [];
      let compared = 0;
      for await (const message of exportMessages(path ?? '')) {
        if (!hasBoth(message) || messageKind(message) !== 'content') continue;
        compared += 1;
        const words = { ...message, attachments: [], files: [] };
        if (letters(words) !== letters({ ...words, blocks: [] })) different.push(message.ts);
      }
      expect(compared).toBeGreaterThan(5000);
      expect(different).toEqual([]);
    },
    120_000,
  );
});
