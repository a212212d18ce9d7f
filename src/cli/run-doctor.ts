import { resolve } from 'node:path';
import { doctor } from '../commands/doctor.ts';
import { workingTreeAround } from '../commands/git-folder.ts';
import { githubOptions, placesOf } from '../commands/options.ts';
import { exitCode } from '../errors.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';
import { configOf } from './config-of.ts';
import { printDoctor } from './print-doctor.ts';

export async function runDoctor(args: Arguments, context: CliContext): Promise<Outcome> {
  const { folder, environment, userAgent } = context;
  const repo =
    args.text('repo') ?? environment.githubRepository ?? workingTreeAround(folder)?.remote?.repository;
  const flags = { repo, minutes: undefined, writes: undefined };
  const { githubToken: token, githubApiUrl: apiUrl, githubGraphqlUrl: graphqlUrl } = environment;
  const unconfigured = { repository: repo, token, apiUrl, graphqlUrl, userAgent, categories: [] };
  const report = await doctor(
    {
      node: process.versions.node,
      loadConfig: () => configOf(args, folder),
      places: placesOf({ out: resolve(folder, args.text('out') ?? '.') }),
      github: (config) =>
        config === undefined ? unconfigured : githubOptions(config, environment, flags, userAgent),
      slack: { token: environment.slackToken, apiUrl: environment.slackApiUrl, userAgent },
    },
    context,
  );
  const outcome = { report, text: printDoctor(report, context.page) };
  return report.isWell ? outcome : { ...outcome, exitCode: exitCode.someFailed };
}
