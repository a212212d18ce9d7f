import { ConfigError } from '../errors.ts';
import { type ChannelId, isChannelId } from '../model/ids.ts';

/** What must be known of a channel to say whether it may be published. `ExportChannel` of `slack/` is one. */
export interface Selectable {
  readonly folder: string;
  readonly name: string;
  readonly id?: ChannelId;
  readonly kind: string;
}

export type Selected<C extends Selectable> = C & { readonly id: ChannelId };

export interface Selection<C extends Selectable> {
  readonly selected: readonly Selected<C>[];
  readonly refused: readonly { readonly channel: C; readonly reason: RefusalReason }[];
}

export type RefusalReason =
  | 'private-channel'
  | 'shared-channel'
  | 'direct-message'
  | 'unlisted-channel'
  | 'canvas-comments'
  | 'no-channel-id'
  | 'not-chosen';

const refusalOfKind: Readonly<Record<string, RefusalReason>> = {
  private: 'private-channel',
  shared: 'shared-channel',
  direct: 'direct-message',
  'group-direct': 'direct-message',
  unlisted: 'unlisted-channel',
  'canvas-comments': 'canvas-comments',
};

/** Undefined for public channels only: a kind that nobody has heard of is not published. */
function reasonOf(kind: string): RefusalReason | undefined {
  return kind === 'public' ? undefined : (refusalOfKind[kind] ?? 'unlisted-channel');
}

/**
 * Chooses the channels that may become public: the wanted ones, or all public ones when nothing is wanted.
 * A wanted name is an id, a name (with or without `#`), or `ID=FOLDER`, by which a person vouches that an unlisted
 * folder is the public channel with that id.
 *
 * @throws ConfigError when a wanted channel does not exist or may not be published
 */
export function selectChannels<C extends Selectable>(
  channels: readonly C[],
  wanted: readonly string[],
): Selection<C> {
  const wishes = wanted.map((text) => wishOf(text, channels));
  const selected: Selected<C>[] = [];
  const refused: { channel: C; reason: RefusalReason }[] = [];
  for (const channel of channels) {
    const wish = wishes.find(({ folder }) => folder === channel.folder);
    const id = wish?.id ?? channel.id;
    const reason = wishes.length > 0 && wish === undefined ? 'not-chosen' : refusal(channel, wish);
    if (reason !== undefined) refused.push({ channel, reason });
    else if (id === undefined) refused.push({ channel, reason: 'no-channel-id' });
    else selected.push({ ...channel, id });
  }
  return { selected, refused };
}

interface Wish {
  readonly folder: string;
  readonly id?: ChannelId;
}

function wishOf(text: string, channels: readonly Selectable[]): Wish {
  const [, id, folder] = /^([A-Z0-9]+)=(.+)$/.exec(text) ?? [];
  if (id !== undefined && folder !== undefined) return vouched(id, folder, channels);
  const name = text.replace(/^#/, '');
  const channel = channels.find((candidate) => candidate.id === name || candidate.name === name);
  if (channel === undefined) throw notThere(text, channels);
  const reason = reasonOf(channel.kind);
  if (reason === undefined) return { folder: channel.folder };
  const mend =
    reason === 'unlisted-channel'
      ? `no list in the export says what it is. If it is a public channel, give its id: --channel ID=${channel.folder}`
      : 'only public channels of this workspace are published';
  throw new ConfigError(`--channel ${text}: refused (${reason}): ${mend}.`);
}

function vouched(id: string, folder: string, channels: readonly Selectable[]): Wish {
  const channel = channels.find((candidate) => candidate.folder === folder);
  if (channel === undefined) throw notThere(folder, channels);
  if (channel.kind !== 'unlisted') {
    throw new ConfigError(
      `--channel ${id}=${folder}: this folder is listed, so its id is known: --channel ${folder}`,
    );
  }
  const twin = channels.find((candidate) => candidate.id === id);
  if (twin !== undefined) {
    throw new ConfigError(`--channel ${id}=${folder}: ${id} is the id of ${twin.name} already.`);
  }
  if (isChannelId(id) && !id.startsWith('D')) return { folder, id };
  throw new ConfigError(
    `--channel ${id}=${folder}: ${id} is no channel id. Slack shows it in the channel's details.`,
  );
}

function notThere(text: string, channels: readonly Selectable[]): ConfigError {
  const near = channels
    .filter(({ name }) => name.includes(text) || text.includes(name))
    .map(({ name }) => name);
  const hint = (near.length > 0 ? near : channels.map(({ name }) => name)).slice(0, 8).join(', ');
  return new ConfigError(`--channel ${text}: there is no such channel. There are: ${hint}.`);
}

function refusal(channel: Selectable, wish: Wish | undefined): RefusalReason | undefined {
  if (channel.kind === 'unlisted' && wish?.id !== undefined) return undefined;
  return reasonOf(channel.kind);
}
