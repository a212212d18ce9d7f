/** Any JSON value, as Slack sends it. What is inside is unknown until a parser has looked. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at `key`, or undefined when something else (or nothing) is there. */
export function objectAt(json: JsonObject, key: string): JsonObject | undefined {
  const value = json[key];
  return isJsonObject(value) ? value : undefined;
}

/** The non-empty string at `key`, or undefined. Slack writes absent strings as `""`, `null` or not at all. */
export function stringAt(json: JsonObject, key: string): string | undefined {
  const value = json[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The finite number at `key`; numbers that old exports hold as strings are read too. */
export function numberAt(json: JsonObject, key: string): number | undefined {
  const value = json[key];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The objects in the array at `key`; `null` items and other types, which exports contain, are left out. */
export function objectsAt(json: JsonObject, key: string): readonly JsonObject[] {
  const items = arrayAt(json, key);
  return items.length === 0 ? none : items.filter(isJsonObject);
}

/** The array at `key`, or an empty one. */
export function arrayAt(json: JsonObject, key: string): readonly Json[] {
  const value = json[key];
  return Array.isArray(value) ? (value as readonly Json[]) : none;
}

/** One array for all that have none. */
const none: readonly never[] = [];
