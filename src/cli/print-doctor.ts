import type { DoctorReport } from '../commands/doctor.ts';
import type { Finding } from '../commands/finding.ts';
import { type Page, widthOf, wrap } from './page.ts';

const signs: Readonly<Record<Finding['state'], string>> = { ok: 'ok', mend: 'MEND', unseen: '?' };
const colours: Readonly<Record<Finding['state'], number>> = { ok: 32, mend: 31, unseen: 33 };
const margin = 5;

/** For a person: what needs one stands out, and how to mend it stands below. */
export function printDoctor({ findings }: DoctorReport, { columns, hasColours }: Page): string {
  const width = columns === undefined ? Number.POSITIVE_INFINITY : widthOf(columns) - margin;
  const indented = (text: string, first: string, rest = ' '.repeat(margin)) =>
    text
      .split('\n')
      .flatMap((line) => wrap(line, width - rest.length + margin))
      .map((line, index) => `${index === 0 ? first : rest}${line}`);
  const lines = findings.flatMap(({ what, state, found, mend }) => {
    const sign = signs[state].padEnd(margin);
    const shown = hasColours ? `\x1b[${colours[state]}m${sign}\x1b[39m` : sign;
    const help = mend === undefined ? [] : indented(mend, '     → ', '       ');
    return [...indented(`${what}: ${found}`, shown), ...help];
  });
  const count = findings.filter(({ state }) => state === 'mend').length;
  const sum = count === 0 ? 'All is well.' : `${count} ${count === 1 ? 'thing needs' : 'things need'} you.`;
  return [...lines, '', sum, ''].join('\n');
}
