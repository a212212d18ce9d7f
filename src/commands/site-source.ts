import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Archive, entriesOf, teamPath, teamsOf } from '../archive/archive.ts';
import { readIfThere } from '../archive/atomic-write.ts';
import { readComments } from '../archive/github-comments.ts';
import { type Directory, readDirectory } from '../archive/names.ts';
import { readWorkspace } from '../archive/people.ts';
import { readPosts } from '../archive/posts-ledger.ts';
import { type ArchiveUnit, listUnits, readUnit } from '../archive/units.ts';
import { readUrls, writeUrls } from '../archive/url-ledger.ts';
import { StorageError } from '../errors.ts';
import type { Completeness } from '../model/completeness.ts';
import type { TeamId } from '../model/ids.ts';
import { certified } from '../site/completeness-pages.ts';
import type { SiteSource } from '../site/site-source.ts';
import { readCompleteness } from './read-completeness.ts';
import { archiveMedia } from './site-media.ts';

/** The archive as the site reads it. Directories of workspaces are read once. */
export function siteSource(archive: Archive): SiteSource {
  const units = listUnits(archive);
  const media = archiveMedia(archive);
  const directories = new Map<TeamId, Directory>();
  const directory = (teamId: TeamId): Directory => {
    const known = directories.get(teamId) ?? readDirectory(archive, teamId);
    directories.set(teamId, known);
    return known;
  };
  // A build asks twice, before and after: it changes no message.
  let known: string | undefined;
  const messages = () => {
    known ??= fingerprintOfUnits(units);
    return known;
  };
  return {
    units,
    fingerprint: () => fingerprintOf(archive, messages()) + media.fingerprint(),
    media,
    messages: (unit) => readUnit(unit as ArchiveUnit),
    posts: (unit) => readPosts(archive.dir, unit),
    comments: (unit) => readComments(archive.dir, unit),
    directory,
    completeness: () => completenessOf(archive),
    workspace: (teamId) => readWorkspace(archive, teamId),
    readUrls: () => readUrls(archive),
    writeUrls: (urls) => writeUrls(archive, urls),
  };
}

function fingerprintOfUnits(units: readonly ArchiveUnit[]): string {
  const hash = createHash('sha1');
  for (const { path } of units) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

/** Of the bytes of every file that pages are made of. */
function fingerprintOf(archive: Archive, messages: string): string {
  const hash = createHash('sha1').update(messages);
  const add = (path: string) => hash.update(path).update(readIfThere(path) ?? '');
  for (const teamId of teamsOf(archive)) {
    for (const name of ['workspace.json', 'users.json', 'channels.json'])
      add(teamPath(archive, teamId, name));
    for (const kind of ['posts', 'comments']) {
      for (const channel of entriesOf(teamPath(archive, teamId, kind))) {
        const folder = teamPath(archive, teamId, join(kind, channel));
        for (const name of entriesOf(folder)) add(join(folder, name));
      }
    }
  }
  for (const name of entriesOf(join(archive.dir, 'urls'))) add(join(archive.dir, 'urls', name));
  hash.update(JSON.stringify(certified(completenessOf(archive))));
  return hash.digest('hex');
}

/** Nothing is said where the state is damaged: pages can do without it, and `pull` says what to do. */
function completenessOf(archive: Archive): readonly Completeness[] {
  try {
    return readCompleteness(archive);
  } catch (error) {
    if (error instanceof StorageError) return [];
    throw error;
  }
}
