import fc from 'fast-check';
import { openOrCreateArchive } from '../../src/archive/archive.ts';
import { mergeChannel } from '../../src/archive/merge-channel.ts';
import { mergeList, mergeSeenUsers, writeWorkspace } from '../../src/archive/people.ts';
import { SeenUsers } from '../../src/commands/seen-users.ts';
import type { ChannelId, TeamId } from '../../src/model/ids.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Ts } from '../../src/model/ts.ts';
import { publicChannel, publicMessage, publicUser } from '../../src/policy/public-message.ts';

/** What one import brings: some messages in some version, and lists. */
export interface InventedSource {
  readonly asOf: Ts;
  readonly rows: readonly InventedRow[];
  readonly users: readonly JsonObject[];
  readonly channels: readonly JsonObject[];
}

export interface InventedRow {
  readonly channelId: ChannelId;
  readonly row: JsonObject & { readonly ts: Ts };
}

export const channelIds = ['C0AAA1', 'C0AAA2', 'C0AAA3'] as ChannelId[];
const userIds = ['U01', 'U02', 'W03', 'USLACKBOT'];

/** Around the ends of months, days of California, the change of its clocks, and far apart. */
const seconds = fc.oneof(
  fc.integer({ min: 1_710_054_000, max: 1_710_060_000 }),
  fc.integer({ min: 1_711_929_000, max: 1_711_960_000 }),
  fc.integer({ min: 0, max: 1_900_000_000 }),
);

export const ts: fc.Arbitrary<Ts> = fc
  .tuple(seconds, fc.integer({ min: 0, max: 3 }))
  .map(([second, micro]) => `${second}.00000${micro}` as Ts);

/** Of a source; two can be of one age. */
export const age = fc.oneof(fc.constantFrom('1711950000.000100' as Ts, '1720000000.000100' as Ts), ts);

const person = fc.constantFrom(...userIds);
const words = fc.oneof(
  fc.constantFrom('', 'Hello', '<@U01> &amp; "you"\n\u2028 ok', '{"_asOf":"1.000000",'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

/** Where a message stands never changes; what it says does. */
interface Slot {
  readonly channelId: ChannelId;
  readonly ts: Ts;
  readonly threadTs: Ts | undefined;
}

/** Roots, replies, replies to roots that are missing, loose messages; no time twice in a channel. */
const slots: fc.Arbitrary<readonly Slot[]> = fc
  .array(
    fc.record({
      channelId: fc.constantFrom(...channelIds),
      ts,
      inThread: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
      knowsItsThread: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((drafts) =>
    drafts.map((draft) => {
      const { channelId, inThread } = draft;
      const inChannel = drafts.filter((one) => one.channelId === channelId);
      const root = inThread === undefined ? undefined : inChannel[inThread % inChannel.length];
      const isSelf = root === draft;
      return {
        channelId,
        ts: draft.ts,
        threadTs: isSelf && !draft.knowsItsThread ? undefined : root?.ts,
      };
    }),
  )
  .map((all) => [...new Map(all.map((slot) => [`${slot.channelId} ${slot.ts}`, slot])).values()]);

const version = fc.record(
  {
    type: fc.constant('message'),
    text: words,
    user: person,
    bot_id: fc.constant('B01'),
    subtype: fc.constantFrom('bot_message', 'thread_broadcast', 'channel_join'),
    reply_count: fc.nat({ max: 3 }),
    latest_reply: ts,
    reply_users: fc.constant(['U09']),
    reactions: fc.constant([{ name: 'eyes', users: ['U01'], count: 3 }]),
    edited: fc.record({ user: person, ts }),
    hidden: fc.boolean(),
    unheard_of: fc.constant(7),
  },
  { requiredKeys: ['type', 'text'] },
);

/** The name in a message is that of its author: two versions of one message never name a person differently. */
function rowOf({ ts: at, threadTs }: Slot, fields: JsonObject): JsonObject & { readonly ts: Ts } {
  const raw: Record<string, Json | undefined> = { ...fields, ts: at };
  if (threadTs !== undefined) raw.thread_ts = threadTs;
  raw.user = userIds[Number(at.slice(-1)) % userIds.length];
  raw.user_profile = { display_name: `name of ${raw.user}` };
  const verdict = publicMessage(raw as JsonObject, new Set(channelIds));
  if ('skipped' in verdict) throw new Error(verdict.skipped);
  return verdict.message;
}

const user = fc
  .record(
    {
      id: person,
      name: words,
      updated: fc.nat({ max: 3 }),
      deleted: fc.boolean(),
      team_id: fc.constantFrom('T0OWN1', 'T0OTHER2'),
      profile: fc.record({ display_name: words, email: fc.constant('yui@lantern.example') }),
    },
    { requiredKeys: ['id'] },
  )
  .map((json) => publicUser(json as JsonObject));

const channelName = fc.oneof(
  fc.constantFrom('general', 'General', 'random', 'c0aaa1', 'users.json', '..', 'a/b', 'nul', 'café'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);

/** Every channel is in every list: an import lists what it takes. */
const channelList = fc
  .tuple(
    ...channelIds.map((id) =>
      fc.record({ id: fc.constant(id), name: channelName, is_archived: fc.boolean() }),
    ),
  )
  .map((list) => list.map((json) => publicChannel(json)));

/** Some imports of one workspace that overlap, each with its own versions of what it shows. */
export const inventedSources: fc.Arbitrary<readonly InventedSource[]> = slots.chain((all) =>
  fc.array(
    fc
      .record({
        asOf: age,
        shown: fc.array(fc.option(version, { nil: undefined }), {
          minLength: all.length,
          maxLength: all.length,
        }),
        users: fc.uniqueArray(user, { selector: ({ id }) => id, maxLength: 3 }),
        channels: channelList,
      })
      .map(({ asOf, shown, users, channels }) => ({
        asOf,
        users,
        channels,
        rows: all.flatMap((slot, index) => {
          const fields = shown[index];
          return fields === undefined
            ? []
            : [{ channelId: slot.channelId, row: rowOf(slot, fields as JsonObject) }];
        }),
      })),
    { minLength: 1, maxLength: 3 },
  ),
);

/** Merges one source into the archive, as an import does. */
export async function mergeSource(
  dir: string,
  { asOf, rows, users, channels }: InventedSource,
  teamId = 'T0OWN1' as TeamId,
): Promise<void> {
  const archive = openOrCreateArchive(dir);
  const seen = new SeenUsers();
  for (const channelId of channelIds) {
    const own = rows.filter((one) => one.channelId === channelId).map(({ row }) => row);
    for (const row of own) seen.add(row);
    await mergeChannel(archive, { teamId, channelId, asOf }, pages(own));
  }
  mergeList(archive, { teamId, name: 'channels.json', asOf }, channels);
  mergeList(archive, { teamId, name: 'users.json', asOf }, users);
  mergeSeenUsers(archive, teamId, seen.except(new Set(users.map(({ id }) => String(id)))));
  writeWorkspace(archive, { teamId, domain: 'lantern' });
}

export async function* pages<Row>(rows: readonly Row[], size = 3): AsyncGenerator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
