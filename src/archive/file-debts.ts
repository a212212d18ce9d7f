import { isJsonObject, type Json, type JsonObject, numberAt, objectAt, stringAt } from '../model/json.ts';

/** A file that could not be copied. By its id, or `emoji:` and the name of one of the workspace's own emoji. */
export interface FileDebt {
  /** Attempts that failed, in as many runs. */
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly reason: string;
  /** It is not expected to come any more, so it is counted and no debt; still it is looked for now and then. */
  readonly isGivenUp?: boolean;
}

export type FileDebts = Readonly<Record<string, FileDebt>>;

export function parseFileDebts(state: JsonObject): FileDebts {
  return Object.fromEntries(
    Object.entries(objectAt(state, 'files') ?? {}).flatMap(([id, json]) => {
      const debt = parseFileDebt(json);
      return debt === undefined ? [] : [[id, debt] as const];
    }),
  );
}

function parseFileDebt(json: Json | undefined): FileDebt | undefined {
  if (!isJsonObject(json)) return undefined;
  return {
    attempts: numberAt(json, 'attempts') ?? 0,
    notBefore: numberAt(json, 'notBefore') ?? 0,
    reason: stringAt(json, 'reason') ?? 'unavailable',
    ...(json.isGivenUp === true ? { isGivenUp: true } : {}),
  };
}
