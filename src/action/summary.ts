import { printCapacity } from '../commands/capacity.ts';
import type { PublishReport } from '../commands/publish-posts.ts';
import type { PullReport } from '../commands/pull-report.ts';
import type { CommentsReport } from '../commands/read-comments.ts';
import type { SyncReport } from '../commands/sync-archive.ts';

/** Bytes of a repository that GitHub advises. https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits */
const branchLimit = 1_000_000_000;
const nearlyFull = 0.8;

/** What only the Action knows of a run. */
export interface RunFacts {
  /** Minutes. */
  readonly used: number;
  readonly allowed: number;
  /** Bytes of what the data branch holds, as git packs it. */
  readonly branchBytes: number;
}

/** What the page of the run shows, as Markdown: numbers and names of channels, nobody's words. */
export function summaryOf(report: SyncReport, facts: RunFacts): string {
  const { imported, pulled, newConversations, published, comments, left, site, capacity, problems } = report;
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
    ...(comments === undefined ? [] : [['Comments on GitHub', shownComments(comments)] as const]),
    ...(left === undefined ? [] : [leftRow(left)]),
    ['New conversations', number(newConversations)],
    ['Site', `${number(site.conversations)} conversations on ${number(site.pages)} pages`],
    ['Room on GitHub Pages', printCapacity(capacity)],
    ['Room on the data branch', `${megabytes(facts.branchBytes)} of ${megabytes(branchLimit)} MB`],
    ['Time', `${number(facts.used)} of ${number(facts.allowed)} minutes`],
  ];
  return [
    '## unsilo',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${cell(value)} |`),
    '',
    ...attention(report, facts),
    ...problems.map(({ message }) => `> **Needs you:** ${cell(message)}\n`),
  ].join('\n');
}

/** What a person should look at; each becomes a warning of the run. */
export function warningsOf(
  { imported, pulled, published, capacity }: SyncReport,
  { branchBytes }: Pick<RunFacts, 'branchBytes'>,
): readonly string[] {
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
    ...(capacity.bytes > nearlyFull * capacity.limit
      ? [
          `The site is nearly too large for GitHub Pages (${printCapacity(capacity)}): archive fewer channels, or put it on another static host.`,
        ]
      : []),
    ...(branchBytes > nearlyFull * branchLimit
      ? [
          `The data branch has ${megabytes(branchBytes)} MB, and GitHub advises no more than ${megabytes(branchLimit)}: archive fewer channels.`,
        ]
      : []),
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
  const { created, updated, failed, inDoubt, stopped, skipped, leftAlone } = report;
  const held = skipped['not-quiet'] ?? 0;
  return [
    ['Posts', `${number(created)} created, ${number(updated)} updated`],
    ...(failed + inDoubt === 0
      ? []
      : [['Tried again next time', `${number(failed)} failed, ${number(inDoubt)} in doubt`] as const]),
    ['Held back', `${number(held)} still going on, ${number(leftAlone.length)} changed by people on GitHub`],
    ...(stopped === undefined ? [] : [['Posting stopped', `${stopped} The next run goes on.`] as const]),
  ];
}

function leftRow({ posts, updates, hours }: NonNullable<SyncReport['left']>): readonly [string, string] {
  return [
    'Still to be posted',
    `${number(posts)} posts, ${number(updates)} updates: about ${hours.planned.measured} hours at GitHub's limits`,
  ];
}

function shownComments({ comments }: CommentsReport): string {
  const { new: added, changed, removed, total } = comments;
  return `${number(added)} new, ${number(changed)} changed, ${number(removed)} removed; ${number(total)} in all`;
}

const shown = 10;

function attention(report: SyncReport, facts: RunFacts): readonly string[] {
  const all = warningsOf(report, facts);
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

function megabytes(bytes: number): string {
  return number(Math.ceil(bytes / 1e6));
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
