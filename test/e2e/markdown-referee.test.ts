import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { hasCmarkGfm } from '../support/cmark-gfm.ts';
import { exportMessages } from '../support/export-messages.ts';
import { refereeDifferences } from '../support/referee.ts';
import { realExports, sharedExport } from '../support/shared-data.ts';

const batchSize = 500;

describe.skipIf(!hasCmarkGfm() && process.env.UNSILO_CI === undefined)(
  'posts as GitHub’s parser reads them (skipped without cmark-gfm)',
  () => {
    for (const name of realExports) {
      const path = sharedExport(name);
      it.skipIf(path === undefined || !existsSync(path))(
        `${name}: the visible text is that of Slack, and no text became markup (skipped without the export)`,
        async () => {
          const found: string[] = [];
          let batch: Message[] = [];
          for await (const message of exportMessages(path ?? '')) {
            batch.push(message);
            if (batch.length < batchSize) continue;
            found.push(...refereeDifferences(batch));
            batch = [];
          }
          found.push(...refereeDifferences(batch));
          expect(found.slice(0, 40)).toEqual([]);
        },
        600_000,
      );
    }
  },
);
