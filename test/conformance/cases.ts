import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { sharedFolder } from '../support/shared-data.ts';

/** A case of another project's tests: what went in and what came out there. */
export interface Case {
  /** Unique in its suite. */
  readonly name: string;
  readonly fn: string;
  readonly input: Json;
  readonly expected: Json;
  readonly matcher: string;
  readonly message?: JsonObject;
  readonly messages?: readonly JsonObject[];
}

export const conformanceFolder = join(sharedFolder, 'conformance');

/** The cases of one file. Several of one name are numbered. */
export function readCases(suite: string): readonly Case[] {
  const { cases } = JSON.parse(readFileSync(join(conformanceFolder, `${suite}.json`), 'utf8')) as {
    cases: Case[];
  };
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    const name = one.name.replaceAll('|', '/');
    return {
      ...one,
      name: count === 1 ? name : `${name} (${count})`,
      fn: one.fn ?? '',
      matcher: one.matcher ?? 'equal',
    };
  });
}
