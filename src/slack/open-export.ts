import { statSync } from 'node:fs';
import { SourceError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isTeamId } from '../model/ids.ts';
import { isJsonObject, type Json, type JsonObject, objectsAt, stringAt } from '../model/json.ts';
import { compareTs, isTs, type Ts } from '../model/ts.ts';
import { channelsOf } from './channel-lists.ts';
import { openDirectory } from './directory-files.ts';
import type { ExportChannel, ExportLayout, ExportSource, MessagePage } from './export-source.ts';
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
  const teamId = users
    .map((user) => stringAt(user, 'team_id'))
    .find((id) => id !== undefined && isTeamId(id));
  return {
    layout,
    name: files.name,
    ...(teamId === undefined || !isTeamId(teamId) ? {} : { teamId }),
    channels,
    users,
    diagnostics,
    async *messages({ folder }) {
      for (const path of folders.get(folder) ?? []) yield* readPage(files, path, layout);
    },
    asOf: (wanted) => newestOf(files, wanted, { folders, layout }),
    close: () => files.close(),
  };
}

type Lists = Parameters<typeof channelsOf>[0];

function listsOf(files: SourceFiles, base: string, diagnostics: Diagnostic[]): Lists {
  const optional = (name: string) =>
    files.paths.includes(`${base}${name}`) ? readList(files, `${base}${name}`, diagnostics) : [];
  return {
    channels: readList(files, `${base}channels.json`, diagnostics),
    groups: optional('groups.json'),
    mpims: optional('mpims.json'),
    dms: optional('dms.json'),
  };
}

const whatMisses: Readonly<Record<string, string>> = {
  'users.json': 'People are named as far as the messages themselves tell.',
  'channels.json':
    'Nothing says which folders are public, so none is taken unless you name it with its id: --channel ID=FOLDER.',
};

function readList(files: SourceFiles, path: string, diagnostics: Diagnostic[]): readonly JsonObject[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!files.paths.includes(path)) {
    const code = `NO_${name.replace('.json', '').toUpperCase()}_LIST`;
    diagnostics.push({
      code,
      where: files.name,
      message: `${name} is missing. ${whatMisses[name] ?? ''}`.trim(),
    });
    return [];
  }
  const parsed = parseJson(files.read(path));
  if (parsed !== undefined && Array.isArray(parsed)) return parsed.filter(isJsonObject);
  throw new SourceError(
    `${files.name}: ${path} is not the list it should be${parsed === undefined ? ' (broken JSON)' : ''}. ` +
      'Ask Slack for the export again, or unpack it and mend the file.',
  );
}

function parseJson(data: Buffer): Json | undefined {
  try {
    return JSON.parse(data.toString('utf8').replace(/^\uFEFF/, '')) as Json;
  } catch {
    return undefined;
  }
}

/** One file that can't be used costs its own rows, never the run. */
function* readPage(files: SourceFiles, path: string, layout: ExportLayout): Generator<MessagePage> {
  const parsed = readJson(files, path);
  if (layout === 'slackdump-dump') return yield* dumpPages(path, parsed);
  if (Array.isArray(parsed)) return yield { file: path, items: parsed };
  yield { file: path, items: [], problem: unreadable(path, parsed) };
}

function readJson(files: SourceFiles, path: string): Json | SourceError | undefined {
  try {
    return parseJson(files.read(path));
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

function unreadable(path: string, found: Json | SourceError | undefined): Diagnostic {
  const what =
    found instanceof SourceError
      ? found.message
      : found === undefined
        ? 'it is not valid JSON'
        : 'it should hold a list of messages, but holds something else';
  return {
    code: 'UNREADABLE_DAY_FILE',
    where: path,
    message: `${path} was left out: ${what}. Mend it and run the same command again: only its messages will be added.`,
  };
}

const dumpPage = 1000;

/** slackdump's dump: the messages of a channel in one file, each root with its replies inside. */
function* dumpPages(path: string, parsed: Json | SourceError | undefined): Generator<MessagePage> {
  if (parsed instanceof SourceError || !isJsonObject(parsed) || !Array.isArray(parsed.messages)) {
    return yield { file: path, items: [], problem: unreadable(path, parsed) };
  }
  const rows = objectsAt(parsed, 'messages').flatMap((root) => {
    const { slackdump_thread_replies: _, ...message } = root;
    return [message, ...objectsAt(root, 'slackdump_thread_replies').filter(({ ts }) => ts !== root.ts)];
  });
  for (let start = 0; start < rows.length; start += dumpPage) {
    yield { file: path, items: rows.slice(start, start + dumpPage) };
  }
}

function newestOf(
  files: SourceFiles,
  channels: readonly ExportChannel[],
  { folders, layout }: Pick<Recognised, 'folders' | 'layout'>,
): Ts | undefined {
  const last = channels.flatMap(({ folder }) => folders.get(folder)?.at(-1) ?? []);
  const newestDay = last.map(dayOf).sort().at(-1);
  let newest: Ts | undefined;
  for (const path of last) {
    if (layout !== 'slackdump-dump' && dayOf(path) !== newestDay) continue;
    for (const { items } of readPage(files, path, layout)) newest = newestTs(items, newest);
  }
  return newest;
}

function dayOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function newestTs(items: readonly Json[], than: Ts | undefined): Ts | undefined {
  let newest = than;
  for (const item of items) {
    const ts = isJsonObject(item) ? item.ts : undefined;
    if (isTs(ts) && (newest === undefined || compareTs(ts, newest) > 0)) newest = ts;
  }
  return newest;
}
