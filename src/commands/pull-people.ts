import type { Archive } from '../archive/archive.ts';
import { mergeList, mergeSeenUsers, readList } from '../archive/people.ts';
import type { SyncState } from '../archive/sync-state.ts';
import { isUserId, type TeamId } from '../model/ids.ts';
import { type JsonObject, stringAt } from '../model/json.ts';
import { type Ts, tsOfMs } from '../model/ts.ts';
import { publicChannel, publicUser } from '../policy/public-message.ts';
import type { SlackClient } from '../slack/web-client.ts';
import { readUser, readUsers } from '../slack/web-people.ts';
import type { SeenUsers } from './seen-users.ts';

const day = 86_400_000;
const listEvery = 7 * day;
/** More unknown authors than these, and the list costs fewer calls than asking for each. */
const mostAsked = 20;
/** Whom Slack does not show is asked for again after so long. */
const askAgainAfter = 30 * day;

export interface PeoplePull {
  readonly archive: Archive;
  readonly teamId: TeamId;
  readonly client: SlackClient;
  readonly authors: ReadonlySet<string>;
  readonly people: SeenUsers;
  readonly now: number;
}

type PeopleState = Pick<SyncState, 'usersListedAt' | 'unknownUsers'>;

/** Learns what people are called: all of them once in a week, new authors at once. */
export async function pullPeople(pull: PeoplePull, state: PeopleState): Promise<PeopleState> {
  const { archive, teamId, authors, people, now } = pull;
  const isListDue = state.usersListedAt === undefined || now - state.usersListedAt >= listEvery;
  if (!isListDue && authors.size === 0) return state;
  const listed = new Set(readList(archive, teamId, 'users.json').map((user) => stringAt(user, 'id') ?? ''));
  const strangers = [...authors].filter((id) => !listed.has(id) && isAskable(id, state, now));
  const next =
    isListDue || strangers.length > mostAsked
      ? await readAll(pull, state)
      : await ask(pull, state, strangers.sort());
  const known = new Set(readList(archive, teamId, 'users.json').map((user) => stringAt(user, 'id') ?? ''));
  mergeSeenUsers(archive, teamId, people.except(known));
  return next;
}

async function readAll(pull: PeoplePull, state: PeopleState): Promise<PeopleState> {
  const users = await readUsers(pull.client);
  keepChanged(pull, 'users.json', users.map(publicUser));
  return { ...state, usersListedAt: pull.now };
}

async function ask(pull: PeoplePull, state: PeopleState, ids: readonly string[]): Promise<PeopleState> {
  const unknown: Record<string, number> = { ...state.unknownUsers };
  const found: JsonObject[] = [];
  for (const id of ids) {
    const user = isUserId(id) ? await readUser(pull.client, id) : undefined;
    if (user === undefined) unknown[id] = pull.now;
    else found.push(publicUser(user));
  }
  keepChanged(pull, 'users.json', found);
  return { ...state, unknownUsers: unknown };
}

/** Slack's own user is in no list. */
function isAskable(id: string, { unknownUsers }: PeopleState, now: number): boolean {
  const asked = unknownUsers[id];
  return id !== 'USLACKBOT' && (asked === undefined || now - asked >= askAgainAfter);
}

/** Channels as Slack describes them now. */
export function keepChannels(
  pull: Pick<PeoplePull, 'archive' | 'teamId' | 'now'>,
  channels: readonly JsonObject[],
): void {
  keepChanged(pull, 'channels.json', channels.map(publicChannel));
}

/** Only what changed is written: what says the same keeps its time, so that nothing new changes no byte. */
function keepChanged(
  { archive, teamId, now }: Pick<PeoplePull, 'archive' | 'teamId' | 'now'>,
  name: 'users.json' | 'channels.json',
  entries: readonly JsonObject[],
): void {
  const old = new Map(
    readList(archive, teamId, name).map(({ _asOf, ...entry }) => [
      stringAt(entry, 'id'),
      JSON.stringify(entry),
    ]),
  );
  const changed = entries.filter((entry) => old.get(stringAt(entry, 'id')) !== JSON.stringify(entry));
  const asOf: Ts = tsOfMs(now);
  if (changed.length > 0) mergeList(archive, { teamId, name, asOf }, changed);
}
