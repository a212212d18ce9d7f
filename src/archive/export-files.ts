import { readFileSync } from 'node:fs';
import { isDeviceName } from '../model/device-name.ts';
import type { TeamId } from '../model/ids.ts';
import type { Archive } from './archive.ts';
import { mentionedFiles } from './file-mentions.ts';
import { copyPath, readCopies } from './file-store.ts';

export interface ExportedFile {
  readonly teamId: TeamId;
  /** `__uploads/F024BE91L/chart.png`, as slackdump and Mattermost's importer have it. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** The copies of files that messages show, one after the other in order of id. */
export function* exportedFiles(archive: Archive): Generator<ExportedFile> {
  const copies = [...readCopies(archive)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (copies.length === 0) return;
  const mentioned = mentionedFiles(archive);
  for (const [id, copy] of copies) {
    const shown = mentioned.get(id);
    // What people deleted goes at the next pull; it is not taken along meanwhile.
    if (shown === undefined || shown.file.state === 'deleted') continue;
    const path = `__uploads/${id}/${fileName(shown.file.name) ?? copy.name}`;
    yield { teamId: shown.teamId, path, content: readFileSync(copyPath(archive, id, copy)) };
  }
}

const longest = 200;

/** The name that the message tells, by which other tools look for the file; undefined where some disk has no such name. */
function fileName(name: string | undefined): string | undefined {
  if (name === undefined || Buffer.byteLength(name) > longest || isDeviceName(name)) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no disk should have to hold them.
  const isUsable = !/[<>:"|?*/\\\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]|^[. ]|[. ]$/u.test(name);
  return isUsable ? name : undefined;
}
