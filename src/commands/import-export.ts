import { type Archive, openOrCreateArchive } from '../archive/archive.ts';
import { lockFolder } from '../archive/lock.ts';
import { mergeChannel } from '../archive/merge-channel.ts';
import { mergeList, mergeSeenUsers, unknownTeam, writeWorkspace } from '../archive/people.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import { stringAt } from '../model/json.ts';
import type { Ts } from '../model/ts.ts';
import {
  type PublicMessage,
  publicChannel,
  publicMessage,
  publicUser,
  publicWorkspace,
} from '../policy/public-message.ts';
import { type Selected, selectChannels } from '../policy/select-channels.ts';
import type { ExportChannel, ExportSource } from '../slack/export-source.ts';
import { openExport } from '../slack/open-export.ts';
import { askAboutChannels, type Chosen } from './ask-about-channels.ts';
import type { CommandContext } from './context.ts';
import { ImportAccount, type ImportReport } from './import-account.ts';
import { SeenUsers } from './seen-users.ts';

export interface ImportOptions {
  /** Folder of the archive; it is made when it is not there. */
  readonly archive: string;
  /** Paths of ZIPs or folders. */
  readonly exports: readonly string[];
  /** Ids, names or `ID=folder`; empty for all public ones. */
  readonly channels: readonly string[];
  /** True when the user said yes beforehand. */
  readonly isAgreed: boolean;
  readonly communityWasTold: boolean;
}

/**
 * Exports → policy → archive. Everything that can be refused is refused before the first byte is written; after that a
 * file that can't be read costs its own messages, and the report says so.
 */
export async function importExports(options: ImportOptions, context: CommandContext): Promise<ImportReport> {
  const sources: ExportSource[] = [];
  try {
    for (const path of options.exports) sources.push(await openExport(path));
    const chosen = sources.map((source) => ({
      source,
      selection: select(source, options.channels, sources),
    }));
    await askAboutChannels(chosen, options, context);
    const archive = openOrCreateArchive(options.archive);
    const unlock = lockFolder(archive.dir);
    try {
      const account = new ImportAccount();
      for (const one of chosen) await importOne(one, { archive, account, context });
      return account.report();
    } finally {
      unlock();
    }
  } finally {
    for (const source of sources) source.close();
  }
}

/** A channel that was asked for need be in one of the exports only. */
function select(
  source: ExportSource,
  wanted: readonly string[],
  all: readonly ExportSource[],
): Chosen['selection'] {
  const here = wanted.filter((text) => isIn(text, source) || !all.some((other) => isIn(text, other)));
  if (here.length > 0 || wanted.length === 0) return selectChannels(source.channels, here);
  return { selected: [], refused: source.channels.map((channel) => ({ channel, reason: 'not-chosen' })) };
}

function isIn(text: string, { channels }: ExportSource): boolean {
  const name = text.replace(/^[A-Z0-9]+=/, '').replace(/^#/, '');
  return channels.some((channel) => channel.folder === name || channel.name === name || channel.id === name);
}

interface Importing {
  readonly archive: Archive;
  readonly account: ImportAccount;
  readonly context: CommandContext;
}

async function importOne({ source, selection }: Chosen, importing: Importing): Promise<void> {
  const { account, archive, context } = importing;
  account.diagnostics.push(...source.diagnostics);
  for (const { channel, reason } of selection.refused) {
    for await (const { items, problem } of source.messages(channel)) {
      if (problem !== undefined) account.diagnostics.push(problem);
      account.read += items.length;
      account.skipped.add(reason, items.length);
    }
  }
  const asOf = source.asOf(selection.selected) ?? ('0.000000' as Ts);
  const teamId = source.teamId ?? unknownTeam;
  const seen = new SeenUsers();
  const publicChannels = new Set(selection.selected.map(({ id }) => id));
  for (const channel of selection.selected) {
    context.signal.throwIfAborted();
    const rows = publicRows(source, channel, { publicChannels, seen, importing });
    account.addMerged(channel, await mergeChannel(archive, { teamId, channelId: channel.id, asOf }, rows));
  }
  writeLists({ source, teamId, asOf, selected: selection.selected, archive });
  const listed = new Set(source.users.map((user) => stringAt(user, 'id') ?? ''));
  mergeSeenUsers(archive, teamId, seen.except(listed));
}

interface Passing {
  readonly publicChannels: ReadonlySet<ChannelId>;
  readonly seen: SeenUsers;
  readonly importing: Importing;
}

/** The rows of a channel that may become public, page by page. */
async function* publicRows(
  source: ExportSource,
  channel: ExportChannel,
  { publicChannels, seen, importing: { account, context } }: Passing,
): AsyncGenerator<readonly PublicMessage[]> {
  for await (const { items, problem } of source.messages(channel)) {
    context.signal.throwIfAborted();
    if (problem !== undefined) account.diagnostics.push(problem);
    const rows: PublicMessage[] = [];
    for (const item of items) {
      const verdict = publicMessage(item, publicChannels);
      if ('skipped' in verdict) account.skipped.add(verdict.skipped);
      else {
        rows.push(verdict.message);
        seen.add(verdict.message);
        for (const field of verdict.unknownFields) account.unknown.add(`field:${field}`);
      }
    }
    account.read += items.length;
    context.logger.progress({ stage: 'reading', done: account.read, unit: 'messages' });
    yield rows;
  }
}

interface Lists {
  readonly source: ExportSource;
  readonly teamId: TeamId;
  readonly asOf: Ts;
  readonly selected: readonly Selected<ExportChannel>[];
  readonly archive: Archive;
}

function writeLists({ source, teamId, asOf, selected, archive }: Lists): void {
  const channels = selected.map(({ id, name, json }) => publicChannel({ ...json, id, name }));
  mergeList(archive, { teamId, name: 'channels.json', asOf }, channels);
  mergeList(archive, { teamId, name: 'users.json', asOf }, source.users.map(publicUser));
  const { name, domain } = publicWorkspace(source.workspace);
  writeWorkspace(archive, {
    teamId,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof domain === 'string' ? { domain } : {}),
  });
}
