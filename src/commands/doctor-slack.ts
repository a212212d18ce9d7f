import { readSyncState, type SyncState } from '../archive/sync-state.ts';
import { isToken } from '../config/environment.ts';
import { UnsiloError } from '../errors.ts';
import { type ChannelId, isChannelId } from '../model/ids.ts';
import { isoTime } from '../model/ts.ts';
import { describeChannels, type WebChannel } from '../slack/web-channel.ts';
import type { SlackClient } from '../slack/web-client.ts';
import { SlackFailure } from '../slack/web-failure.ts';
import { identify, type SlackIdentity } from '../slack/web-people.ts';
import { connectSlack, type SlackOptions } from './connect-slack.ts';
import type { CommandContext } from './context.ts';
import { archivedSize, printExpectation } from './expect-pull.ts';
import { type Finding, mend, ok, unseen } from './finding.ts';
import { refusalOf } from './pull-selection.ts';

export interface SlackNeeds {
  /** Ids of the configuration. */
  readonly channels: readonly string[];
  readonly archive: string;
  /** Whether `files.kinds` names any. */
  readonly copiesFiles: boolean;
  /** Whether lines are to be said in threads. */
  readonly hasNotices: boolean;
}

const needed = ['channels:history', 'channels:read', 'users:read'];
const appPage = 'https://api.slack.com/apps';

/** Looks at the token, its scopes, the channels, and at what Slack has told of its limits. Reads no message. */
export async function lookAtSlack(
  slack: SlackOptions,
  needs: SlackNeeds,
  context: CommandContext,
): Promise<readonly Finding[]> {
  const kind = lookAtToken(slack.token);
  if (slack.token === undefined || kind.state === 'mend') return [kind];
  try {
    const client = connectSlack(slack, context);
    const identity = await identify(client);
    const state = stateOf(needs.archive, identity);
    const about = `${identity.name ?? 'unnamed'} (${identity.teamId})`;
    return [
      kind,
      ok('Slack workspace', about),
      ...lookAtScopes(identity, needs),
      ...(await lookAtChannels(client, identity, needs)),
      lookAtClass(state),
      lookAtPlan(state),
      ...lookAtWork(identity, state, needs),
    ];
  } catch (error) {
    if (error instanceof UnsiloError && error.exitCode === 4)
      return [mend('Slack token', error.message, newToken)];
    if (error instanceof UnsiloError || error instanceof SlackFailure)
      return [kind, unseen('Slack', error.message, 'Look again when Slack can be reached.')];
    throw error;
  }
}

const newToken = `Take the bot token (xoxb-…) of the app at ${appPage}, under “OAuth & Permissions”.`;

function lookAtToken(token: string | undefined): Finding {
  const what = 'Slack token';
  const help =
    'Only needed to read from Slack itself. Make the app (`unsilo init` prints the link) and set SLACK_TOKEN to its bot token; in a workflow as a secret.';
  if (token === undefined) return unseen(what, 'SLACK_TOKEN is not set', help);
  if (!isToken(token))
    return mend(what, 'SLACK_TOKEN holds characters that no token has', 'Copy the whole token again.');
  if (token.startsWith('xoxb-')) return ok(what, 'a bot token');
  if (token.startsWith('xoxe.'))
    return mend(
      what,
      'a token that expires after 12 hours',
      `Switch token rotation off in the app’s settings. ${newToken}`,
    );
  if (token.startsWith('xoxp-'))
    return mend(what, 'the token of a person, which reads private channels too', newToken);
  return mend(what, 'SLACK_TOKEN does not look like a bot token of Slack', newToken);
}

