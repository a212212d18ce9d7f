import { readChannels } from '../archive/people.ts';
import type { ChannelId } from '../model/ids.ts';
import { describeChannels } from '../slack/web-channel.ts';
import { SlackFailure } from '../slack/web-failure.ts';
import type { PullMaterial } from './pull-run.ts';
import { refusalOf } from './pull-selection.ts';

/** A run may take hours: so old, what Slack said of a channel is asked again. */
const trustedMs = 10 * 60_000;

/**
 * Which channels are public now. A channel may become private, or shared, while a run reads it: so before rows of it are
 * kept, it is looked at again. A token that can't read private channels needs that seldom, as Slack refuses to read on.
 */
export class PublicGate {
  /** Quotes from these may stand in a message. */
  readonly channels: Set<ChannelId>;
  readonly #material: PullMaterial;
  readonly #now: () => number;
  readonly #lookedAt = new Map<ChannelId, number>();
  readonly #readsPrivate: boolean;

  constructor(material: PullMaterial, now: () => number) {
    const { archive, identity, selection, listed, state } = material;
    this.#material = material;
    this.#now = now;
    const { scopes } = identity;
    this.#readsPrivate = scopes.length === 0 || scopes.some((scope) => /^(?:groups|im|mpim):/.test(scope));
    // Of other channels that are archived only those that Slack has just listed as public, or told nothing of.
    const silent = selection.failed.map(({ id }) => id).filter((id) => !isFrozen(state.channels.get(id)));
    const maybe = new Set([...listed, ...silent]);
    const archived = [...readChannels(archive, identity.teamId).keys()].filter((id) => maybe.has(id));
    this.channels = new Set([...archived, ...selection.open.map(({ id }) => id)]);
    for (const { id } of selection.frozen) this.channels.delete(id);
    for (const { id } of selection.open) this.#lookedAt.set(id, now());
  }

  /** @throws SlackFailure of the kind `channel` when it is public no more */
  async assertPublic(id: ChannelId): Promise<void> {
    const age = this.#now() - (this.#lookedAt.get(id) ?? Number.NEGATIVE_INFINITY);
    if (!this.#readsPrivate && age < trustedMs) return;
    const channel = (await describeChannels(this.#material.client, [id])).get(id);
    if (channel instanceof SlackFailure) throw channel;
    const kind = channel?.kind ?? 'unknown';
    if (kind !== 'public')
      throw new SlackFailure('channel', kind, `${refusalOf(kind)}, since this run began.`);
    this.#lookedAt.set(id, this.#now());
  }

  /** Nothing of the channel is to be read or quoted any more. */
  close(id: ChannelId): void {
    this.channels.delete(id);
  }
}

function isFrozen(sync: { readonly frozen?: string } | undefined): boolean {
  return sync?.frozen !== undefined;
}
