import { placesOf, planOptions } from '../commands/options.ts';
import { planPosts } from '../commands/plan-posts.ts';
import { reportPlan } from '../commands/plan-report.ts';
import { printComments, printPublish } from '../commands/publish-report.ts';
import { printPull } from '../commands/pull-report.ts';
import { type SyncReport, syncArchive } from '../commands/sync-archive.ts';
import { syncOptions } from '../commands/sync-options.ts';
import { ConfigError, exitCode } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf, secondsSince } from './config-of.ts';
import { count } from './progress-line.ts';

export async function runSync(args: Arguments, context: CliContext): Promise<Outcome> {
  const { clock, environment, folder, userAgent, logger } = context;
  const start = clock.now();
  const config = configOf(args, folder);
  if (args.has('dry-run'))
    return reportPlan(await planPosts(planOptions(config), context), placesOf(config).site);
  const repository = args.text('repo') ?? environment.githubRepository;
  const options = syncOptions(
    config,
    environment,
    {
      exports: [],
      repository,
      minutes: minutesOf(args.text('minutes')),
      publishes: repository !== undefined,
      isAgreed: args.has('yes'),
    },
    { userAgent, clock },
  );
  if (options.pull === undefined)
    logger.info('Slack is not read: that takes SLACK_TOKEN and a list of channels.');
  if (repository === undefined) logger.info('Nothing is posted: --repo names no repository.');
  const synced = await syncArchive({ ...options, save: async () => {} }, context);
  for (const { message } of synced.problems) logger.warn(message);
  const seconds = secondsSince(start, clock.now());
  const code = synced.problems[0]?.exitCode ?? (hasFailed(synced) ? exitCode.someFailed : exitCode.done);
  return { report: reportOf(synced, seconds), text: printSync(synced), exitCode: code };
}

function minutesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new ConfigError(`--minutes: found "${text}"; expected a whole number from 1.`);
}

function hasFailed({ pulled, published, notices }: SyncReport): boolean {
  return (pulled?.hasFailed ?? false) || (notices?.failed ?? 0) > 0 || (published?.failed ?? 0) > 0;
}

function reportOf(
  { pulled, site, published, comments, notices, problems }: SyncReport,
  seconds: number,
): object {
  return {
    ...(pulled === undefined ? {} : { pulled }),
    site,
    ...(published === undefined ? {} : { published }),
    ...(comments === undefined ? {} : { comments }),
    ...(notices === undefined ? {} : { notices }),
    problems: problems.map(({ name, message, exitCode }) => ({ name, message, exitCode })),
    seconds,
  };
}

function printSync({ pulled, site, published, comments }: SyncReport): string {
  const { pages, written, bytes } = site;
  return [
    ...(pulled === undefined ? [] : [printPull(pulled)]),
    ...(published === undefined ? [] : [printPublish(published)]),
    ...(comments === undefined ? [] : [printComments(comments)]),
    `${count(pages)} pages, ${count(written)} files written, ${count(Math.ceil(bytes / 1e6))} MB.\n`,
  ].join('\n');
}
