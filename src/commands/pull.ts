import { type Archive, openOrCreateArchive } from '../archive/archive.ts';
import { lockFolder } from '../archive/lock.ts';
import { writeWorkspace } from '../archive/people.ts';
import { readSyncState } from '../archive/sync-state.ts';
import { ConfigError } from '../errors.ts';
import { type ChannelId, isChannelId } from '../model/ids.ts';
import type { FileRules } from '../policy/file-rules.ts';
import { describeChannels } from '../slack/web-channel.ts';
import type { SlackClient } from '../slack/web-client.ts';
import { SlackRunOver } from '../slack/web-failure.ts';
import { identify, type SlackIdentity } from '../slack/web-people.ts';
import { connectSlack, type SlackOptions } from './connect-slack.ts';
import type { CommandContext } from './context.ts';
import { archivedSize, printExpectation } from './expect-pull.ts';
import { joinChannels } from './join-channels.ts';
import { missingMediaScopes } from './media-scopes.ts';
import type { PullReport } from './pull-report.ts';
import { type PullMaterial, PullRun } from './pull-run.ts';
import { archivedIn, askAboutPull, assertSameTeam, selectForPull } from './pull-selection.ts';

export interface PullOptions {
  /** Folder of the archive; it is made when it is not there. */
  readonly archive: string;
  /** Ids of public channels. */
  readonly channels: readonly string[];
  readonly slack: SlackOptions;
  readonly files: FileRules;
  /** True when the user said yes beforehand. */
  readonly isAgreed: boolean;
  readonly communityWasTold: boolean;
  /** Look at the token and the channels only. */
  readonly isDryRun: boolean;
}

/** Slack → policy → archive, as far as time and calls allow: what is left is noted, and the next run goes on there. */
export async function pullSlack(options: PullOptions, context: CommandContext): Promise<PullReport> {
  const ids = channelIds(options.channels);
  const client = connectSlack(options.slack, context);
  try {
    const identity = await identify(client);
    const listed = new Set<ChannelId>();
    const described = await describeChannels(client, ids, ({ id, kind }) => {
      if (kind === 'public') listed.add(id);
    });
    warnOfScopes(identity, context);
    const found = { identity, described, listed, client, files: options.files };
    // Nothing is written before the channels are known to be public and somebody has said yes.
    const looked = look(found, { dir: options.archive });
    const fresh = looked.selection.open.filter(({ id }) => !looked.state.channels.has(id));
    if (options.isDryRun) {
      const report = new PullRun(looked, context).report();
      const missing = missingMediaScopes(identity, options.files).map(({ message }) => message);
      return { ...report, dryRun: true, expected: [...expectationOf(looked), ...missing] };
    }
    await askAboutPull(fresh, options, context);
    const archive = openOrCreateArchive(options.archive);
    const unlock = lockFolder(archive.dir);
    try {
      keepWorkspace(archive, identity);
      const material = look(found, archive);
      await joinChannels(client, identity, material.selection.open, context);
      const run = new PullRun(material, context);
      await run.go();
      return run.report();
    } finally {
      unlock();
    }
  } catch (error) {
    if (error instanceof SlackRunOver) throw tooSmall(error, client);
    throw error;
  }
}

type Found = Pick<PullMaterial, 'identity' | 'client' | 'files' | 'listed'> & {
  readonly described: Awaited<ReturnType<typeof describeChannels>>;
};

/** @throws ConfigError when a channel may not be read, or belongs to another workspace */
function look({ identity, described, listed, client, files }: Found, archive: Archive): PullMaterial {
  const { teamId } = identity;
  assertSameTeam(archive, teamId, [...described.keys()]);
  const state = readSyncState(archive, teamId);
  const selection = selectForPull(described, archivedIn(archive, teamId, state));
  return { archive, identity, client, selection, state, listed, files };
}

function expectationOf({ archive, identity, selection, state }: PullMaterial): readonly string[] {
  const sizes = selection.open.map(({ id }) => archivedSize(archive, identity.teamId, id));
  return printExpectation(sizes, state.isThrottled === true);
}

function channelIds(texts: readonly string[]): readonly ChannelId[] {
  if (texts.length === 0)
    throw new ConfigError(
      'Which channels? Say --channel ID for each public channel, or list them in unsilo.yml. Slack shows the id at the end of the channel’s details.',
    );
  return [...new Set(texts)].map((text) => {
    if (isChannelId(text) && text.startsWith('C')) return text;
    throw new ConfigError(`--channel ${text}: expected the id of a public channel such as C024BE91L.`);
  });
}

/** Private data that the app need not see is a risk that nobody needs. */
function warnOfScopes({ scopes }: SlackIdentity, { logger }: CommandContext): void {
  const superfluous = scopes.filter((scope) => /^(?:groups|im|mpim):|^users:read\.email$/.test(scope));
  if (superfluous.length > 0)
    logger.warn(
      `The token may read private data that unsilo never archives: ${superfluous.join(', ')}. Better remove these scopes from the app.`,
    );
}

function keepWorkspace(archive: Archive, { teamId, name, domain }: SlackIdentity): void {
  writeWorkspace(archive, {
    teamId,
    ...(name === undefined ? {} : { name }),
    ...(domain === undefined ? {} : { domain }),
  });
}

/** Ended before it knew what to read. */
function tooSmall(error: SlackRunOver, { pacer }: SlackClient): ConfigError {
  const calls = Object.values(pacer.calls).reduce((sum, one) => sum + one, 0);
  return new ConfigError(
    `${error.message} ${calls} calls were not enough to look at the channels: allow more with --calls or --minutes.`,
  );
}
