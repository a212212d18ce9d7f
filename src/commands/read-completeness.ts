import { type Archive, teamsOf } from '../archive/archive.ts';
import { readChannels } from '../archive/people.ts';
import { type ChannelSync, readSyncState, type SyncState } from '../archive/sync-state.ts';
import { listUnits } from '../archive/units.ts';
import type { Completeness, Standing } from '../model/completeness.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { Channel } from '../model/workspace.ts';
import { completeThrough } from './pull-intervals.ts';

/**
 * The certificate of every channel of an archive, by workspace and id. Needs no network.
 *
 * @param followed the channels that are meant to be read live: one that never was is behind. Undefined where nobody said.
 */
export function readCompleteness(archive: Archive, followed?: ReadonlySet<string>): readonly Completeness[] {
  return teamsOf(archive).flatMap((teamId) => {
    const state = readSyncState(archive, teamId);
    const channels = readChannels(archive, teamId);
    return idsOf(archive, teamId, state, followed).map((channelId) =>
      certify({ teamId, channelId, channel: channels.get(channelId), state, followed }),
    );
  });
}

/** Channels that were read, and those of an export that have messages. */
function idsOf(
  archive: Archive,
  teamId: TeamId,
  { channels }: SyncState,
  followed: ReadonlySet<string> = new Set(),
): readonly ChannelId[] {
  const imported = listUnits(archive).filter((unit) => unit.teamId === teamId);
  const ids = new Set([...channels.keys(), ...imported.map(({ channelId }) => channelId)]);
  // Of several workspaces nobody knows which one a channel belongs to that was never read.
  if (channels.size > 0 && teamsOf(archive).length === 1) for (const id of followed) ids.add(id as ChannelId);
  return [...ids].sort();
}

interface Certifying {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly channel: Channel | undefined;
  readonly state: SyncState;
  readonly followed: ReadonlySet<string> | undefined;
}

function certify({ teamId, channelId, channel, state, followed }: Certifying): Completeness {
  const about = { teamId, channelId, name: channel?.name ?? channelId };
  const sync = state.channels.get(channelId);
  if (sync === undefined) {
    const isAwaited = state.channels.size > 0 && followed?.has(channelId) === true;
    return { ...about, standing: isAwaited ? 'behind' : 'exports', debts: 0, unread: 0, disputed: 0 };
  }
  const through = completeThrough(sync);
  const { threadsSince, isWithheld, floor, frozen, unread, debts, threads } = sync;
  return {
    ...about,
    standing: standingOf(sync, channel?.isArchived === true),
    ...(through === undefined ? {} : { completeThrough: through }),
    ...(threadsSince === undefined ? {} : { threadsThrough: threadsSince }),
    ...(isWithheld === true && floor !== undefined ? { withheldBefore: floor } : {}),
    debts: Object.keys(debts).length,
    unread: unread.length,
    disputed: Object.values(threads).filter(
      ({ said, notices }) => said !== undefined && notices === undefined,
    ).length,
    ...(frozen === undefined ? {} : { frozen }),
  };
}

function standingOf(sync: ChannelSync, isArchived: boolean): Standing {
  const { unread, debts, threadsSince, lookedAt, frozen } = sync;
  const isNewLeft = unread.some(({ newAfter }) => newAfter !== undefined);
  const isRead =
    lookedAt !== undefined && threadsSince !== undefined && !isNewLeft && Object.keys(debts).length === 0;
  if (frozen !== undefined) return isRead && (isArchived || frozen === 'is_archived') ? 'closed' : 'frozen';
  return isRead ? 'complete' : 'behind';
}
