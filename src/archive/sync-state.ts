import { StorageError } from '../errors.ts';
import { type ChannelId, isChannelId, type TeamId } from '../model/ids.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
} from '../model/json.ts';
import { isTs, type Ts } from '../model/ts.ts';
import { type Archive, teamPath } from './archive.ts';
import { readIfThere, writeAtomically } from './atomic-write.ts';
import { type FileDebts, parseFileDebts } from './file-debts.ts';

/** How far a workspace was read. All times are milliseconds since 1970. */
export interface SyncState {
  readonly channels: ReadonlyMap<ChannelId, ChannelSync>;
  /** When the list of people was read last. */
  readonly usersListedAt?: number;
  /** People whom Slack does not show, and when it was asked. */
  readonly unknownUsers: Readonly<Record<string, number>>;
  /** Slack gives one call a minute. */
  readonly isThrottled?: boolean;
  /** When the workspace's own emoji were read last. */
  readonly emojiListedAt?: number;
  /** Files that could not be copied yet. */
  readonly files?: FileDebts;
}

export interface ChannelSync {
  /** The newest message that was seen: later ones were never read. */
  readonly newest?: Ts;
  /** The oldest message that Slack showed. */
  readonly floor?: Ts;
  /** Start of the last run that looked for new messages. */
  readonly lookedAt?: number;
  /** What is to be read still, newest first, not touching one another: a run that ended early goes on here. */
  readonly unread: readonly Unread[];
  /** When the whole channel was read last, down to its first message. */
  readonly sweptAt?: number;
  /** Start of the run that began to read what is `unread`, or that which was read last. */
  readonly walkSince?: number;
  /** Every thread of the channel was held against the archive since then, so that no older reply is missing but for the debts. */
  readonly threadsSince?: number;
  /** Slack withholds what is older than `floor`. */
  readonly isWithheld?: boolean;
  /** When Slack showed no message where the archive has some: believed when it is seen again. */
  readonly emptyAt?: number;
  /** Threads that must be read, by the `ts` of their root. */
  readonly debts: Readonly<Record<string, Debt>>;
  /** Threads that were read, by the `ts` of their root. */
  readonly threads: Readonly<Record<string, ThreadSync>>;
  /** Messages that were missing where everything was read, and when that was seen first. */
  readonly absent: Readonly<Record<string, number>>;
  /** Slack's word, or ours, for why the channel can't be read any more. */
  readonly frozen?: string;
}

/** Messages between two moments, without the moments themselves. */
export interface Unread {
  readonly oldest: Ts;
  readonly latest: Ts;
  /** What is later than this was never read; absent where all was, once. */
  readonly newAfter?: Ts;
}

export interface Debt {
  /** Attempts that failed. */
  readonly attempts: number;
  readonly notBefore?: number;
  /** Replies up to this one are safe. */
  readonly after?: Ts;
  /** What the root said about its replies when it was found to differ. */
  readonly said?: string;
}

export interface ThreadSync {
  /** When it is to be read again, for edits and deletions in replies, which change nothing in the root. */
  readonly due: number;
  /** What the root says, where it will never agree with the replies that can be read. */
  readonly said?: string;
  /** Replies that are notices of ours, which are not archived. */
  readonly notices?: number;
}

export const emptyChannel: ChannelSync = { unread: [], debts: {}, threads: {}, absent: {} };

/**
 * Reads how far the workspace was read; nothing where there is no such file. All of it can be found again by reading Slack
 * from the start, so a damaged file is no loss but time.
 */
