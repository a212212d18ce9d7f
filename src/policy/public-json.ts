import { type ChannelId, isChannelId } from '../model/ids.ts';
import { isJsonObject, type Json, type JsonObject, stringAt } from '../model/json.ts';
import type { Fields } from './fields.ts';
import { phoneOrText, redactedMark, redactText } from './redact-text.ts';

/** Ids that Slack makes anew for every copy: a difference there is no edit. */
const volatileFields = new Set(['block_id']);

/** What decides about a value besides the value itself. */
export interface Gate {
  /** The channels that are being archived: what was said in any other is not quoted. */
  readonly publicChannels: ReadonlySet<ChannelId>;
  /** Hears of each field of the object itself that is not on the list. */
  readonly onDropped?: (field: string) => void;
}

/** A copy with the allowed fields only, keys sorted, every string redacted. */
export function publicFields(json: JsonObject, fields: Fields, gate: Gate): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(json).sort()) {
    const rule = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const value = json[key];
    if (rule === undefined) gate.onDropped?.(key);
    else if (value !== undefined)
      copy[key] = rule === true ? publicValue(value, gate) : nested(value, rule, gate);
  }
  return copy;
}

function nested(value: Json, fields: Fields, gate: Gate): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => nested(item, fields, gate));
  const { publicChannels } = gate;
  return isJsonObject(value) ? publicFields(value, fields, { publicChannels }) : publicValue(value, gate);
}

/** Any value with its keys sorted and its strings redacted. */
export function publicValue(value: Json, gate: Gate): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => publicValue(item, gate));
  return isJsonObject(value) ? publicObject(value, gate) : value;
}

function publicObject(json: JsonObject, gate: Gate): JsonObject {
  if (json.type === 'link' && typeof json.url === 'string') {
    const mark = markOfLink(json.url, json.text);
    if (mark !== undefined) return { text: mark, type: 'text' };
  }
  const isHidden = json.type === 'message_mention' && !isPublic(stringAt(json, 'channel_id'), gate);
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(json).sort()) {
    const value = json[key];
    if (value !== undefined && !volatileFields.has(key) && !(isHidden && key === 'text')) {
      copy[key] = publicValue(value, gate);
    }
  }
  return copy;
}

/** Whether a quoted or linked message stands in a channel that is archived. */
export function isPublic(channel: string | undefined, { publicChannels }: Gate): boolean {
  return channel !== undefined && isChannelId(channel) && publicChannels.has(channel);
}

/** The rich text twin of `<mailto:…>` and `<tel:…>`: both must say the same afterwards. */
function markOfLink(url: string, text: Json | undefined): string | undefined {
  if (/^mailto:/i.test(url)) return redactedMark.email;
  if (/^tel:/i.test(url)) return phoneOrText(typeof text === 'string' ? text : url);
  return /^https?:\/\/join\.slack\.com\//i.test(url) ? redactedMark.invitation : undefined;
}
