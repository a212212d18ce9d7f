import { SourceError } from '../errors.ts';
import type { ExportLayout } from './export-source.ts';
import type { SourceFiles } from './source-files.ts';

/** Where things are in an export. */
export interface Recognised {
  readonly layout: ExportLayout;
  /** The folder that holds everything, `''` or ending in a slash: ZIPs made again often have one around all. */
  readonly base: string;
  /** Day files by channel folder; in the dump layout the one file by its own name. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

const dayFile = /^(.*\/)?([^/]+)\/(\d{4}-\d{2}-\d{2})\.json$/;
const lists = ['channels.json', 'users.json', 'groups.json', 'dms.json', 'mpims.json'];
const dumpFile = /^(.*\/)?([CGD][A-Z0-9]{7,})(?:-\d+\.\d+)?\.json$/;

/**
 * Tells by looking at the names of the files what kind of export this is.
 *
 * @throws SourceError when it is none, with what to do instead.
 */
export function recognise(files: SourceFiles): Recognised {
  const base = baseOf(files.paths);
  refuseOrganisation(files);
  const folders = dayFolders(files.paths, base);
  if (folders.size > 0) return { layout: uploadsLayout(files, base), base, folders };
  const dumps = files.paths.filter((path) => path.startsWith(base) && dumpFile.test(path));
  if (dumps.length > 0) return { layout: 'slackdump-dump', base, folders: dumpFolders(dumps) };
  if (files.paths.some((path) => lists.includes(path.slice(base.length)))) {
    return { layout: 'slack', base, folders };
  }
  throw notAnExport(files);
}

/** The shallowest folder with a list of channels or users; without lists, the one above the day files. */
function baseOf(paths: readonly string[]): string {
  const bases = paths.filter((path) => lists.includes(path.slice(path.lastIndexOf('/') + 1))).map(folderOf);
  const candidates = bases.length > 0 ? bases : paths.flatMap((path) => dayFile.exec(path)?.[1] ?? []);
  return candidates.reduce<string | undefined>((best, next) => shallower(best, next), undefined) ?? '';
}

function shallower(a: string | undefined, b: string): string {
  return a !== undefined && a.split('/').length <= b.split('/').length ? a : b;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function dayFolders(paths: readonly string[], base: string): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const [, parent = '', folder] = dayFile.exec(path) ?? [];
    if (folder === undefined || parent !== base) continue;
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [path]);
    else files.push(path);
  }
  return folders;
}

function dumpFolders(paths: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const channel = dumpFile.exec(path)?.[2] ?? path;
    folders.set(channel, [...(folders.get(channel) ?? []), path]);
  }
  return folders;
}

function uploadsLayout({ paths, others }: SourceFiles, base: string): ExportLayout {
  const all = [...others, ...paths];
  if (all.some((path) => path.startsWith(`${base}__uploads/`))) return 'slackdump-standard';
  return all.some((path) => /\/attachments\/F[A-Z0-9]+-/.test(path)) ? 'slackdump-mattermost' : 'slack';
}

const workspaceFile =
  /^(?:.*\/)?teams\/([^/]+)\/(?:channels\.json|users\.json|[^/]+\/\d{4}-\d{2}-\d{2}\.json)$/;

/** Taking one of several workspaces would drop the others without a word. */
function refuseOrganisation({ name, paths }: SourceFiles): void {
  const teams = new Set(paths.flatMap((path) => workspaceFile.exec(path)?.[1] ?? []));
  const hasMore = paths.some((path) => /^(?:[^/]+\/)?channels\.json$/.test(path));
  if (teams.size === 0 || (teams.size === 1 && !hasMore)) return;
  throw new SourceError(
    `${name}: this is the export of a whole organisation, with ${teams.size} workspaces. ` +
      `Unpack it and give the folder of one workspace: teams/${[...teams].sort()[0]}.`,
  );
}

function notAnExport({ name, paths, others }: SourceFiles): SourceError {
  const all = [...others, ...paths];
  if (all.some((path) => path.endsWith('slackdump.sqlite') || path.endsWith('.json.gz'))) {
    return new SourceError(
      `${name}: this is slackdump's own archive. Turn it into an export first: slackdump convert -f export`,
    );
  }
  const inner = all.find((path) => path.endsWith('.zip'));
  if (inner !== undefined) {
    return new SourceError(
      `${name}: no export, but a ZIP is inside (${inner}). Unpack it and give the inner one.`,
    );
  }
  if (all.length > 0 && all.every((path) => path.endsWith('.txt'))) {
    return new SourceError(`${name}: this is a text export of one person. Ask Slack for the JSON export.`);
  }
  if (paths.some((path) => /^\d{4}-\d{2}-\d{2}\.json$/.test(path))) {
    return new SourceError(`${name}: this is the folder of one channel. Give the folder above it.`);
  }
  const seen = all.length === 0 ? 'it is empty' : `it holds, for example, ${all.slice(0, 3).join(', ')}`;
  return new SourceError(
    `${name}: no Slack export was recognised: ${seen}. Looked for channels.json and folders with files like ` +
      '2024-03-18.json (Slack and slackdump export), and for files like C024BE91L.json (slackdump dump).',
  );
}
