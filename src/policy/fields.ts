/**
 * The fields of Slack's objects that may become public. `true` keeps a value as it is (strings redacted, keys
 * sorted), a nested list keeps those fields of the object or of each object in the array.
 */
export interface Fields {
  readonly [field: string]: true | Fields;
}

const fileFields: Fields = {
  alt_txt: true,
  created: true,
  external_type: true,
  external_url: true,
  file_access: true,
  filetype: true,
  id: true,
  is_external: true,
  mimetype: true,
  mode: true,
  name: true,
  original_h: true,
  original_w: true,
  permalink: true,
  plain_text: true,
  pretty_type: true,
  preview: true,
  size: true,
  timestamp: true,
  title: true,
  url_private: true,
  user: true,
};

const attachmentFields: Fields = {
  actions: true,
  app_unfurl_url: true,
  author_id: true,
  author_link: true,
  author_name: true,
  author_subname: true,
  blocks: true,
  bot_id: true,
  channel_id: true,
  channel_name: true,
  color: true,
  fallback: true,
  fields: true,
  files: fileFields,
  footer: true,
  from_url: true,
  image_url: true,
  is_app_unfurl: true,
  is_msg_unfurl: true,
  is_reply_unfurl: true,
  is_share: true,
  is_thread_root_unfurl: true,
  message_blocks: { channel: true, message: { blocks: true }, team: true, ts: true },
  mrkdwn_in: true,
  msg_subtype: true,
  original_url: true,
  pretext: true,
  service_name: true,
  text: true,
  thumb_url: true,
  title: true,
  title_link: true,
  ts: true,
  video_url: true,
};

export const messageFields: Fields = {
  _asOf: true,
  app_id: true,
  attachments: attachmentFields,
  blocks: true,
  bot_id: true,
  bot_profile: { app_id: true, id: true, name: true },
  comment: { comment: true, created: true, id: true, timestamp: true, user: true },
  edited: { ts: true, user: true },
  file: fileFields,
  files: fileFields,
  hidden: true,
  icons: { emoji: true },
  is_locked: true,
  latest_reply: true,
  name: true,
  old_name: true,
  parent_user_id: true,
  purpose: true,
  reactions: { count: true, name: true, users: true },
  reply_count: true,
  room: { date_end: true, date_start: true, id: true, participant_history: true, participants: true },
  root: { thread_ts: true, ts: true },
  source_team: true,
  subtype: true,
  team: true,
  text: true,
  thread_ts: true,
  topic: true,
  ts: true,
  type: true,
  user: true,
  user_profile: { display_name: true, name: true, real_name: true },
  user_team: true,
  username: true,
};

/** A quote of a message in a channel that is not public keeps nothing but that it was one. */
export const hiddenQuoteFields: Fields = { is_msg_unfurl: true, is_share: true };

export const userFields: Fields = {
  _asOf: true,
  deleted: true,
  id: true,
  is_app_user: true,
  is_bot: true,
  is_workflow_bot: true,
  name: true,
  profile: { display_name: true, real_name: true },
  real_name: true,
  team_id: true,
  updated: true,
};

export const channelFields: Fields = {
  _asOf: true,
  created: true,
  creator: true,
  id: true,
  is_archived: true,
  is_general: true,
  name: true,
  previous_names: true,
  purpose: { value: true },
  topic: { value: true },
};

export const workspaceFields: Fields = { domain: true, name: true };

/** Our own field in an archive's export: names the fields of a row that the export made. */
export const madeFields = '_made';

/** Left out on purpose, so not worth a line in the report: private, unreliable, or different in every export. */
export const knownPrivateFields: ReadonlySet<string> = new Set(
  (
    'bot_link client_msg_id display_as_bot inviter is_intro is_starred last_read metadata parent permalink ' +
    'pinned_info pinned_to replies reply_users reply_users_count subscribed upload upload_reply_to user_team_id ' +
    'x_files canvas_update_user_ids canvas_update_section_ids canvas_update_ai_summary_blocks tab_added_user_id ' +
    'tab_id welcome_party_user_id assistant_app_thread members old_topic unread_count no_notifications channel ' +
    'channel_type event_ts replace_original delete_original ' +
    madeFields
  ).split(' '),
);
