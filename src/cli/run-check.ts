import { type ArchiveCheck, checkArchive } from '../commands/check-archive.ts';
import { printCompleteness } from '../commands/completeness-report.ts';
import { githubOptions, placesOf, postingOptions } from '../commands/options.ts';
import { printCheck } from '../commands/publish-report.ts';
import { exitCode } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';

export async function runCheck(args: Arguments, context: CliContext): Promise<Outcome> {
  const start = context.clock.now();
  const config = configOf(args, context.folder);
  const flags = { repo: args.text('repo'), minutes: undefined, writes: undefined };
  const github = githubOptions(config, context.environment, flags, context.userAgent);
  const rebuild = args.has('rebuild');
  const plan = postingOptions(config, github);
  // Only the posts need GitHub. Who asks for them by --rebuild or --repo is told what is missing.
  const canAsk = github.token !== undefined && github.repository !== undefined;
  const looksAtPosts = rebuild || flags.repo !== undefined || canAsk;
  const checked = await checkArchive(
    {
      archive: placesOf(config).archive,
      followed: config.channels?.map(({ id }) => id),
      posts: looksAtPosts ? { plan, github, rebuild } : undefined,
    },
    context,
  );
  const report = { ...checked, seconds: secondsSince(start, context.clock.now()) };
  const outcome = { report, text: `${printCompleteness(checked.completeness)}\n${postsText(checked)}` };
  return checked.lacking > 0 || isWrong(checked) ? { ...outcome, exitCode: exitCode.someFailed } : outcome;
}

function isWrong({ posts }: ArchiveCheck): boolean {
  return (posts.missing ?? 0) + (posts.duplicate ?? 0) > 0;
}

function postsText({ posts, findings = [], requests, rebuilt }: ArchiveCheck): string {
  if (posts.found === null || requests === undefined)
    return `${posts.expected} posts in the ledger. They were not looked at: that takes GITHUB_TOKEN and --repo.\n`;
  return printCheck({ posts, findings, requests, ...(rebuilt === undefined ? {} : { rebuilt }) });
}
