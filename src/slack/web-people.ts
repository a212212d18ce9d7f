import { AuthError, ConfigError } from '../errors.ts';
import { isTeamId, type TeamId, type UserId } from '../model/ids.ts';
import { arrayAt, type JsonObject, objectAt, objectsAt, stringAt } from '../model/json.ts';
import type { SlackClient } from './web-client.ts';
import { SlackFailure } from './web-failure.ts';
import { nextCursor } from './web-messages.ts';

/** Whose token it is. */
export interface SlackIdentity {
  readonly teamId: TeamId;
  readonly name?: string;
  /** `acme` of `acme.slack.com` */
  readonly domain?: string;
  /** Scopes of the token, where Slack names them. */
  readonly scopes: readonly string[];
}

/** Asks Slack whose token this is. */
export async function identify(client: SlackClient): Promise<SlackIdentity> {
  const answer = await whoAmI(client);
  const teamId = stringAt(answer, 'team_id');
  if (teamId === undefined || !isTeamId(teamId))
    throw new AuthError(
      'Slack did not say which workspace SLACK_TOKEN belongs to. Use a bot token (xoxb-…).',
    );
  const name = stringAt(answer, 'team');
  const domain = /^https:\/\/([a-z0-9-]+)(?:\.enterprise)?\.slack/.exec(stringAt(answer, 'url') ?? '')?.[1];
  const scopes = arrayAt(objectAt(answer, 'response_metadata') ?? {}, 'scopes');
  return {
    teamId,
    ...(name === undefined ? {} : { name }),
    ...(domain === undefined ? {} : { domain }),
    scopes: scopes.filter((scope) => typeof scope === 'string'),
  };
}

async function whoAmI(client: SlackClient): Promise<JsonObject> {
  try {
    return await client.call('auth.test', {});
  } catch (error) {
    if (error instanceof SlackFailure) throw new ConfigError(error.message, { cause: error });
    throw error;
  }
}

const largePage = 200;
/** Bounds a walk through pages that would never end. */
const mostPages = 5000;
const smallPage = 50;

/** Everybody in the workspace. Where Slack can't make a page, a smaller one is asked for. */
export async function readUsers(client: SlackClient): Promise<readonly JsonObject[]> {
  const users: JsonObject[] = [];
  let limit = largePage;
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    try {
      const answer = await client.call('users.list', { limit, ...(cursor === '' ? {} : { cursor }) });
      users.push(...objectsAt(answer, 'members'));
      cursor = nextCursor(answer);
      if (cursor === '') return users;
    } catch (error) {
      if (!(error instanceof SlackFailure) || error.kind !== 'postponed' || limit === smallPage) throw error;
      limit = smallPage;
    }
  }
  return users;
}

/** One person, or undefined when Slack shows nobody with that id. */
export async function readUser(client: SlackClient, user: UserId): Promise<JsonObject | undefined> {
  try {
    return objectAt(await client.call('users.info', { user }), 'user');
  } catch (error) {
    if (error instanceof SlackFailure && error.kind === 'user') return undefined;
    throw error;
  }
}
