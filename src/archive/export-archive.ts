import { setImmediate } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import { type ChannelId, isChannelId, type TeamId } from '../model/ids.ts';
import { type JsonObject, stringAt } from '../model/json.ts';
import { compareTs, type Ts } from '../model/ts.ts';
import { type Archive, teamsOf } from './archive.ts';
import { exportChannel, jsonList, readLines } from './export-channel.ts';
import { exportedFiles } from './export-files.ts';
import type { ExportTarget } from './export-target.ts';
import { folderNames } from './folder-names.ts';
import { readList, readWorkspace } from './people.ts';
import { type ArchiveUnit, listUnits } from './units.ts';

export interface ExportReport {
  readonly channels: number;
  readonly messages: number;
  readonly files: number;
  /** Those of `files` that people shared and the archive has a copy of. */
  readonly copies: number;
}

interface ExportContext {
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Archive → Slack's own export layout. What Slack's layout has no place for stands in fields of our own that other tools
 * ignore (`_asOf`, `_made`) and in `workspace.json`, so that an import gives the same messages and lists again, byte for
 * byte. Copies of files lie where other tools put and look for them. The ledgers of posts and addresses are no part of it.
 *
 * An archive of several workspaces becomes `teams/<team id>/…`, as in the export of an organisation. A run that fails or
 * is stopped takes away what it wrote.
 */
export async function exportArchive(
  archive: Archive,
  target: ExportTarget,
  context: ExportContext,
): Promise<ExportReport> {
  try {
    const run = new ExportRun(archive, target, context);
    const report = await run.all();
    target.finish();
    return report;
  } catch (error) {
    target.discard();
    throw error;
  }
}

class ExportRun {
  readonly #archive: Archive;
  readonly #target: ExportTarget;
  readonly #context: ExportContext;
  readonly #units: readonly ArchiveUnit[];
  #channels = 0;
  #messages = 0;
  #files = 0;
  #copies = 0;
  #total = 0;

  constructor(archive: Archive, target: ExportTarget, context: ExportContext) {
    this.#archive = archive;
    this.#target = target;
    this.#context = context;
    this.#units = listUnits(archive);
  }

  async all(): Promise<ExportReport> {
    const teams = teamsOf(this.#archive);
    const newest = new Map<TeamId, Ts>();
    for (const team of teams) newest.set(team, await this.#survey(team));
    const baseOf = (team: TeamId) => (teams.length === 1 ? '' : `teams/${team}/`);
    for (const team of teams) await this.#exportTeam(team, baseOf(team), newest.get(team) ?? nothing);
    await this.#exportFiles(baseOf);
    return {
      channels: this.#channels,
      messages: this.#messages,
      files: this.#files,
      copies: this.#copies,
    };
  }

  /** The newest message, as an import will find it. */
  async #survey(teamId: TeamId): Promise<Ts> {
    let newest = nothing;
    for (const unit of this.#units.filter((one) => one.teamId === teamId)) {
      const lines = readLines(unit);
      for (const { ts } of lines) if (compareTs(ts, newest) > 0) newest = ts;
      this.#total += lines.length;
      await this.#breathe();
    }
    return newest;
  }

  async #exportTeam(teamId: TeamId, base: string, newest: Ts): Promise<void> {
    const units = unitsByChannel(this.#units, teamId);
    const listed = readList(this.#archive, teamId, 'channels.json');
    const channels = [...listed, ...unlisted(units, listed)];
    const folders = folderNames(channels.flatMap(identityOf));
    const entries: string[] = [];
    for (const { _asOf, ...channel } of channels) {
      const { id } = identityOf(channel)[0] ?? {};
      const members =
        id && (await this.#exportChannel(units.get(id) ?? [], `${base}${folders.get(id)}/`, newest));
      entries.push(JSON.stringify({ ...asOfUnless(newest, _asOf), ...channel, members: members ?? [] }));
    }
    this.#channels += entries.length;
    this.#write(`${base}channels.json`, jsonList(entries));
    const users = readList(this.#archive, teamId, 'users.json').map(({ _asOf, ...user }) =>
      JSON.stringify({ ...asOfUnless(newest, _asOf), ...user }),
    );
    this.#write(`${base}users.json`, jsonList(users));
    const { name, domain } = readWorkspace(this.#archive, teamId);
    this.#write(`${base}workspace.json`, `${JSON.stringify({ id: teamId, name, domain })}\n`);
  }

  async #exportChannel(
    units: readonly ArchiveUnit[],
    folder: string,
    newest: Ts,
  ): Promise<readonly string[]> {
    const onUnit = async (messages: number): Promise<void> => {
      this.#messages += messages;
      const progress = { stage: 'exporting', done: this.#messages, total: this.#total, unit: 'messages' };
      this.#context.logger.progress(progress);
      await this.#breathe();
    };
    const { files, members } = await exportChannel({ units, folder, newest, onUnit }, this.#target);
    this.#files += files;
    return members;
  }

  async #exportFiles(baseOf: (team: TeamId) => string): Promise<void> {
    for (const { teamId, path, content } of exportedFiles(this.#archive)) {
      this.#write(`${baseOf(teamId)}${path}`, content);
      this.#copies += 1;
      await this.#breathe();
    }
  }

  #write(path: string, content: string | Uint8Array): void {
    this.#target.write(path, content);
    this.#files += 1;
  }

  /** Reading and writing are synchronous: without a pause Ctrl-C would never be heard. */
  async #breathe(): Promise<void> {
    await setImmediate();
    this.#context.signal.throwIfAborted();
  }
}

/** What an import takes for the newest message of an export without messages. */
const nothing = '0.000000' as Ts;

function asOfUnless(newest: Ts, asOf: JsonObject[string]): JsonObject {
  return asOf === undefined || asOf === newest ? {} : { _asOf: asOf };
}

function unitsByChannel(
  units: readonly ArchiveUnit[],
  teamId: TeamId,
): ReadonlyMap<ChannelId, readonly ArchiveUnit[]> {
  const byChannel = new Map<ChannelId, ArchiveUnit[]>();
  for (const unit of units) {
    if (unit.teamId !== teamId) continue;
    const known = byChannel.get(unit.channelId);
    if (known === undefined) byChannel.set(unit.channelId, [unit]);
    else known.push(unit);
  }
  return byChannel;
}

/** Channels with messages that the archive's list lacks: without an entry nobody would know that they are public. */
function unlisted(
  units: ReadonlyMap<ChannelId, readonly ArchiveUnit[]>,
  listed: readonly JsonObject[],
): readonly JsonObject[] {
  const known = new Set(listed.map(({ id }) => id));
  return [...units.keys()].filter((id) => !known.has(id)).map((id) => ({ id, name: id }));
}

function identityOf(channel: JsonObject): { readonly id: ChannelId; readonly name: string }[] {
  const id = stringAt(channel, 'id');
  return id === undefined || !isChannelId(id) ? [] : [{ id, name: stringAt(channel, 'name') ?? id }];
}
