import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Fields } from './fields.ts';
import { phoneOrText, redactedMark, redactText } from './redact-text.ts';

/** Ids that Slack makes anew for every copy: a difference there is no edit. */
const volatileFields = new Set(['block_id']);

/** A copy with the allowed fields only, keys sorted, every string redacted. `onDropped` hears of each other field. */
export function publicFields(
  json: JsonObject,
  fields: Fields,
  onDropped?: (field: string) => void,
): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(json).sort()) {
    const rule = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const value = json[key];
    if (rule === undefined) onDropped?.(key);
    else if (value !== undefined) copy[key] = rule === true ? publicValue(value) : nested(value, rule);
  }
  return copy;
}

function nested(value: Json, fields: Fields): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => nested(item, fields));
  return isJsonObject(value) ? publicFields(value, fields) : publicValue(value);
}

/** Any value with its keys sorted and its strings redacted. */
export function publicValue(value: Json): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(publicValue);
  return isJsonObject(value) ? publicObject(value) : value;
}

function publicObject(json: JsonObject): JsonObject {
  if (json.type === 'link' && typeof json.url === 'string') {
    const mark = markOfLink(json.url, json.text);
    if (mark !== undefined) return { text: mark, type: 'text' };
  }
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(json).sort()) {
    const value = json[key];
    if (value !== undefined && !volatileFields.has(key)) copy[key] = publicValue(value);
  }
  return copy;
}

/** The rich text twin of `<mailto:…>` and `<tel:…>`: both must say the same afterwards. */
function markOfLink(url: string, text: Json | undefined): string | undefined {
  if (/^mailto:/i.test(url)) return redactedMark.email;
  if (/^tel:/i.test(url)) return phoneOrText(typeof text === 'string' ? text : url);
  return /^https?:\/\/join\.slack\.com\//i.test(url) ? redactedMark.invitation : undefined;
}
