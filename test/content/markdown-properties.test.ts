import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../src/model/parse-message.ts';
import { arbitraryMessages } from '../support/arbitrary-messages.ts';
import { cmarkGfm, hasCmarkGfm } from '../support/cmark-gfm.ts';
import { htmlOf, markdownOf } from '../support/content.ts';
import { liveWords } from '../support/github-reading.ts';
import { refereeDifferences } from '../support/referee.ts';
import { strictElements } from '../support/strict-html.ts';

/** The same in every run, so that a failure can be looked at; `UNSILO_SEED` tries others. */
const seed = Number(process.env.UNSILO_SEED ?? 20240703);
const batchSize = 100;

const samples = fc.sample(arbitraryMessages, { seed, numRuns: 2000 }).map((json, index) => ({
  json: { ...json, ts: `1720000000.${String(index).padStart(6, '0')}` },
  index,
}));

function batches() {
  return Array.from({ length: samples.length / batchSize }, (_, index) =>
    samples.slice(index * batchSize, (index + 1) * batchSize),
  );
}

describe.skipIf(!hasCmarkGfm() && process.env.UNSILO_CI === undefined)(
  'any message in a post, as GitHub’s parser reads it (skipped without cmark-gfm)',
  () => {
    it('shows the words of the message, and no text became markup', () => {
      const found = batches().flatMap((batch) =>
        refereeDifferences(
          batch.flatMap(({ json }) => parseMessage({ user: 'U0ADA', text: '', ...json }) ?? []),
        ),
      );
      const shown = found.slice(0, 5).map((difference) => {
        const sample = samples.find(({ json }) => difference.startsWith(json.ts));
        return `${difference} in ${JSON.stringify(sample?.json)}`;
      });
      expect(shown).toEqual([]);
    });

    it('does nothing on GitHub', () => {
      for (const batch of batches()) {
        const html = cmarkGfm(batch.map(({ json }) => markdownOf(json)).join('\n\n<!--seam-->\n\n'));
        expect(liveWords(html)).toEqual([]);
      }
    });
  },
);

describe('any message on a page', () => {
  it('is of our elements, attributes and addresses', () => {
    for (const { json } of samples)
      for (const { attributes } of strictElements(htmlOf(json)))
        if (attributes.href !== undefined)
          expect(attributes.href).toMatch(/^(?:https?:\/\/|ftp:\/\/|mailto:)/);
  });
});
