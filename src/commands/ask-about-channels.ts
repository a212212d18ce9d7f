import { ConfigError } from '../errors.ts';
import type { Selected, Selection } from '../policy/select-channels.ts';
import type { ExportChannel, ExportSource } from '../slack/export-source.ts';
import type { CommandContext } from './context.ts';

interface Answers {
  /** Those that were named; empty for all public ones. */
  readonly channels: readonly string[];
  readonly isAgreed: boolean;
  readonly communityWasTold: boolean;
}

export interface Chosen {
  readonly source: ExportSource;
  readonly selection: Selection<ExportChannel>;
}

/**
 * Shows what would become public, and asks, before anything is written. Who named the channels, and said in the
 * configuration that their members know, has answered already.
 *
 * @throws ConfigError when nobody can answer, or the answer is no
 */
export async function askAboutChannels(
  chosen: readonly Chosen[],
  { channels, isAgreed, communityWasTold }: Answers,
  { logger, confirm }: Pick<CommandContext, 'logger' | 'confirm'>,
): Promise<void> {
  const selected = uniqueById(chosen.flatMap(({ selection }) => selection.selected));
  if (selected.length === 0) throw new ConfigError(nothingPublic(chosen));
  if (isAgreed || (communityWasTold && channels.length > 0)) return;
  for (const line of listing(selected)) logger.info(line);
  if (confirm === undefined) {
    throw new ConfigError(
      `${publicWould(selected.length)} Say --yes when that is right, or choose some with --channel.`,
    );
  }
  const these = theseChannels(selected.length);
  const told = communityWasTold ? '' : ' Do their members know?';
  if (!(await confirm(`Make ${these} public?${told}`)))
    throw new ConfigError(
      'Nothing was read and nothing written. Choose channels with --channel, and see `unsilo help privacy`.',
    );
}

/** `this channel`, `these 3 channels` */
export function theseChannels(count: number): string {
  return count === 1 ? 'this channel' : `these ${count} channels`;
}

/** Why a run ends where it has to ask and can't. */
export function publicWould(count: number): string {
  const these = theseChannels(count);
  return `${these[0]?.toUpperCase()}${these.slice(1)} would become public, and nobody can be asked here.`;
}

function listing(selected: readonly Selected<ExportChannel>[]): readonly string[] {
  return ['Public channels:', ...selected.map(({ id, name }) => `  ${id.padEnd(12)} #${name}`)];
}

function uniqueById(selected: readonly Selected<ExportChannel>[]): readonly Selected<ExportChannel>[] {
  return [...new Map(selected.map((channel) => [channel.id, channel])).values()];
}

function nothingPublic(chosen: readonly Chosen[]): string {
  const names = chosen.map(({ source }) => source.name).join(', ');
  const unlisted = chosen.flatMap(({ selection }) =>
    selection.refused.filter(({ reason }) => reason === 'unlisted-channel'),
  );
  const [first] = unlisted;
  const hint =
    first === undefined
      ? 'Private channels and direct messages are never published.'
      : `Its channels.json lists none, so unsilo can't know what is public. Where you know that a folder is a public channel, give its id: --channel ID=${first.channel.folder}`;
  return `${names}: there is no public channel in it. ${hint}`;
}
