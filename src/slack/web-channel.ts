import { type ChannelId, isChannelId } from '../model/ids.ts';
import { type JsonObject, objectAt, objectsAt, stringAt } from '../model/json.ts';
import { strictest } from './channel-lists.ts';
import type { ChannelKind } from './export-source.ts';
import type { SlackClient } from './web-client.ts';
import { SlackFailure } from './web-failure.ts';

/** A channel as Slack describes it now. */
export interface WebChannel {
  readonly id: ChannelId;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly isArchived: boolean;
  /** Slack's own object. */
  readonly json: JsonObject;
}

/** Slack's limit for lists is "under 1000". */
const pageSize = 999;

/**
 * Describes channels: those on the first page of the list in one call, each other one in a call of its own. What can't be
 * described comes as the failure that says why.
 *
 * @param onListed told of every channel on that page
 */
export async function describeChannels(
  client: SlackClient,
  ids: readonly ChannelId[],
  onListed: (channel: WebChannel) => void = () => {},
): Promise<ReadonlyMap<ChannelId, WebChannel | SlackFailure>> {
  const listed = ids.length < 2 ? new Map<ChannelId, WebChannel>() : await firstPage(client);
  for (const channel of listed.values()) onListed(channel);
  const described = new Map<ChannelId, WebChannel | SlackFailure>();
  for (const id of ids) described.set(id, listed.get(id) ?? (await describe(client, id)));
  return described;
}

async function firstPage(client: SlackClient): Promise<ReadonlyMap<ChannelId, WebChannel>> {
  const channels = new Map<ChannelId, WebChannel>();
  try {
    const args = { types: 'public_channel', exclude_archived: false, limit: pageSize };
    const answer = await client.call('conversations.list', args);
    for (const json of objectsAt(answer, 'channels')) {
      const channel = parseWebChannel(json);
      if (channel !== undefined) channels.set(channel.id, channel);
    }
  } catch (error) {
    // It only saves calls: each channel can be asked for by itself.
    if (!(error instanceof SlackFailure)) throw error;
  }
  return channels;
}

async function describe(client: SlackClient, id: ChannelId): Promise<WebChannel | SlackFailure> {
  try {
    const answer = await client.call('conversations.info', { channel: id });
    const channel = parseWebChannel(objectAt(answer, 'channel') ?? {});
    if (channel !== undefined) return channel;
    return new SlackFailure('postponed', 'no_channel', 'Slack described the channel without its id.');
  } catch (error) {
    if (error instanceof SlackFailure) return error;
    throw error;
  }
}

function parseWebChannel(json: JsonObject): WebChannel | undefined {
  const id = stringAt(json, 'id');
  if (id === undefined || !isChannelId(id)) return undefined;
  const name = stringAt(json, 'name') ?? stringAt(json, 'name_normalized') ?? id;
  const isPending = Array.isArray(json.pending_shared) && json.pending_shared.length > 0;
  const kind = strictest(json, isPending || json.is_shared === true ? 'shared' : 'public');
  return { id, name, kind, isArchived: json.is_archived === true, json };
}
