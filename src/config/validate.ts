import type { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { type ConfigFile, configSchema } from './schema.ts';
import { didYouMean } from './suggest.ts';

type Issue = z.core.$ZodIssue;
export type Path = readonly PropertyKey[];

/**
 * Checks settings against the schema and fills the defaults in. Throws a {@link ConfigError} with one line for each
 * problem, so that one reading mends them all; `placeOf` says where a setting stands in words a person knows.
 *
 * `unsilo.yml:7: posts.kind: found "discusions"; expected "discussions", "issues" or "import".`
 */
export function validate(settings: unknown, placeOf: (path: Path) => string): ConfigFile {
  const result = configSchema.safeParse(settings);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => describe(issue, settings));
  const lines = problems.map(({ path, what }) => `${placeOf(path)}: ${what}`);
  throw new ConfigError([...new Set(lines)].join('\n'));
}

interface Problem {
  readonly path: Path;
  readonly what: string;
}

function describe(issue: Issue, settings: unknown): Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  if (issue.code === 'invalid_key') {
    const form = issue.issues[0]?.message ?? 'another key';
    return [{ path, what: `found ${shown(path.at(-1))} before the colon; expected ${form}.` }];
  }
  return [
    { path, what: `found ${shown(valueAt(path, settings))}; ${expectation(issue)}${exampleAt(path)}.` },
  ];
}

/** A list of bare ids is what most people write first. */
function exampleAt(path: Path): string {
  const isChannel = path.length === 2 && path[0] === 'channels';
  return isChannel ? ', such as "- id: C024BE91L"' : '';
}

function unknownKey(path: Path, key: string): Problem {
  const known = keysAt(path);
  const what = `there is no such setting.${didYouMean(key, known)} Known here: ${known.join(', ')}.`;
  return { path: [...path, key], what };
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value': {
      const values = issue.values.map((value) => JSON.stringify(value));
      return `expected ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
    }
    case 'invalid_type':
      return `expected ${typeNames[issue.expected] ?? `a ${issue.expected}`}`;
    case 'too_small':
      return issue.origin === 'string' ? 'it must not be empty' : `at least ${issue.minimum} is needed`;
    case 'too_big':
      return `at most ${issue.maximum} is allowed`;
    default:
      return `expected ${issue.message}`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'settings with a key and a colon',
  record: 'lines of the form key: value',
  array: 'a list (lines that begin with -)',
  int: 'a whole number',
  boolean: 'true or false',
};

/** The value as a person wrote it, short. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(path: Path, settings: unknown): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    settings,
  );
}

interface Layer {
  readonly def?: { readonly innerType?: Layer };
  readonly shape?: Readonly<Record<string, Layer>>;
  readonly element?: Layer;
}

/** The keys that the schema knows at a path; a number stands for any item of a list. */
function keysAt(path: Path): string[] {
  let layer = withoutDefaults(configSchema as unknown as Layer);
  for (const step of path) {
    layer = withoutDefaults(typeof step === 'number' ? layer?.element : layer?.shape?.[String(step)]);
  }
  return Object.keys(layer?.shape ?? {});
}

function withoutDefaults(layer: Layer | undefined): Layer | undefined {
  return layer?.def?.innerType === undefined ? layer : withoutDefaults(layer.def.innerType);
}
