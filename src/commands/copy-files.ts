import type { Archive } from '../archive/archive.ts';
import type { FileDebts } from '../archive/file-debts.ts';
import { readCopies } from '../archive/file-store.ts';
import type { FileRules } from '../policy/file-rules.ts';
import type { SlackIdentity } from '../slack/web-people.ts';
import type { CommandContext } from './context.ts';
import type { FileAccount, FilesReport } from './file-account.ts';
import { hasScope } from './media-scopes.ts';
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

/** Copies files as a part of a run. Without the scope nothing is asked for. */
export async function copyFiles(copy: CopyFiles): Promise<void> {
  const { pulling, context, identity, debts, selection, files: rules, account, keep } = copy;
  const { archive, teamId, client } = pulling;
  const mayRead = hasScope(identity, 'files:read');
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

/** Undefined where none are copied and none were. */
export function filesReport(
  account: FileAccount,
  { archive, files }: { readonly archive: Archive; readonly files: FileRules },
): FilesReport | undefined {
  const copies = readCopies(archive);
  return files.kinds.size === 0 && copies.size === 0 ? undefined : account.report(copies);
}
