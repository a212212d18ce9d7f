import { amount } from '../amount.ts';
import type { Remark } from '../publish/outcomes.ts';
import type { CheckReport, Finding } from './check-posts.ts';
import type { PublishReport } from './publish-posts.ts';
import type { CommentsReport } from './read-comments.ts';

const shownRemarks = 20;

/** For a person: what was written, what was left, and why. */
export function printPublish(report: PublishReport): string {
  const { created, updated, comments, adopted, unchanged, failed, inDoubt, requests } = report;
  return [
    `${amount(created, 'post')} created, ${updated} updated, ${amount(comments, 'comment')} written, ${unchanged} unchanged${adopted > 0 ? `, ${adopted} found again` : ''}.`,
    `${amount(requests.write, 'request')} wrote, ${requests.read} read.`,
    ...(inDoubt > 0 ? [`${inDoubt} writes got no answer; the next run looks what became of them.`] : []),
    ...remarks(`${failed} conversations failed; the next run tries them again:`, report.failures),
    ...remarks('Left as people on GitHub made them:', report.leftAlone),
    ...remarks('There twice; delete one of each:', report.duplicates),
    ...(report.stopped === undefined
      ? []
      : [`Stopped: ${report.stopped} The same command goes on from here.`]),
    '',
  ].join('\n');
}

function remarks(heading: string, all: readonly Remark[]): readonly string[] {
  if (all.length === 0) return [];
  const lines = all.slice(0, shownRemarks).map(({ conversation, number, reason }) => {
    const post = number === undefined ? '' : ` (#${number})`;
    return `  ${conversation}${post}: ${reason}`;
  });
  const more = all.length - lines.length;
  return [heading, ...lines, ...(more > 0 ? [`  … and ${more} more; --json lists all.`] : [])];
}

export function printComments({ comments, posts, requests, stopped }: CommentsReport): string {
  const { new: added, changed, removed, total } = comments;
  return [
    `${amount(added, 'new comment')} on GitHub, ${changed} changed, ${removed} removed; ${total} in the archive.`,
    `${amount(posts, 'post')} read in ${amount(requests.read, 'request')}.`,
    ...(stopped === undefined ? [] : [`Stopped: ${stopped} The same command goes on from here.`]),
    '',
  ].join('\n');
}

const meanings: Readonly<Record<Finding['kind'], string>> = {
  missing: 'in the ledger, but not on GitHub any more',
  duplicate: 'of a conversation that has another post',
  foreign: 'of a conversation that this archive does not have',
  'changed-by-hand': 'changed by people; unsilo leaves it so',
  'broken-link': 'links to a post that is not there',
};

export function printCheck({ posts, findings, rebuilt }: CheckReport): string {
  const lines = findings
    .slice(0, shownRemarks)
    .map(({ kind, number, url }) => `  #${number} ${meanings[kind]}: ${url}`);
  return [
    ...(rebuilt === undefined ? [] : [`The ledger was made anew: ${rebuilt} posts.`]),
    `${posts.found} of ${posts.expected} posts are there: ${posts.missing} missing, ${posts.duplicate} there twice, ${posts.changedByHand} changed by hand, ${posts.foreign} of unknown conversations, ${posts.brokenLinks} broken links.`,
    ...lines,
    '',
  ].join('\n');
}