export function readSyncState(archive: Archive, teamId: TeamId): SyncState {
  const path = teamPath(archive, teamId, 'sync.json');
  const text = readIfThere(path)?.toString();
  if (text === undefined) return { channels: new Map(), unknownUsers: {} };
  const json = parse(text);
  if (!isJsonObject(json)) {
    throw new StorageError(
      `${path}: this file is damaged. Delete it: the next \`unsilo pull\` reads everything again, and nothing is lost.`,
    );
  }
  const channels = new Map<ChannelId, ChannelSync>();
  for (const [id, channel] of Object.entries(objectAt(json, 'channels') ?? {}))
    if (isChannelId(id) && isJsonObject(channel)) channels.set(id, parseChannel(channel));
  return {
    channels,
    ...optional('usersListedAt', numberAt(json, 'usersListedAt')),
    unknownUsers: recordOf(objectAt(json, 'unknownUsers'), (value) =>
      typeof value === 'number' ? value : undefined,
    ),
    ...(json.isThrottled === true ? { isThrottled: true } : {}),
    ...optional('emojiListedAt', numberAt(json, 'emojiListedAt')),
    ...('files' in json ? { files: parseFileDebts(json) } : {}),
  };
}

/** Writes it whole, keys sorted; nothing when it is the same. */
export function writeSyncState(archive: Archive, teamId: TeamId, state: SyncState): void {
  const { channels, usersListedAt, unknownUsers, isThrottled, emojiListedAt, files = {} } = state;
  const json = {
    channels: Object.fromEntries(channels),
    ...(isThrottled === true ? { isThrottled } : {}),
    unknownUsers,
    ...optional('usersListedAt', usersListedAt),
    ...optional('emojiListedAt', emojiListedAt),
    ...(Object.keys(files).length === 0 ? {} : { files }),
  };
  writeAtomically(
    teamPath(archive, teamId, 'sync.json'),
    `${JSON.stringify(sorted(json as unknown as Json))}\n`,
  );
}

function parseChannel(json: JsonObject): ChannelSync {
  return {
    ...optional('newest', tsAt(json, 'newest')),
    ...optional('floor', tsAt(json, 'floor')),
    ...optional('lookedAt', numberAt(json, 'lookedAt')),
    unread: objectsAt(json, 'unread').flatMap(parseUnread),
    ...optional('sweptAt', numberAt(json, 'sweptAt')),
    ...optional('walkSince', numberAt(json, 'walkSince')),
    ...optional('threadsSince', numberAt(json, 'threadsSince')),
    ...(typeof json.isWithheld === 'boolean' ? { isWithheld: json.isWithheld } : {}),
    ...optional('emptyAt', numberAt(json, 'emptyAt')),
    debts: recordOf(objectAt(json, 'debts'), parseDebt),
    threads: recordOf(objectAt(json, 'threads'), parseThread),
    absent: recordOf(objectAt(json, 'absent'), (value) => (typeof value === 'number' ? value : undefined)),
    ...optional('frozen', stringAt(json, 'frozen')),
  };
}

function parseUnread(json: JsonObject): Unread[] {
  const [oldest, latest] = [tsAt(json, 'oldest'), tsAt(json, 'latest')];
  if (oldest === undefined || latest === undefined) return [];
  return [{ oldest, latest, ...optional('newAfter', tsAt(json, 'newAfter')) }];
}

function parseDebt(json: Json | undefined): Debt | undefined {
  if (!isJsonObject(json)) return undefined;
  return {
    attempts: numberAt(json, 'attempts') ?? 0,
    ...optional('notBefore', numberAt(json, 'notBefore')),
    ...optional('after', tsAt(json, 'after')),
    ...optional('said', stringAt(json, 'said')),
  };
}

function parseThread(json: Json | undefined): ThreadSync | undefined {
  if (!isJsonObject(json)) return undefined;
  return {
    due: numberAt(json, 'due') ?? 0,
    ...optional('said', stringAt(json, 'said')),
    ...optional('notices', numberAt(json, 'notices')),
  };
}

function recordOf<T>(
  json: JsonObject | undefined,
  parseValue: (value: Json | undefined) => T | undefined,
): Record<string, T> {
  const entries = Object.entries(json ?? {}).flatMap(([key, value]) => {
    const parsed = parseValue(value);
    return parsed === undefined ? [] : [[key, parsed] as const];
  });
  return Object.fromEntries(entries);
}

function tsAt(json: JsonObject, key: string): Ts | undefined {
  const value = json[key];
  return isTs(value) ? value : undefined;
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [k in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [k in Key]: Value });
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.flatMap(([key, one]) => (one === undefined ? [] : [[key, sorted(one)]])));
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
