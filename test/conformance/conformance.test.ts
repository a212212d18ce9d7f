import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conformanceFolder, readCases } from './cases.ts';
import { type Suite, suites } from './suites.ts';

const document = readFileSync(join(import.meta.dirname, 'differences.md'), 'utf8');

/** Cases by heading of the document; a row without a reason is none. */
function listed(heading: string): string[] {
  const section = document.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| (.+?) \| \S.*? \|$/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'case' && name !== '---');
}

function outcome(suite: Suite) {
  const cases = readCases(suite.name).map((one) => ({ name: one.name, comparison: suite.compare(one) }));
  const names = (wanted: (comparison: ReturnType<Suite['compare']>) => boolean) =>
    cases.filter(({ comparison }) => wanted(comparison)).map(({ name }) => name);
  return {
    cases: cases.length,
    same: names((comparison) => comparison !== undefined && comparison.ours === comparison.theirs),
    different: names((comparison) => comparison !== undefined && comparison.ours !== comparison.theirs),
    none: names((comparison) => comparison === undefined),
  };
}

describe.skipIf(!existsSync(conformanceFolder))(
  'cases of other projects (skipped without ../shared/conformance)',
  () => {
    it('are all of them', () => {
      const files = readdirSync(conformanceFolder).filter((name) => name.endsWith('.json'));
      expect(suites.map(({ name }) => `${name}.json`).sort()).toEqual(files.sort());
    });

    it.each(suites)(
      '$name: read alike, but for the differences that are listed with their reason',
      (suite) => {
        const { different } = outcome(suite);
        expect(different.sort()).toEqual(listed(suite.name).sort());
      },
    );

    it('say something about reading, or are listed', () => {
      const none = suites.flatMap((suite) => outcome(suite).none.map((name) => `${suite.name}: ${name}`));
      expect(none.sort()).toEqual(listed('No reading').sort());
    });

    it('have the figures that the document gives', () => {
      const rows = suites.map((suite) => {
        const { cases, same, different, none } = outcome(suite);
        return { name: suite.name, figures: [cases, same.length, different.length, none.length] };
      });
      const sums = [0, 1, 2, 3].map((at) => rows.reduce((sum, { figures }) => sum + (figures[at] ?? 0), 0));
      for (const { name, figures } of [...rows, { name: '**all**', figures: sums }])
        expect(document.split('\n')).toContain(`| ${name} | ${figures.join(' | ')} |`);
    });
  },
);
