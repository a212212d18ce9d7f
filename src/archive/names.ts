import type { ChannelId, TeamId, UserId } from '../model/ids.ts';
import type { Channel, Names, User } from '../model/workspace.ts';
import type { Archive } from './archive.ts';
import { readChannels, readUsers } from './people.ts';

/** Who and what a workspace's ids are. */
export interface Directory {
  readonly names: Names;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly users: ReadonlyMap<UserId, User>;
}

export function readDirectory(archive: Archive, teamId: TeamId): Directory {
  const users = readUsers(archive, teamId);
  const channels = readChannels(archive, teamId);
  const names: Names = {
    user: (id) => users.get(id)?.name,
    channel: (id) => channels.get(id)?.name,
    // Exports do not hold user groups; their labels come with the messages.
    userGroup: () => undefined,
  };
  return { names, channels, users };
}
