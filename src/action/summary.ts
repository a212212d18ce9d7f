import type { PublishReport } from '../commands/publish-posts.ts';
import type { PullReport } from '../commands/pull-report.ts';
import type { SyncReport } from '../commands/sync-archive.ts';

/** GitHub Pages takes no more. */
const pagesLimit = 1_000_000_000;

/** What the page of the run shows, as Markdown: numbers and names of channels, nobody's words. */
export function summaryOf(
  report: SyncReport,
  minutes: { readonly used: number; readonly allowed: number },
): string {
  const { imported, pulled, published, site, problems } = report;
  const rows: (readonly [string, string])[] = [
    ...(imported === undefined
      ? []
      : [
          [
            'Read from exports',
            `${number(imported.read)} rows, ${number(imported.merged.new)} new messages`,
          ] as const,
        ]),
    ...(pulled === undefined ? [] : pulledRows(pulled)),
    ...(published === undefined ? [] : publishedRows(published)),
    ['Site', `${number(site.conversations)} conversations on ${number(site.pages)} pages`],
    ['Room on GitHub Pages', `${number(Math.ceil(site.bytes / 1e6))} of ${number(pagesLimit / 1e6)} MB used`],
    ['Time', `${number(minutes.used)} of ${number(minutes.allowed)} minutes`],
  ];
  return [
    '## unsilo',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${cell(value)} |`),
    '',
    ...attention(report),
    ...problems.map(({ message }) => `> **Needs you:** ${cell(message)}\n`),
  ].join('\n');
}

/** What a person should look at; each becomes a warning of the run. */
export function warningsOf({ imported, pulled, published }: SyncReport): readonly string[] {
  const remarks = [...(imported?.diagnostics ?? []), ...(pulled?.diagnostics ?? [])].map(
    ({ message }) => message,
  );
  return [
    ...remarks,
    ...(pulled?.channels ?? []).flatMap(({ name, frozen }) =>
      frozen === undefined ? [] : [`#${name} can't be read any more: ${frozen}. What is archived stays.`],
    ),
    ...(published?.failures ?? []).map(
      ({ conversation, reason }) => `${conversation} was not posted: ${reason}`,
    ),
    ...(published?.duplicates ?? []).map(
      ({ number }) => `#${number ?? '?'} is there twice; delete one of them.`,
    ),
  ];
}

function pulledRows({ messages, channels, stopped }: PullReport): readonly (readonly [string, string])[] {
  const debts = channels.reduce((sum, { debts: own, unread }) => sum + own + unread, 0);
  const times = channels.flatMap(({ completeThrough }) => completeThrough ?? []).sort();
  const unfinished = channels.filter(({ completeThrough }) => completeThrough === null).length;
  return [
    [
      'From Slack',
      `${number(messages.new)} new, ${number(messages.changed)} changed, ${number(messages.deleted)} deleted`,
    ],
    ['Still to be read', debts === 0 ? 'nothing' : `${number(debts)} threads or parts of channels`],
    [
      'Complete through',
      unfinished > 0
        ? `${number(unfinished)} of ${number(channels.length)} channels not yet read once`
        : (times[0] ?? '–'),
    ],
    ...(stopped === undefined ? [] : [['Reading stopped', stopped] as const]),
  ];
}

function publishedRows(report: PublishReport): readonly (readonly [string, string])[] {
  const { created, updated, unchanged, failed, inDoubt, stopped } = report;
  return [
    ['Posts', `${number(created)} created, ${number(updated)} updated, ${number(unchanged)} unchanged`],
    ...(failed + inDoubt === 0
      ? []
      : [['Tried again next time', `${number(failed)} failed, ${number(inDoubt)} in doubt`] as const]),
    ...(stopped === undefined ? [] : [['Posting stopped', `${stopped} The next run goes on.`] as const]),
  ];
}

const shown = 10;

function attention(report: SyncReport): readonly string[] {
  const all = warningsOf(report);
  if (all.length === 0) return [];
  const more = all.length - shown;
  return [
    'To look at:',
    '',
    ...all.slice(0, shown).map((line) => `- ${cell(line)}`),
    ...(more > 0 ? [`- … and ${number(more)} more`] : []),
    '',
  ];
}

/** Text that stays in its cell, and is no Markdown or HTML. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\|<>`*_[\]]/g, '\\$&');
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
