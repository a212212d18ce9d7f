import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, StorageError } from '../errors.ts';
import { type ChannelId, isTeamId, type TeamId } from '../model/ids.ts';
import { isJsonObject, type Json, numberAt } from '../model/json.ts';
import type { Month } from '../model/ts.ts';
import { readIfThere, writeAtomically } from './atomic-write.ts';

/** The archive on disk. All paths into it are made here. */
export interface Archive {
  readonly dir: string;
}

/** Raised when a program that knows only the old form would read the new one wrong. */
const formatVersion = 1;

/**
 * Opens an archive for reading.
 *
 * @throws StorageError when there is none, or one of a newer version
 */
export function openArchive(dir: string): Archive {
  const archive = { dir };
  const version = versionOf(archive);
  if (version !== undefined) return archive;
  throw new ConfigError(
    `${dir}: there is no archive here. Say where it is with --out, or make one: unsilo migrate <export> --out <folder>`,
  );
}

/** Opens an archive for writing, and makes it when the folder is empty or not there. */
export function openOrCreateArchive(dir: string): Archive {
  const archive = { dir };
  if (versionOf(archive) !== undefined) return archive;
  const foreign = entriesOf(dir).find((name) => !name.startsWith('.'));
  if (foreign !== undefined) {
    throw new StorageError(
      `${dir}: this folder holds other things (${foreign}) and no archive. Choose another one.`,
    );
  }
  writeAtomically(
    join(dir, 'unsilo.json'),
    `${JSON.stringify({ format: 'unsilo-archive', version: formatVersion })}\n`,
  );
  return archive;
}

function versionOf({ dir }: Archive): number | undefined {
  const path = join(dir, 'unsilo.json');
  const bytes = readIfThere(path);
  if (bytes === undefined) return undefined;
  const json = parse(bytes.toString());
  const version = isJsonObject(json) ? numberAt(json, 'version') : undefined;
  if (version === undefined)
    throw new StorageError(`${path}: this file is damaged: it should name a format version.`);
  if (version <= formatVersion) return version;
  throw new StorageError(
    `${dir}: this archive has format ${version}; this unsilo knows up to ${formatVersion}. ` +
      'Take a newer one: npx unsilo@latest',
  );
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The workspaces in the archive, in order. */
export function teamsOf({ dir }: Archive): readonly TeamId[] {
  return entriesOf(dir).filter(isTeamId);
}

export function teamPath({ dir }: Archive, teamId: TeamId, name: string): string {
  return join(dir, teamId, name);
}

export function channelPath({ dir }: Archive, teamId: TeamId, channelId: ChannelId): string {
  return join(dir, teamId, 'messages', channelId);
}

export function monthPath(archive: Archive, teamId: TeamId, channelId: ChannelId, month: Month): string {
  return join(channelPath(archive, teamId, channelId), `${month}.jsonl`);
}

/** Names in a folder, sorted; none when it is not there. */
export function entriesOf(path: string): readonly string[] {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    const mend = code === 'ENOTDIR' ? ' A file stands where a folder is needed: name another place.' : '';
    throw new StorageError(`${path}: can't be listed (${message}).${mend}`, { cause: error });
  }
}
