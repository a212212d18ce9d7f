import { readFileSync } from 'node:fs';
import type { ChannelId, FileId, TeamId } from '../model/ids.ts';
import { isFileId } from '../model/ids.ts';
import type { SlackFile } from '../model/message.ts';
import { parseMessage } from '../model/parse-message.ts';
import { compareTs, type Ts } from '../model/ts.ts';
import type { Archive } from './archive.ts';
import { listUnits, parseRows } from './units.ts';

/** A file that messages of the archive show. */
export interface MentionedFile {
  readonly file: SlackFile;
  readonly teamId: TeamId;
  readonly channels: ReadonlySet<ChannelId>;
  /** Of the newest message that shows it. */
  readonly ts: Ts;
}

/** Cheap test that spares most lines from being parsed. */
const mayHaveFiles = /"files?":[[{]/;

/** All files of the archive by their ids: as the messages show them now, so what was deleted is deleted here. */
export function mentionedFiles(archive: Archive): ReadonlyMap<FileId, MentionedFile> {
  const found = new Map<FileId, MentionedFile>();
  for (const { path, teamId, channelId } of listUnits(archive)) {
    const text = readFileSync(path, 'utf8');
    if (!mayHaveFiles.test(text)) continue;
    const lines = text.split('\n').filter((line) => mayHaveFiles.test(line));
    for (const row of parseRows(lines.join('\n'), path)) {
      const message = parseMessage(row);
      for (const file of message?.files ?? []) {
        if (message === undefined || !isFileId(file.id)) continue;
        const here = { file, teamId, channels: new Set([channelId]), ts: message.ts };
        const known = found.get(file.id);
        found.set(file.id, known === undefined ? here : joined(known, here));
      }
    }
  }
  return found;
}

/** Messages that were read at different times may differ. A file that one of them knows to be deleted is deleted. */
function joined(a: MentionedFile, b: MentionedFile): MentionedFile {
  const [older, newer] = compareTs(a.ts, b.ts) <= 0 ? [a, b] : [b, a];
  const best = rank(newer.file) >= rank(older.file) ? newer : older;
  return { ...best, ts: newer.ts, channels: new Set([...a.channels, ...b.channels]) };
}

function rank({ state }: SlackFile): number {
  return { deleted: 3, available: 2, 'access-denied': 1, 'hidden-by-limit': 0 }[state];
}
