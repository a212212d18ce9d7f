import { type ChannelId, isChannelId } from '../model/ids.ts';
import { isJsonObject, type Json, type JsonObject, stringAt } from '../model/json.ts';
import { isTs, type Ts } from '../model/ts.ts';
import { channelFields, hiddenQuoteFields, knownPrivateFields, messageFields, userFields } from './fields.ts';
import { publicFields } from './public-json.ts';

/** Slack's JSON of a message as it may stand in a public archive: keys sorted, strings redacted. */
export interface PublicMessage extends JsonObject {
  readonly ts: Ts;
}

export type Verdict =
  | { readonly message: PublicMessage; readonly unknownFields: readonly string[] }
  | { readonly skipped: SkipReason };

/** Why a row of an export does not get into the archive, whatever channel it is in. */
export type SkipReason = 'not-a-message' | 'no-timestamp';

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
  const unknownFields: string[] = [];
  const message = publicFields(row, messageFields, (field) => {
    if (!knownPrivateFields.has(field)) unknownFields.push(field);
  });
  if (Array.isArray(message.attachments)) {
    message.attachments = message.attachments.map((attachment) =>
      guardQuote(attachment as Json, publicChannels),
    );
  }
  return { message: message as unknown as PublicMessage, unknownFields };
}

/** A quoted message carries its words even when it stands in a private channel (slack.md 5.4). */
function guardQuote(attachment: Json, publicChannels: ReadonlySet<ChannelId>): Json {
  if (!isJsonObject(attachment)) return attachment;
  const isQuote =
    attachment.is_msg_unfurl === true || attachment.is_share === true || 'message_blocks' in attachment;
  if (!isQuote) return attachment;
  const channel = stringAt(attachment, 'channel_id');
  const isPublic = channel !== undefined && isChannelId(channel) && publicChannels.has(channel);
  return isPublic ? attachment : publicFields(attachment, hiddenQuoteFields);
}

/** What may be known of a person: names, and whether they are a bot or gone. */
export function publicUser(user: JsonObject): JsonObject {
  return publicFields(user, userFields);
}

export function publicChannel(channel: JsonObject): JsonObject {
  return publicFields(channel, channelFields);
}
