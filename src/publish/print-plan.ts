import { amount } from '../amount.ts';
import type { ConversationKey } from '../model/conversation.ts';
import type { Hours, PostKind } from './estimate.ts';
import type { Plan, Step } from './plan.ts';
import type { SkipReason } from './select.ts';

/** What `unsilo plan --json` prints; the names are fixed. */
export interface PlanReport {
  readonly steps: readonly StepReport[];
  readonly posts: number;
  readonly comments: number;
  readonly updates: number;
  /** Content-creating requests. */
  readonly writes: number;
  /** At the limits that people met. */
  readonly hours: number;
  readonly hoursByKind: Readonly<Record<PostKind, Hours>>;
  readonly unchanged: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly people: Plan['people'];
}

type StepReport = Omit<Step, 'conversation'> & { readonly conversation: string };

/** GitHub Pages: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits */
const siteLimit = 1_000_000_000;

const reasons: Readonly<Record<SkipReason, string>> = {
  'channel-off': 'in channels that make no posts',
  'no-reaction': 'without the reaction that asks for a post',
  'no-reply': 'without a reply',
  'few-replies': 'with fewer replies than asked for',
  stitch: 'loose messages that stand close together',
  deleted: 'with nothing left that was not deleted',
  'bot-only': 'in which only bots speak',
  'not-quiet': 'still going on',
};

/** `T012AB3C4/C024BE91L/1710786933.057029` */
export function formatKey({ teamId, channelId, rootTs }: ConversationKey): string {
  return `${teamId}/${channelId}/${rootTs}`;
}

export function planReport(plan: Plan): PlanReport {
  const { planned, ...hoursByKind } = plan.hours;
  return {
    steps: plan.steps.map((step) => ({ ...step, conversation: formatKey(step.conversation) })),
    posts: plan.posts,
    comments: plan.comments,
    updates: plan.updates,
    writes: plan.writes,
    hours: planned.measured,
    hoursByKind,
    unchanged: plan.unchanged,
    skipped: plan.skipped,
    people: plan.people,
  };
}

/** The plan for a person. `siteBytes` is the size of the built site, where there is one. */
export function printPlan(plan: Plan, siteBytes?: number): string {
  const { posts, comments, updates, writes, unchanged, people } = plan;
  const lines = [
    `${amount(posts, 'new post')}, ${amount(comments, 'comment')}, ${amount(updates, 'update')}; ${amount(unchanged, 'post')} unchanged.`,
    `${amount(writes, 'request')} create content. GitHub limits these:`,
    ...hoursTable(plan),
    '',
    ...skippedLines(plan),
    `${amount(people.speaking, 'person', 'people')} speak in the posts, ${number(people.withoutLogin)} of them without a GitHub login in the configuration; they are shown by name and never mentioned.`,
  ];
  if (siteBytes !== undefined)
    lines.push(
      `The site has ${megabytes(siteBytes)} of the ${megabytes(siteLimit)} that GitHub Pages allows${siteBytes > siteLimit ? ': too much' : ''}.`,
    );
  return `${lines.join('\n')}\n`;
}

function hoursTable({ hours }: Plan): string[] {
  const row = (name: string, { documented, measured }: Hours) =>
    `  ${name.padEnd(20)}${shownHours(documented).padStart(14)}${shownHours(measured).padStart(16)}`;
  return [
    `  ${''.padEnd(20)}${'as documented'.padStart(14)}${'as people met'.padStart(16)}`,
    row('this plan', hours.planned),
    row('all as discussions', hours.discussions),
    row('all as issues', hours.issues),
    row('all by issue import', hours.import),
  ];
}

function skippedLines({ skipped }: Plan): string[] {
  const entries = Object.entries(skipped);
  if (entries.length === 0) return [];
  const total = entries.reduce((sum, [, n]) => sum + n, 0);
  return [
    `${amount(total, 'conversation')} ${total === 1 ? 'stays' : 'stay'} on the site alone:`,
    ...entries.map(([reason, n]) => `  ${number(n).padStart(9)} ${reasons[reason as SkipReason] ?? reason}`),
  ];
}

function shownHours(hours: number): string {
  return `${hours.toLocaleString('en', { minimumFractionDigits: 1 })} h`;
}

function megabytes(bytes: number): string {
  return `${number(Math.ceil(bytes / 1_000_000))} MB`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}
