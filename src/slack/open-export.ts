import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { SourceError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isTeamId, type TeamId } from '../model/ids.ts';
import { isJsonObject, type JsonObject, stringAt } from '../model/json.ts';
import { type ChannelLists, channelsOf } from './channel-lists.ts';
import { openDirectory } from './directory-files.ts';
import type { ExportSource, MessagePage } from './export-source.ts';
import { newestIn, readPages } from './message-pages.ts';
import { parseJson, readList } from './read-json.ts';
import { type Recognised, recognise } from './recognise.ts';
import { defaultLimits, type SourceFiles, type SourceLimits } from './source-files.ts';
import { openZip } from './zip-files.ts';

/**
 * Opens an export of Slack or slackdump, as ZIP or unpacked, and reads its lists. What it is, is found by looking.
 *
 * @throws SourceError when it is missing, unreadable, damaged, unsafe or no export.
 */
export async function openExport(path: string, limits: SourceLimits = defaultLimits): Promise<ExportSource> {
  const files = await openFiles(path, limits);
  try {
    return exportSource(files, recognise(files));
  } catch (error) {
    files.close();
    throw error;
  }
}

async function openFiles(path: string, limits: SourceLimits): Promise<SourceFiles> {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return openDirectory(path, limits);
    if (stat.isFile()) return await openZip(path, limits);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file or folder' : `it can't be read (${message})`;
    throw new SourceError(
      `${path}: ${reason}. Give the ZIP of a Slack export, or the folder it unpacks to.`,
      {
        cause: error,
      },
    );
  }
  throw new SourceError(`${path}: this is neither a file nor a folder.`);
}

function exportSource(files: SourceFiles, { layout, base, folders }: Recognised): ExportSource {
  const diagnostics: Diagnostic[] = [];
  const users = readList(files, `${base}users.json`, diagnostics);
  const channels = channelsOf(listsOf(files, base, diagnostics), folders);
  const workspace = workspaceOf(files, base);
  const ownId = stringAt(workspace, 'id') ?? '';
  const teamId = isTeamId(ownId) ? ownId : homeTeam(users);
  return {
    layout,
    name: files.name,
    ...(teamId === undefined ? {} : { teamId }),
    channels,
    users,
    workspace,
    diagnostics,
    messages: ({ folder }) => pagesOf(files, folders.get(folder) ?? [], layout),
    asOf: (wanted) =>
      newestIn(
        files,
        wanted.flatMap(({ folder }) => folders.get(folder) ?? []),
        layout,
      ),
    close: () => files.close(),
  };
}

const filesPerTurn = 64;

/** Reading is synchronous; now and then the event loop gets its turn, or Ctrl-C would never be heard. */
async function* pagesOf(
  files: SourceFiles,
  paths: readonly string[],
  layout: Recognised['layout'],
): AsyncGenerator<MessagePage> {
  for (const [index, path] of paths.entries()) {
    if (index % filesPerTurn === 0) await setImmediate();
    yield* readPages(files, path, layout);
  }
}

/** The workspace of most users: guests from others, who are listed too, are never the majority. */
function homeTeam(users: readonly JsonObject[]): TeamId | undefined {
  const counts = new Map<TeamId, number>();
  for (const user of users) {
    const id = stringAt(user, 'team_id');
    if (id !== undefined && isTeamId(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}

/** Slack's exports say nothing about the workspace; ours do. */
function workspaceOf(files: SourceFiles, base: string): JsonObject {
  const path = `${base}workspace.json`;
  const json = files.paths.includes(path) ? parseJson(files.read(path)) : undefined;
  return isJsonObject(json) ? json : {};
}

function listsOf(files: SourceFiles, base: string, diagnostics: Diagnostic[]): ChannelLists {
  const optional = (name: string) =>
    files.paths.includes(`${base}${name}`) ? readList(files, `${base}${name}`, diagnostics) : [];
  return {
    channels: readList(files, `${base}channels.json`, diagnostics),
    groups: optional('groups.json'),
    mpims: optional('mpims.json'),
    dms: optional('dms.json'),
  };
}
