import type { SyncState } from '../archive/sync-state.ts';
import { type CopyFiles, copyFiles } from './copy-files.ts';
import { missingMediaScopes } from './media-scopes.ts';
import { copyEmoji, pullEmoji } from './pull-emoji.ts';

type MediaState = Pick<SyncState, 'emojiListedAt' | 'files'>;

export interface CopyMedia extends Omit<CopyFiles, 'debts' | 'keep'> {
  readonly state: MediaState;
  /** Keeps on disk how far it came. */
  readonly keep: (state: MediaState) => void;
}

/**
 * What messages show besides words. Messages come first: this waits for as long as it takes. Emoji go before files: they
 * are few and small. A scope that is missing is said once.
 *
 * @throws SlackRunOver when the run's time or calls are used up
 */
export async function copyMedia({ state, keep, ...copy }: CopyMedia): Promise<void> {
  const { account, teamId } = copy.pulling;
  for (const { code, message } of missingMediaScopes(copy.identity, copy.files))
    account.warn(code, teamId, message);
  keep(await pullEmoji(copy.pulling, copy.identity, state));
  const copying = { ...copy, debts: state.files ?? {}, keep: (files: CopyFiles['debts']) => keep({ files }) };
  const debts = await copyEmoji(copying);
  await copyFiles({ ...copying, debts });
}
