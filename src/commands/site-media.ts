import { type Archive, teamsOf } from '../archive/archive.ts';
import { type EmojiList, emojiPath, readEmoji, resolveEmoji } from '../archive/emoji.ts';
import { copyPath, type FileCopies, readCopies } from '../archive/file-store.ts';
import type { TeamId } from '../model/ids.ts';
import type { MediaSource } from '../site/site-media.ts';

/** The copies of files and emoji that the archive has. */
export interface ArchiveMedia extends MediaSource {
  readonly copies: FileCopies;
  /** Changes when any of them does. */
  fingerprint(): string;
}

export function archiveMedia(archive: Archive): ArchiveMedia {
  const copies = readCopies(archive);
  const lists = new Map<TeamId, EmojiList>(
    teamsOf(archive).map((teamId) => [teamId, readEmoji(archive, teamId)]),
  );
  return {
    copies,
    fingerprint: () => JSON.stringify([[...copies], [...lists].map(([id, list]) => [id, [...list]])]),
    file: (id) => {
      const copy = copies.get(id);
      return copy === undefined ? undefined : { copy, path: copyPath(archive, id, copy) };
    },
    emoji: (teamId, name) => {
      const found = resolveEmoji(lists.get(teamId) ?? new Map(), name);
      if (found === undefined) return undefined;
      const { copy } = found;
      return copy === undefined ? found.name : { copy, path: emojiPath(archive, teamId, copy) };
    },
  };
}
