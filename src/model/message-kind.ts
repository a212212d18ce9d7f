import type { Message } from './message.ts';

/**
 * What a message is to a reader: `content` is talk, `bot` talk of a program, `system` an event worth a line when
 * people talked about it (a huddle), `deleted` what is left of a removed message, `noise` everything else
 * (joins, pins, topic changes).
 */
export type MessageKind = 'content' | 'bot' | 'system' | 'deleted' | 'noise';

/** Verdict by subtype. Names from `@slack/types`, Slack's documentation and real exports; new ones keep appearing. */
const kindOfSubtype: ReadonlyMap<string, MessageKind> = new Map<string, MessageKind>(
  Object.entries({
    file_share: 'content',
    thread_broadcast: 'content',
    reply_broadcast: 'content',
    me_message: 'content',
    file_comment: 'content',
    file_mention: 'content',
    bot_message: 'bot',
    slackbot_response: 'bot',
    assistant_app_thread: 'bot',
    huddle_thread: 'system',
    sh_room_created: 'system',
    tombstone: 'deleted',
    ekm_access_denied: 'deleted',
    ...noise(
      'channel_join channel_leave channel_topic channel_purpose channel_name channel_archive channel_unarchive',
      'channel_posting_permissions channel_convert_to_private channel_convert_to_public',
      'group_join group_leave group_topic group_purpose group_name group_archive group_unarchive',
      'joiner_notification joiner_notification_for_inviter app_conversation_join app_conversation_leave welcome_party',
      'pinned_item unpinned_item bot_add bot_remove bot_enable bot_disable reminder_add reminder_delete',
      'emoji_changed channel_canvas_created channel_canvas_updated tabbed_canvas_updated channel_tab_added',
      'document_mention message_changed message_deleted message_replied',
    ),
  }),
);

/** False for a subtype that this version has never heard of: worth a line in the report. */
export function isKnownSubtype(subtype: string): boolean {
  return kindOfSubtype.has(subtype);
}

/** An unknown subtype with a human author and something to show is content: new names keep appearing. */
export function messageKind(message: Message): MessageKind {
  const known = message.subtype === undefined ? undefined : kindOfSubtype.get(message.subtype);
  if (known !== undefined) return known;
  if (message.isHidden) return 'noise';
  if (message.author.kind === 'bot') return 'bot';
  if (message.subtype !== undefined) return isUnknownTalk(message) ? 'content' : 'noise';
  return message.author.kind === 'slack' && message.text === '' ? 'noise' : 'content';
}

function isUnknownTalk({ author, text, files, blocks }: Message): boolean {
  return author.kind === 'user' && (text !== '' || files.length > 0 || blocks.length > 0);
}

function noise(...lines: readonly string[]): Record<string, MessageKind> {
  return Object.fromEntries(
    lines
      .join(' ')
      .split(' ')
      .map((subtype) => [subtype, 'noise' as const]),
  );
}

/** Whether somebody says something: no event, and not what is left of a deleted message. */
export function isTalk(message: Message): boolean {
  const kind = messageKind(message);
  return kind === 'content' || kind === 'bot';
}
