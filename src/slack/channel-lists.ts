import { type ChannelId, isChannelId } from '../model/ids.ts';
import { type JsonObject, stringAt } from '../model/json.ts';
import type { ChannelKind, ExportChannel } from './export-source.ts';
import { folderName } from './folder-name.ts';

/** The lists of an export. Only `channels` is in a standard one. */
export interface ChannelLists {
  readonly channels: readonly JsonObject[];
  readonly groups: readonly JsonObject[];
  readonly mpims: readonly JsonObject[];
  readonly dms: readonly JsonObject[];
}

/**
 * Every channel that is listed or has a folder, in order of name. Folders that no list names stay, as `unlisted`:
 * exports of different windows laid over one another have them, and other tools drop them without a word.
 */
export function channelsOf(
  lists: ChannelLists,
  folders: ReadonlyMap<string, readonly string[]>,
): readonly ExportChannel[] {
  const channels = new Map<string, ExportChannel>();
  const byName = new Map([...folders.keys()].map((folder) => [folderName(folder), folder]));
  const add = (entries: readonly JsonObject[], kind: ChannelKind): void => {
    for (const json of entries) {
      const channel = listed(json, kind, byName);
      if (channel === undefined) continue;
      const { id } = channel;
      const twin = channels.get(channel.folder);
      if (twin === undefined) channels.set(channel.folder, channel);
      else if (id !== undefined && id !== twin.id && !channels.has(id))
        channels.set(id, { ...channel, folder: id });
    }
  };
  add(lists.channels, 'public');
  add(lists.groups, 'private');
  add(lists.mpims, 'group-direct');
  add(lists.dms, 'direct');
  for (const folder of folders.keys()) if (!channels.has(folder)) channels.set(folder, unlisted(folder));
  return [...channels.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/**
 * A folder has the channel's name; direct messages, slackdump at times, and channels whose name another one has too, use
 * the id.
 */
function listed(
  json: JsonObject,
  kind: ChannelKind,
  byName: ReadonlyMap<string, string>,
): ExportChannel | undefined {
  const id = stringAt(json, 'id');
  const name = stringAt(json, 'name') ?? stringAt(json, 'name_normalized') ?? id;
  if (name === undefined) return undefined;
  const folder = byName.get(folderName(name)) ?? byName.get(id ?? name) ?? name;
  return { folder, name, ...known(id), kind: strictest(json, kind), json };
}

/** slackdump writes what the Web API says about a channel; it goes before the name of the list. */
export function strictest(json: JsonObject, kind: ChannelKind): ChannelKind {
  if (json.is_im === true) return 'direct';
  if (json.is_mpim === true) return 'group-direct';
  if (json.is_private === true || json.is_group === true) return 'private';
  const isShared =
    json.is_ext_shared === true || json.is_org_shared === true || json.is_pending_ext_shared === true;
  return isShared && kind === 'public' ? 'shared' : kind;
}

function unlisted(folder: string): ExportChannel {
  const isCanvas = /^FC[:_]F[A-Z0-9]+[:_]/.test(folder);
  const kind = isCanvas ? 'canvas-comments' : folder.startsWith('mpdm-') ? 'group-direct' : 'unlisted';
  return {
    folder,
    name: folder,
    // A name in capitals looks like an id; ids of channels that Slack made have digits.
    ...(/\d/.test(folder) ? known(folder) : {}),
    kind: /^D[A-Z0-9]{8,}$/.test(folder) ? 'direct' : kind,
    json: {},
  };
}

function known(id: string | undefined): { id?: ChannelId } {
  return id !== undefined && isChannelId(id) ? { id } : {};
}
