import { expect, it } from 'vitest';
import { refusalError } from '../../src/slack/web-errors.ts';
import type { SlackFailure } from '../../src/slack/web-failure.ts';

/** Every word of Slack's tables of errors that can meet us, by what it costs. */
const words = [
  'invalid_auth not_authed account_inactive token_revoked token_expired not_allowed_token_type no_permission',
  'org_login_required ekm_access_denied enterprise_is_restricted team_access_not_granted accesslimited access_denied',
  'two_factor_setup_required missing_scope deprecated_endpoint',
  'channel_not_found not_in_channel is_archived method_not_supported_for_channel_type channel_is_limited_access',
  'channel_type_not_supported thread_not_found message_not_found user_not_found user_not_visible users_not_found',
  'bot_not_found internal_error fatal_error service_unavailable request_timeout team_added_to_org ratelimited',
  'rate_limited invalid_cursor unable_to_fetch_custom_emojis unknown_method method_deprecated file_not_found file_deleted',
  'limit_required invalid_arguments invalid_arg_name invalid_array_arg invalid_limit invalid_ts_latest invalid_ts_oldest',
  'invalid_types invalid_charset invalid_form_data invalid_post_type missing_post_type a_word_that_nobody_has_heard_of',
].flatMap((line) => line.split(' '));

function line(code: string, needed?: string): string {
  const refusal = { code, method: 'conversations.history', ...(needed === undefined ? {} : { needed }) };
  const error = refusalError(refusal);
  const kind = (error as Partial<SlackFailure>).kind;
  return `${code}${needed === undefined ? '' : ` (${needed})`}\n  ${error.name}${kind === undefined ? '' : `, ${kind}`}: ${error.message}\n`;
}

it('every refusal of Slack is said to a person as it was', async () => {
  const lines = words.map((code) => line(code, code === 'missing_scope' ? 'channels:history' : undefined));
  const all = [...lines, line('missing_scope', 'groups:history'), line('<html>Sign in</html>')];
  expect(new Set(words).size).toBe(words.length);
  await expect(all.join('\n')).toMatchFileSnapshot('../golden/slack/refusals.txt');
});
