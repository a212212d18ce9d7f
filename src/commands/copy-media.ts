import { type CopyFiles, copyFiles } from './copy-files.ts';
import { copyEmoji } from './pull-emoji.ts';

/** Images of emoji first: they are few and small, and messages look wrong without them. */
export async function copyMedia(copy: CopyFiles): Promise<void> {
  const debts = await copyEmoji(copy);
  await copyFiles({ ...copy, debts });
}
