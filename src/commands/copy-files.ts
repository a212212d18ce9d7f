import type { Archive } from '../archive/archive.ts';
import type { FileDebts } from '../archive/file-debts.ts';
import { readCopies } from '../archive/file-store.ts';
import type { FileRules } from '../policy/file-rules.ts';
import type { SlackIdentity } from '../slack/web-people.ts';
import type { CommandContext } from './context.ts';
import type { FileAccount, FilesReport } from './file-account.ts';
import { FilePull } from './pull-files.ts';
import type { Pulling } from './pull-rows.ts';
import type { PullSelection } from './pull-selection.ts';

export interface CopyFiles {
  readonly pulling: Pulling;
  readonly context: CommandContext;
  readonly selection: Pick<PullSelection, 'open'>;
  readonly identity: SlackIdentity;
  readonly files: FileRules;
  readonly account: FileAccount;
  readonly debts: FileDebts;
  readonly keep: (debts: FileDebts) => void;
}

/** Copies files as a part of a run. A scope that is missing is said once, and nothing is asked for. */
export async function copyFiles(copy: CopyFiles): Promise<void> {
  const { pulling, context, identity, debts, selection, files: rules, account, keep } = copy;
  const { archive, teamId, client } = pulling;
  const mayRead = hasScope(identity, 'files:read');
  if (rules.kinds.size > 0 && !mayRead) pulling.account.warn('FILES_SCOPE', teamId, missingScope);
  const run = new FilePull(
    {
      channels: new Set(selection.open.map(({ id }) => id)),
      rules,
      account,
      keep,
      archive,
      teamId,
      client,
      mayRead,
      now: pulling.now,
      progress: (done, total) =>
        context.logger.progress({ stage: 'copying files', done, total, unit: 'files' }),
    },
    debts,
  );
  await run.go();
}

/** True also where Slack does not say which scopes there are. */
export function hasScope({ scopes }: Pick<SlackIdentity, 'scopes'>, scope: string): boolean {
  return scopes.length === 0 || scopes.includes(scope);
}

const missingScope =
  'Files are not copied: the token lacks the scope files:read. Add it to the app under “OAuth & Permissions”, reinstall the app, and set SLACK_TOKEN to its bot token.';

/** Undefined where none are copied and none were. */
export function filesReport(
  account: FileAccount,
  { archive, files }: { readonly archive: Archive; readonly files: FileRules },
): FilesReport | undefined {
  const copies = readCopies(archive);
  return files.kinds.size === 0 && copies.size === 0 ? undefined : account.report(copies);
}
