import { type FileId, isTeamId, isUserId, type UserId } from './ids.ts';
import { arrayAt, isJsonObject, type JsonObject, numberAt, objectAt, objectsAt, stringAt } from './json.ts';
import type { Author, Huddle, Message, Reaction, SlackFile } from './message.ts';
import { isTs, type Ts } from './ts.ts';

/**
 * Reads one of Slack's message objects, from an export or the Web API, old or new.
 * Undefined when it has no valid `ts`: then it is no message. Unknown fields are ignored.
 */
export function parseMessage(json: JsonObject): Message | undefined {
  const ts = json.ts;
  if (!isTs(ts)) return undefined;
  const subtype = stringAt(json, 'subtype');
  const message: Draft<Message> = {
    ts,
    author: parseAuthor(json),
    text: textOf(json),
    blocks: objectsAt(json, 'blocks'),
    attachments: objectsAt(json, 'attachments'),
    files: filesOf(json),
    reactions: objectsAt(json, 'reactions').flatMap(parseReaction),
    isHidden: json.hidden === true,
  };
  // One by one: spreading an object for each would take longer than all the rest, and there are millions of messages.
  const threadTs = tsAt(json, 'thread_ts');
  if (threadTs !== undefined) message.threadTs = threadTs;
  if (subtype !== undefined) message.subtype = subtype;
  const edited = parseEdit(json);
  if (edited !== undefined) message.edited = edited;
  const replyCount = numberAt(json, 'reply_count');
  if (replyCount !== undefined) message.replyCount = replyCount;
  const huddle = subtype === 'huddle_thread' ? parseHuddle(json) : undefined;
  if (huddle !== undefined) message.huddle = huddle;
  return message;
}

/** What is being made: once it is handed over, nobody writes to it. */
type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** An object with the one property, or none when the value is absent: `exactOptionalPropertyTypes` wants it so. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [k in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [k in Key]: Value });
}

function tsAt(json: JsonObject, key: string): Ts | undefined {
  const value = json[key];
  return isTs(value) ? value : undefined;
}

function userAt(json: JsonObject, key: string): UserId | undefined {
  const value = stringAt(json, key);
  return value !== undefined && isUserId(value) ? value : undefined;
}

/** An old `file_comment` keeps its words and its author in `comment`; `text` there is Slack's own sentence about it. */
function textOf(json: JsonObject): string {
  const comment = json.subtype === 'file_comment' ? objectAt(json, 'comment') : undefined;
  return (comment && stringAt(comment, 'comment')) ?? stringAt(json, 'text') ?? '';
}

function parseEdit(json: JsonObject): Message['edited'] {
  const edited = objectAt(json, 'edited');
  const ts = edited && tsAt(edited, 'ts');
  return edited && ts ? { ts, ...optional('userId', userAt(edited, 'user')) } : undefined;
}

/**
 * Slack's own rows come from USLACKBOT. `bot_id` proves no bot where a `user` stands beside it in old exports,
 * so the kind is `bot` only when the row names no user, has a bot profile or is a `bot_message`.
 */
function parseAuthor(json: JsonObject): Author {
  const comment = objectAt(json, 'comment');
  const userId = userAt(json, 'user') ?? (comment && userAt(comment, 'user'));
  const botId = stringAt(json, 'bot_id');
  const profile = objectAt(json, 'user_profile');
  const botProfile = objectAt(json, 'bot_profile');
  const team = stringAt(json, 'user_team') ?? stringAt(json, 'source_team');
  const isBot =
    json.subtype === 'bot_message' || botProfile !== undefined || (botId !== undefined && !userId);
  const name =
    stringAt(json, 'username') ??
    (botProfile && stringAt(botProfile, 'name')) ??
    (profile &&
      (stringAt(profile, 'display_name') ?? stringAt(profile, 'real_name') ?? stringAt(profile, 'name')));
  const author: Draft<Author> = {
    kind: userId === 'USLACKBOT' ? 'slack' : isBot ? 'bot' : userId === undefined ? 'unknown' : 'user',
  };
  if (userId !== undefined) author.userId = userId;
  if (botId !== undefined) author.botId = botId;
  if (name !== undefined) author.name = name;
  if (team !== undefined && isTeamId(team)) author.teamId = team;
  return author;
}

/** `files`, or the single `file` that exports before 2018 have. */
function filesOf(json: JsonObject): readonly SlackFile[] {
  const files = objectsAt(json, 'files');
  const single = objectAt(json, 'file');
  return (files.length === 0 && single !== undefined ? [single] : files).flatMap(parseFile);
}

/** One of Slack's file objects; empty when it has no id. */
export function parseFile(json: JsonObject): SlackFile[] {
  const id = stringAt(json, 'id');
  if (id === undefined) return [];
  return [
    {
      id: id as FileId,
      state: fileState(json),
      ...optional('name', stringAt(json, 'name')),
      ...optional('title', stringAt(json, 'title')),
      ...optional('mimetype', stringAt(json, 'mimetype')),
      ...optional('prettyType', stringAt(json, 'pretty_type')),
      ...optional('size', numberAt(json, 'size')),
      isExternal: json.is_external === true || json.mode === 'external',
      ...optional('mode', stringAt(json, 'mode')),
      ...optional('downloadUrl', stringAt(json, 'url_private')),
      ...optional('url', stringAt(json, 'external_url') ?? stringAt(json, 'permalink')),
      ...optional('preview', stringAt(json, 'preview') ?? stringAt(json, 'plain_text')),
      ...optional('altText', stringAt(json, 'alt_txt')),
      ...optional('width', numberAt(json, 'original_w')),
      ...optional('height', numberAt(json, 'original_h')),
    },
  ];
}

function fileState(json: JsonObject): SlackFile['state'] {
  if (json.mode === 'tombstone' || json.file_access === 'file_not_found') return 'deleted';
  if (json.mode === 'hidden_by_limit') return 'hidden-by-limit';
  return json.file_access === 'access_denied' ? 'access-denied' : 'available';
}

function parseReaction(json: JsonObject): Reaction[] {
  const name = stringAt(json, 'name');
  if (name === undefined) return [];
  const users = arrayAt(json, 'users').filter(
    (user): user is UserId => typeof user === 'string' && isUserId(user),
  );
  return [{ name, count: numberAt(json, 'count') ?? users.length, users }];
}

function parseHuddle(json: JsonObject): Huddle | undefined {
  const room = json.room;
  if (!isJsonObject(room)) return undefined;
  const everyone = arrayAt(room, 'participant_history');
  return {
    participants: (everyone.length > 0 ? everyone : arrayAt(room, 'participants')).length,
    ...optional('startedAt', numberAt(room, 'date_start')),
    ...optional('endedAt', numberAt(room, 'date_end')),
  };
}