function lookAtScopes(
  { scopes }: SlackIdentity,
  { copiesFiles, hasNotices }: SlackNeeds,
): readonly Finding[] {
  const what = 'Slack scopes';
  if (scopes.length === 0)
    return [unseen(what, 'Slack did not name them', 'Compare them with config/slack-app.yml.')];
  const wanted = [...needed, ...(copiesFiles ? ['files:read'] : []), ...(hasNotices ? ['chat:write'] : [])];
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  const tooMany = scopes.filter((scope) => /^(?:groups|im|mpim):|^users:read\.email$/.test(scope));
  const help = `Change them under “OAuth & Permissions” at ${appPage}, and reinstall the app.`;
  if (missing.length > 0) return [mend(what, `missing: ${missing.join(', ')}`, help)];
  if (tooMany.length > 0) return [mend(what, `they read private data: ${tooMany.join(', ')}`, help)];
  return [ok(what, scopes.join(', ')), ...lookAtEmoji(scopes)];
}

function lookAtEmoji(scopes: readonly string[]): readonly Finding[] {
  const found = 'shown by name: their images would need the scope emoji:read';
  return scopes.includes('emoji:read') ? [] : [ok('custom emoji', found)];
}

async function lookAtChannels(
  client: SlackClient,
  { scopes }: SlackIdentity,
  { channels }: SlackNeeds,
): Promise<readonly Finding[]> {
  const ids = [...new Set(channels)].filter(isChannelId);
  if (ids.length === 0) return [];
  const described = await describeChannels(client, ids);
  const problems = [...described].flatMap(([id, channel]) => problemOf(id, channel, scopes) ?? []);
  const help =
    'Say `/invite @<the app>` in a channel that it is to read; take the others off the list in unsilo.yml.';
  return problems.length > 0
    ? [mend('channels in Slack', problems.join('\n'), help)]
    : [ok('channels in Slack', `${ids.length} public, and the app can read them`)];
}

function problemOf(
  id: ChannelId,
  channel: WebChannel | SlackFailure,
  scopes: readonly string[],
): string | undefined {
  if (channel instanceof SlackFailure) return `${id}: ${channel.message}`;
  const { name, kind, isArchived, json } = channel;
  if (kind !== 'public') return `#${name} (${id}): ${refusalOf(kind)}`;
  if (isArchived) return `#${name} (${id}): it is archived, so that a bot can’t read it; an export has it`;
  const canJoin = scopes.includes('channels:join');
  return json.is_member === false && !canJoin ? `#${name} (${id}): the app is no member` : undefined;
}

function stateOf(archive: string, { teamId }: SlackIdentity): SyncState {
  return readSyncState({ dir: archive }, teamId);
}

function lookAtClass({ isThrottled, channels }: SyncState): Finding {
  const what = 'Slack limits';
  if (isThrottled === true)
    return mend(
      what,
      'one call a minute, 15 messages a call: the app counts as sold outside the Marketplace',
      'Make an app of your own in this workspace as config/slack-app.yml describes it, and read the past from an export.',
    );
  return channels.size === 0
    ? ok(what, 'the first pull will tell: about 50 calls a minute for an app of your own')
    : ok(what, 'those of an app of your own: about 50 calls a minute');
}

function lookAtPlan({ channels }: SyncState): Finding {
  const what = 'history';
  const hidden = [...channels].flatMap(([id, { isWithheld, floor }]) =>
    isWithheld === true ? [`${id} before ${floor === undefined ? 'now' : isoTime(floor).slice(0, 10)}`] : [],
  );
  if (channels.size === 0)
    return ok(
      what,
      'the first pull will tell; on the free plan, which hides what is older than 90 days, take an export before',
    );
  return hidden.length === 0
    ? ok(what, 'no plan hides anything')
    : ok(what, `the plan hides ${hidden.join(', ')}; what exports had of it is archived`);
}

function lookAtWork(
  { teamId }: SlackIdentity,
  { isThrottled = false }: SyncState,
  { channels, archive }: SlackNeeds,
): readonly Finding[] {
  const ids = channels.filter(isChannelId);
  if (ids.length === 0) return [];
  const sizes = ids.map((id) => archivedSize({ dir: archive }, teamId, id));
  return [ok('work for a first pull', printExpectation(sizes, isThrottled).join('\n'))];
}
