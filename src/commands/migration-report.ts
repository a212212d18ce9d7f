import type { Diagnostic } from '../model/diagnostic.ts';
import type { SkipReason } from '../policy/public-message.ts';
import type { RefusalReason } from '../policy/select-channels.ts';
import { planReport, printPlan } from '../publish/print-plan.ts';
import type { Migration } from './migrate.ts';

/** What `unsilo migrate --json` prints; the names are fixed. */
export interface MigrationReport {
  readonly read: number;
  readonly archived: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly conversations: number;
  readonly pages: number;
  readonly unknown: Readonly<Record<string, number>>;
  readonly plan: {
    readonly posts: number;
    readonly comments: number;
    readonly writes: number;
    readonly hours: number;
  };
  readonly merged: Migration['imported']['merged'];
  readonly channels: Migration['imported']['channels'];
  /** Archived, but on no page, as nobody said it: joins, pins. */
  readonly noise: number;
  readonly site: {
    readonly written: number;
    readonly unchanged: number;
    readonly removed: number;
    readonly bytes: number;
  };
  readonly diagnostics: readonly Diagnostic[];
  readonly seconds: number;
}

const reasons: Readonly<Record<RefusalReason | SkipReason | 'duplicate', string>> = {
  'private-channel': 'in private channels: never published',
  'shared-channel': 'in channels shared with other organisations: never published',
  'direct-message': 'in direct messages: never published',
  'unlisted-channel':
    'in folders that the export’s channels.json does not list, so that nobody can know that they are public; take one with --channel ID=FOLDER',
  'canvas-comments': 'comments beside a canvas, in no channel',
  'no-channel-id': 'in channels without an id',
  'not-chosen': 'in channels that were not chosen',
  'not-a-message': 'rows that are no messages',
  'no-timestamp': 'rows without a valid time',
  'export-artefact': 'rows that Slack’s exporter made up',
  'own-notice': 'notices of unsilo itself',
  duplicate: 'that stand in the export twice',
};

export function migrationReport({ imported, site, plan }: Migration, seconds: number): MigrationReport {
  const { posts, comments, writes, hours } = planReport(plan);
  const { read, archived, skipped, merged, channels, diagnostics } = imported;
  return {
    read,
    archived,
    skipped,
    conversations: site.conversations,
    pages: site.pages,
    unknown: { ...imported.unknown, ...site.unknown },
    plan: { posts, comments, writes, hours },
    merged,
    channels,
    noise: site.noise,
    site: { written: site.written, unchanged: site.unchanged, removed: site.removed, bytes: site.bytes },
    diagnostics,
    seconds,
  };
}

/** For a person: what was read, what became of it, and why anything is missing. */
export function printMigration(
  migration: Migration,
  places: { readonly archive: string; readonly site: string; readonly serve: string },
): string {
  const { imported, site, plan } = migration;
  const { read, archived, skipped, merged, channels } = imported;
  return [
    `${number(read)} messages read, ${number(archived)} archived from ${number(channels.length)} ${channels.length === 1 ? 'channel' : 'channels'}: ${mergedWords(merged)}.`,
    ...counted('skipped', skipped, (reason) => reasons[reason as keyof typeof reasons] ?? reason),
    `${number(site.noise)} of the archived are joins, pins and the like, which no page shows.`,
    ...unknown('Not known to this version of unsilo; shown as far as they have words:', site.unknown),
    ...unknown('Fields that this version of unsilo does not know; left out:', imported.unknown),
    ...diagnosticLines(imported.diagnostics),
    '',
    `Archive: ${places.archive}`,
    `Site:    ${places.site} (${number(site.conversations)} conversations on ${number(site.pages)} pages, ${number(Math.ceil(site.bytes / 1e6))} MB)`,
    '',
    migration.published === undefined ? 'Plan for GitHub (nothing was sent):' : 'Plan for GitHub:',
    printPlan(plan, site.bytes),
    `Look at the site with: ${places.serve}`,
    '',
  ].join('\n');
}

function mergedWords({
  new: added,
  changed,
  unchanged,
  superseded,
}: Migration['imported']['merged']): string {
  const words: readonly (readonly [number, string])[] = [
    [added, 'new'],
    [changed, 'changed'],
    [unchanged, 'known already'],
    [superseded, 'older than what the archive has'],
  ];
  const found = words.filter(([count]) => count > 0);
  return found.length === 0 ? 'none' : found.map(([count, word]) => `${number(count)} ${word}`).join(', ');
}

function counted(
  what: string,
  counts: Readonly<Record<string, number>>,
  wordsOf: (reason: string) => string,
): readonly string[] {
  const entries = Object.entries(counts);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return [`None ${what}.`];
  return [`${number(total)} ${what}:`, ...entries.map(([reason, count]) => line([wordsOf(reason), count]))];
}

function unknown(heading: string, counts: Readonly<Record<string, number>>): readonly string[] {
  const kinds = Object.entries(counts);
  return kinds.length === 0 ? [] : [heading, ...kinds.map(line)];
}

function line([name, count]: readonly [string, number]): string {
  return `  ${number(count).padStart(9)}  ${name}`;
}

function diagnosticLines(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.length === 0
    ? []
    : ['To look at:', ...diagnostics.map(({ message }) => `  - ${message}`)];
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
