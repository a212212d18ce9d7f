import { type Archive, channelPath, entriesOf, teamsOf } from '../archive/archive.ts';
import type { SyncState } from '../archive/sync-state.ts';
import { ConfigError } from '../errors.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { WebChannel } from '../slack/web-channel.ts';
import { SlackFailure } from '../slack/web-failure.ts';
import { publicWould, theseChannels } from './ask-about-channels.ts';
import type { CommandContext } from './context.ts';

export interface PullSelection {
  /** Public channels of this workspace. */
  readonly open: readonly WebChannel[];
  /** Channels that were read before and can't be now: what is archived of them stays. */
  readonly frozen: readonly Frozen[];
  /** Channels of which Slack did not tell anything this time. */
  readonly failed: readonly { readonly id: ChannelId; readonly message: string }[];
}

export interface Frozen {
  readonly id: ChannelId;
  readonly reason: string;
  readonly message: string;
}

const refusals: Readonly<Record<string, string>> = {
  private: 'it is private',
  direct: 'it is a direct message',
  'group-direct': 'it is a direct message',
  shared: 'it is shared with another organisation (Slack Connect)',
};

/**
 * Sorts channels by what Slack says of them. One that was archived before is frozen where it may not be read any more; one
 * that never was is a mistake of the set-up.
 *
 * @throws ConfigError before anything is read
 */
export function selectForPull(
  described: ReadonlyMap<ChannelId, WebChannel | SlackFailure>,
  isArchivedHere: (id: ChannelId) => boolean,
): PullSelection {
  const open: WebChannel[] = [];
  const frozen: Frozen[] = [];
  const failed: { id: ChannelId; message: string }[] = [];
  const refused: string[] = [];
  for (const [id, channel] of described) {
    const [reason, why] = verdictOf(channel);
    if (!(channel instanceof SlackFailure) && reason === undefined) open.push(channel);
    else if (channel instanceof SlackFailure && channel.kind !== 'channel' && channel.kind !== 'unknown')
      failed.push({ id, message: `${id}: ${channel.message}` });
    else if (isArchivedHere(id)) {
      frozen.push({ id, reason: reason ?? 'unknown', message: `${id} is frozen: ${why}` });
    } else refused.push(`--channel ${id}: refused: ${why}`);
  }
  if (refused.length > 0)
    throw new ConfigError(
      `${refused.join('\n')}\nOnly public channels of this workspace are archived. Nothing was read.`,
    );
  return { open, frozen, failed };
}

/** Why a channel of that kind is not read. */
export function refusalOf(kind: string): string {
  return refusals[kind] ?? `it is of the kind ${kind}`;
}

function verdictOf(channel: WebChannel | SlackFailure): readonly [reason: string | undefined, why: string] {
  if (channel instanceof SlackFailure) return [channel.code, channel.message];
  if (channel.kind === 'public') return [undefined, ''];
  return [channel.kind, `${refusalOf(channel.kind)}.`];
}

/** Whether anything of a channel was archived, by a pull or an import. */
export function archivedIn(
  archive: Archive,
  teamId: TeamId,
  { channels }: SyncState,
): (id: ChannelId) => boolean {
  return (id) => channels.has(id) || entriesOf(channelPath(archive, teamId, id)).length > 0;
}

/**
 * A token of another workspace must not be used by mistake.
 *
 * @throws ConfigError when the archive has one of the channels under another workspace
 */
export function assertSameTeam(archive: Archive, teamId: TeamId, ids: readonly ChannelId[]): void {
  for (const other of teamsOf(archive)) {
    const id = ids.find((one) => other !== teamId && entriesOf(channelPath(archive, other, one)).length > 0);
    if (id === undefined) continue;
    throw new ConfigError(
      `SLACK_TOKEN belongs to the workspace ${teamId}, but the archive has ${id} as a channel of ${other}. Use the token of that workspace, or another --out.`,
    );
  }
}

/**
 * Asks about channels that no pull has read before; unless the answer was given beforehand, by `--yes` or in the
 * configuration: whoever pulls has named the channels.
 */
export async function askAboutPull(
  channels: readonly WebChannel[],
  { isAgreed, communityWasTold }: { readonly isAgreed: boolean; readonly communityWasTold: boolean },
  { confirm, logger }: Pick<CommandContext, 'confirm' | 'logger'>,
): Promise<void> {
  if (isAgreed || communityWasTold || channels.length === 0) return;
  for (const { id, name } of channels) logger.info(`  ${id.padEnd(12)} #${name}`);
  if (confirm === undefined)
    throw new ConfigError(`${publicWould(channels.length)} Say --yes when that is right.`);
  if (!(await confirm(`Make ${theseChannels(channels.length)} public? Do their members know?`)))
    throw new ConfigError('Nothing was read and nothing written. See `unsilo help privacy`.');
}
