import { StorageError } from '../errors.ts';
import { type ChannelId, isChannelId, isTeamId, isUserId, type TeamId, type UserId } from '../model/ids.ts';
import { isJsonObject, type Json, type JsonObject, numberAt, objectAt, stringAt } from '../model/json.ts';
import { compareTs, isTs, type Ts } from '../model/ts.ts';
import type { Channel, User, Workspace } from '../model/workspace.ts';
import { type Archive, teamPath } from './archive.ts';
import { readIfThere, writeAtomically } from './atomic-write.ts';

/** Stands for a workspace whose id nothing in an export tells. */
export const unknownTeam = 'T00000000' as TeamId;

type ListName = 'users.json' | 'channels.json';

/**
 * Merges a list of Slack's user or channel objects by id; the newest wins (`updated`, then `asOf`), and who is missing
 * from a newer list stays: lists of windowed exports name only who was active. An entry of an archive's own export may
 * bring its `_asOf`.
 */
export function mergeList(
  archive: Archive,
  { teamId, name, asOf }: { readonly teamId: TeamId; readonly name: ListName; readonly asOf: Ts },
  entries: readonly JsonObject[],
): void {
  writeMerged(
    archive,
    { teamId, name },
    entries.map(({ _asOf, ...entry }) => ({ _asOf: isTs(_asOf) ? _asOf : asOf, ...entry })),
  );
}

/** People whom no list names, as their own messages name them: `_seen` is when. A list's entry goes before. */
export function mergeSeenUsers(archive: Archive, teamId: TeamId, users: ReadonlyMap<UserId, SeenUser>): void {
  const entries = [...users].map(([id, { name, seen }]) => ({
    _seen: seen,
    id,
    profile: { display_name: name },
  }));
  if (entries.length > 0) writeMerged(archive, { teamId, name: 'users.json' }, entries);
}

export interface SeenUser {
  readonly name: string;
  readonly seen: Ts;
}

function writeMerged(
  archive: Archive,
  { teamId, name }: { readonly teamId: TeamId; readonly name: ListName },
  entries: readonly JsonObject[],
): void {
  const path = teamPath(archive, teamId, name);
  const byId = new Map(readEntries(path).map((entry) => [stringAt(entry, 'id') ?? '', entry]));
  for (const entry of entries) {
    const id = stringAt(entry, 'id');
    if (id === undefined) continue;
    const old = byId.get(id);
    byId.set(id, old === undefined ? entry : newerEntry(old, entry));
  }
  const sorted = [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => JSON.stringify(entry));
  writeAtomically(path, sorted.length === 0 ? '[]\n' : `[\n${sorted.join(',\n')}\n]\n`);
}

function newerEntry(a: JsonObject, b: JsonObject): JsonObject {
  const order =
    Number(isTs(a._asOf)) - Number(isTs(b._asOf)) ||
    (numberAt(a, 'updated') ?? 0) - (numberAt(b, 'updated') ?? 0) ||
    compareTs(stampOf(a), stampOf(b)) ||
    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return order > 0 ? a : b;
}

function stampOf({ _asOf, _seen }: JsonObject): Ts {
  if (isTs(_asOf)) return _asOf;
  return isTs(_seen) ? _seen : ('0.000000' as Ts);
}

function readEntries(path: string): readonly JsonObject[] {
  const text = readIfThere(path)?.toString();
  if (text === undefined) return [];
  const json = parse(text);
  if (Array.isArray(json)) return json.filter(isJsonObject);
  throw new StorageError(
    `${path}: this list is damaged. Take it back from a copy, or delete it and import again.`,
  );
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The entries of a list with their `_asOf`; without people whom only their messages name. */
export function readList(archive: Archive, teamId: TeamId, name: ListName): readonly JsonObject[] {
  return readEntries(teamPath(archive, teamId, name)).filter(({ _seen }) => _seen === undefined);
}

export function readUsers(archive: Archive, teamId: TeamId): ReadonlyMap<UserId, User> {
  const users = new Map<UserId, User>();
  for (const entry of readEntries(teamPath(archive, teamId, 'users.json'))) {
    const user = parseUser(entry);
    if (user !== undefined) users.set(user.id, user);
  }
  return users;
}

export function readChannels(archive: Archive, teamId: TeamId): ReadonlyMap<ChannelId, Channel> {
  const channels = new Map<ChannelId, Channel>();
  for (const entry of readEntries(teamPath(archive, teamId, 'channels.json'))) {
    const channel = parseChannel(entry);
    if (channel !== undefined) channels.set(channel.id, channel);
  }
  return channels;
}

/** Names in the order in which Slack shows them (slack.md 9.1). */
export function parseUser(json: JsonObject): User | undefined {
  const id = stringAt(json, 'id');
  if (id === undefined || !isUserId(id)) return undefined;
  const profile = objectAt(json, 'profile') ?? {};
  const name =
    stringAt(profile, 'display_name') ??
    stringAt(profile, 'real_name') ??
    stringAt(json, 'real_name') ??
    stringAt(json, 'name') ??
    id;
  const isBot = json.is_bot === true || json.is_app_user === true || json.is_workflow_bot === true;
  return { id, name: name.trim() || id, isBot, isDeleted: json.deleted === true };
}

export function parseChannel(json: JsonObject): Channel | undefined {
  const id = stringAt(json, 'id');
  const name = stringAt(json, 'name');
  if (id === undefined || name === undefined || !isChannelId(id)) return undefined;
  const topic = stringAt(objectAt(json, 'topic') ?? {}, 'value');
  const purpose = stringAt(objectAt(json, 'purpose') ?? {}, 'value');
  return {
    id,
    name,
    ...(topic === undefined ? {} : { topic }),
    ...(purpose === undefined ? {} : { purpose }),
    isArchived: json.is_archived === true,
  };
}

export function writeWorkspace(archive: Archive, workspace: Workspace): void {
  const old = readWorkspace(archive, workspace.teamId);
  const { teamId, name = old.name, domain = old.domain } = workspace;
  writeAtomically(
    teamPath(archive, teamId, 'workspace.json'),
    `${JSON.stringify({ id: teamId, name, domain })}\n`,
  );
}

export function readWorkspace(archive: Archive, teamId: TeamId): Workspace {
  const text = readIfThere(teamPath(archive, teamId, 'workspace.json'))?.toString();
  const json = text === undefined ? undefined : parse(text);
  if (!isJsonObject(json)) return { teamId };
  const [id, name, domain] = [stringAt(json, 'id'), stringAt(json, 'name'), stringAt(json, 'domain')];
  return {
    teamId: id !== undefined && isTeamId(id) ? id : teamId,
    ...(name === undefined ? {} : { name }),
    ...(domain === undefined ? {} : { domain }),
  };
}
