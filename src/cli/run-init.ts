import { type InitFile, type InitReport, init } from '../commands/init.ts';
import type { Arguments, CliContext, Outcome } from './command-spec.ts';

export async function runInit(args: Arguments, context: CliContext): Promise<Outcome> {
  const isDryRun = args.has('dry-run');
  const report = await init(
    {
      folder: context.folder,
      repository: args.text('repo'),
      channels: args.texts('channel') ?? [],
      baseUrl: args.text('base-url'),
      kind: args.text('kind'),
      category: args.text('category'),
      isAgreed: args.has('yes'),
      isForced: args.has('force'),
      isDryRun,
    },
    context,
  );
  return { report, text: printInit(report, isDryRun) };
}

const did: Readonly<Record<InitFile['what'], string>> = {
  written: 'written',
  replaced: 'replaced',
  unchanged: 'is there already, the same',
  kept: 'is there already and stays as it is; --force replaces it',
};
const would: Readonly<Record<InitFile['what'], string>> = {
  ...did,
  written: 'would be written',
  replaced: 'would be replaced',
};

function printInit({ files, slackApp, announcement, next }: InitReport, isDryRun: boolean): string {
  const words = isDryRun ? would : did;
  return [
    ...files.map(({ path, what }) => `${path}: ${words[what]}`),
    '',
    'The Slack app, with everything filled in:',
    slackApp,
    '',
    'To tell your community:',
    ...announcement.split('\n').map((line) => `  | ${line}`.trimEnd()),
    '',
    'Next:',
    ...next.map((step, index) => `  ${index + 1}. ${step}`),
    '',
  ].join('\n');
}
