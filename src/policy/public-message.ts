import type { ChannelId } from '../model/ids.ts';
import { arrayAt, isJsonObject, type Json, type JsonObject, stringAt } from '../model/json.ts';
import { noticeOf } from '../model/notice.ts';
import { parsePermalink } from '../model/permalink.ts';
import { isTs, type Ts } from '../model/ts.ts';
import {
  channelFields,
  hiddenQuoteFields,
  knownPrivateFields,
  madeFields,
  messageFields,
  userFields,
  workspaceFields,
} from './fields.ts';
import { type Gate, isPublic, publicFields } from './public-json.ts';

/** Slack's JSON of a message as it may stand in a public archive: keys sorted, strings redacted. */
export interface PublicMessage extends JsonObject {
  readonly ts: Ts;
}

export type Verdict =
  | { readonly message: PublicMessage; readonly unknownFields: readonly string[] }
  | { readonly skipped: SkipReason };

/** Why a row of an export does not get into the archive, whatever channel it is in. */
export type SkipReason = 'not-a-message' | 'no-timestamp' | 'export-artefact' | 'own-notice';

/**
 * The gate: every row passes here before anything is written. Consent, secret scan and removals belong here too:
 * they are further reasons to skip a row, or further steps on the copy.
 *
 * @param publicChannels the channels that are being archived: quotes from any other are taken out
 */
export function publicMessage(row: Json, publicChannels: ReadonlySet<ChannelId>): Verdict {
  if (!isJsonObject(row) || (row.type !== undefined && row.type !== 'message'))
    return { skipped: 'not-a-message' };
  if (!isTs(row.ts)) return { skipped: 'no-timestamp' };
  if (row.user === nobody) return { skipped: 'export-artefact' };
  if (noticeOf(row) !== undefined) return { skipped: 'own-notice' };
  const unknownFields: string[] = [];
  const onDropped = (field: string) => {
    if (!knownPrivateFields.has(field)) unknownFields.push(field);
  };
  const message = publicFields(withoutMade(row), messageFields, { publicChannels, onDropped });
  if (Array.isArray(message.attachments)) {
    message.attachments = message.attachments.map((one: Json) => guardQuote(one, { publicChannels }));
  }
  return { message: message as unknown as PublicMessage, unknownFields };
}

/** What `unsilo export` made for other tools was never said by Slack: it goes again. */
function withoutMade(row: JsonObject): JsonObject {
  const made = new Set(arrayAt(row, madeFields));
  if (made.size === 0) return row;
  return Object.fromEntries(Object.entries(row).filter(([field]) => !made.has(field)));
}

/** Slack's exporter writes rows of this user that were never said (Zulip's importer drops them too). */
const nobody = 'U00';

/** A quoted message carries its words even when it stands in a private channel (slack.md 5.4). */
function guardQuote(attachment: Json, gate: Gate): Json {
  if (!isJsonObject(attachment)) return attachment;
  const from = stringAt(attachment, 'from_url') ?? stringAt(attachment, 'original_url') ?? '';
  const link = parsePermalink(from);
  if (!isQuote(attachment) && link?.ts === undefined) return attachment;
  if (isPublic(stringAt(attachment, 'channel_id') ?? link?.channelId, gate)) return attachment;
  return { ...publicFields(attachment, hiddenQuoteFields, gate), is_msg_unfurl: true };
}

/** Very old ones are known by their link only. */
function isQuote(attachment: JsonObject): boolean {
  return attachment.is_msg_unfurl === true || attachment.is_share === true || 'message_blocks' in attachment;
}

const noChannels: Gate = { publicChannels: new Set() };

/** What may be known of a person: names, and whether they are a bot or gone. */
export function publicUser(user: JsonObject): JsonObject {
  return publicFields(user, userFields, noChannels);
}

export function publicWorkspace(workspace: JsonObject): JsonObject {
  return publicFields(workspace, workspaceFields, noChannels);
}

export function publicChannel(channel: JsonObject): JsonObject {
  return publicFields(channel, channelFields, noChannels);
}
