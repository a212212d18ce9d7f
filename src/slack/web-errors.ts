import { AuthError, ConfigError } from '../errors.ts';
import { SlackFailure, type SlackFailureKind } from './web-failure.ts';

/** An answer of Slack that says `ok: false`, as far as it matters. */
export interface Refusal {
  /** Slack's word, or anything at all where it sent no JSON. */
  readonly code: string;
  /** The scope that is missing. */
  readonly needed?: string;
  readonly method: string;
}

/** Errors after which the same call may succeed: it is sent again. */
export const passingErrors: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'ratelimited',
  'rate_limited',
]);

const newToken =
  'Make or reinstall the app at https://api.slack.com/apps and set SLACK_TOKEN to its bot token (xoxb-…)';

/** What a person must do about the token, by Slack's word. */
const tokenErrors: Readonly<Record<string, string>> = {
  invalid_auth: `it is not valid here. ${newToken}`,
  not_authed: `none arrived. ${newToken}`,
  account_inactive: `its app was removed, or its user deactivated. ${newToken}`,
  token_revoked: `it was revoked. ${newToken}`,
  token_expired: `it has expired: the app rotates its tokens. Switch token rotation off in the app’s settings. ${newToken}`,
  not_allowed_token_type: `it is of the wrong kind. ${newToken}`,
  no_permission:
    'the app lacks a permission. Let an administrator reinstall it with the scopes of the manifest',
  org_login_required:
    'the workspace is being moved into an organisation. Wait until that is done, then try again',
  ekm_access_denied: 'an administrator has suspended access to the messages (key management). Ask them',
  enterprise_is_restricted:
    'the organisation lets no app call this. Ask its administrator to approve the app',
  team_access_not_granted:
    'the app was not granted this workspace. Ask the organisation’s administrator to grant it',
  accesslimited: 'the workspace limits access. Ask its administrator to approve the app',
  access_denied: 'access was denied. Ask an administrator of the workspace to approve the app',
  two_factor_setup_required: 'its user must set up two-factor authentication first. Better: use a bot token',
};

const frozen = 'What is archived of it stays as it is';

/** What became of a channel, by Slack's word. */
const channelErrors: Readonly<Record<string, string>> = {
  channel_not_found: `Slack shows this app no such channel: its id is wrong, or it is private or deleted. ${frozen}`,
  not_in_channel: `the app is no member. Say \`/invite @<the app>\` in the channel. ${frozen}`,
  is_archived: `the channel is archived, which removed the app. ${frozen}`,
  method_not_supported_for_channel_type: `this kind of conversation can’t be read so. ${frozen}`,
  channel_is_limited_access: `access to it is limited. ${frozen}`,
  channel_type_not_supported: `this kind of conversation is not supported. ${frozen}`,
};

const otherErrors: Readonly<Record<string, SlackFailureKind>> = {
  thread_not_found: 'thread',
  message_not_found: 'thread',
  user_not_found: 'user',
  users_not_found: 'user',
  user_not_visible: 'user',
  bot_not_found: 'user',
  invalid_cursor: 'cursor',
  unable_to_fetch_custom_emojis: 'unavailable',
  unknown_method: 'unavailable',
  method_deprecated: 'unavailable',
  file_not_found: 'unavailable',
  file_deleted: 'unavailable',
};

const ourDefects: ReadonlySet<string> = new Set([
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_array_arg',
  'invalid_limit',
  'limit_required',
  'invalid_ts_latest',
  'invalid_ts_oldest',
  'invalid_types',
  'invalid_charset',
  'invalid_form_data',
  'invalid_post_type',
  'missing_post_type',
]);

/**
 * Says what a refusal of Slack means: for the token an {@link AuthError}, for the set-up a {@link ConfigError}, for one
 * channel, thread or person a {@link SlackFailure}, for a call that should not have been made a plain Error. A word that
 * nobody has heard of costs the channel, not the run.
 */
export function refusalError({ code, needed, method }: Refusal): Error {
  if (code === 'missing_scope' && isPrivateScope(needed)) {
    return new SlackFailure(
      'channel',
      code,
      `it is private (Slack asks for the scope ${needed}). ${frozen}.`,
    );
  }
  if (code === 'missing_scope') {
    return new AuthError(
      `The token lacks the scope ${needed ?? 'that'} which ${method} needs. Add it to the app under “OAuth & Permissions” at https://api.slack.com/apps, reinstall the app and set SLACK_TOKEN to its new bot token.`,
    );
  }
  const token = own(tokenErrors, code);
  if (token !== undefined) return new AuthError(`Slack refused SLACK_TOKEN (${code}): ${token}.`);
  if (code === 'deprecated_endpoint') {
    return new ConfigError(
      `Slack has retired ${method} (${code}). Take a newer unsilo: npx unsilo@latest, or look at SLACK_API_URL.`,
    );
  }
  const channel = own(channelErrors, code);
  if (channel !== undefined) return new SlackFailure('channel', code, `${channel}. (${code})`);
  const other = own(otherErrors, code);
  if (other !== undefined) return new SlackFailure(other, code, `Slack answered ${method} with ${code}.`);
  if (ourDefects.has(code)) return new Error(`Slack does not accept how ${method} was called (${code})`);
  if (passingErrors.has(code) || !isWord(code)) {
    const what = isWord(code) ? code : 'something that is no JSON';
    return new SlackFailure(
      'postponed',
      isWord(code) ? code : 'no_json',
      `Slack answered ${method} with ${what}, also after several attempts. The next run tries again.`,
    );
  }
  return new SlackFailure('unknown', code, `Slack answered ${method} with ${code}. ${frozen}.`);
}

/** What is asked for where a channel was public and is no more: nobody should give that scope. */
function isPrivateScope(needed = ''): boolean {
  const scopes = needed.split(',').filter((scope) => scope !== '');
  return scopes.length > 0 && scopes.every((scope) => /^(?:groups|im|mpim):/.test(scope));
}

/** False for the text of an HTML page, which the SDK hands out as the error. */
export function isWord(code: string): boolean {
  return /^[a-z][a-z0-9_:.-]{0,80}$/i.test(code);
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
