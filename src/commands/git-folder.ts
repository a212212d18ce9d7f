import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type GitRemote, gitRemoteIn } from './git-remote.ts';

/** The working tree of git around a folder. */
export interface WorkingTree {
  readonly root: string;
  readonly remote: GitRemote | undefined;
}

/** Looks upwards for a working tree; undefined when there is none. */
export function workingTreeAround(folder: string): WorkingTree | undefined {
  const git = join(folder, '.git');
  const config = configOf(git);
  if (config !== undefined) return { root: folder, remote: gitRemoteIn(config) };
  const above = dirname(folder);
  return above === folder ? undefined : workingTreeAround(above);
}

/** `.git` is a folder, or in a second working tree a file that names one. */
function configOf(git: string): string | undefined {
  try {
    if (statSync(git).isDirectory()) return readFileSync(join(git, 'config'), 'utf8');
    const named = /^gitdir: (.*)$/m.exec(readFileSync(git, 'utf8'))?.[1] ?? '.';
    const own = resolve(dirname(git), named);
    return readFileSync(join(resolve(own, readIfThere(join(own, 'commondir')) ?? '.'), 'config'), 'utf8');
  } catch {
    return undefined;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
