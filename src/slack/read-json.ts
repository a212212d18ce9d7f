import { SourceError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { SourceFiles } from './source-files.ts';

const whatMisses: Readonly<Record<string, string>> = {
  'users.json': 'People are named as far as the messages themselves tell.',
  'channels.json':
    'Nothing says which folders are public, so none is taken unless you name it with its id: --channel ID=FOLDER.',
};

/**
 * One of the lists at the top of an export; empty, with a diagnostic, where it is missing.
 *
 * @throws SourceError when it is there but no list: taking it for empty would lose every name
 */
export function readList(files: SourceFiles, path: string, diagnostics: Diagnostic[]): readonly JsonObject[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!files.paths.includes(path)) {
    const code = `NO_${name.replace('.json', '').toUpperCase()}_LIST`;
    const message = `${name} is missing. ${whatMisses[name] ?? ''}`.trim();
    diagnostics.push({ code, where: files.name, message });
    return [];
  }
  const parsed = parseJson(files.read(path));
  if (parsed !== undefined && Array.isArray(parsed)) return parsed.filter(isJsonObject);
  throw new SourceError(
    `${files.name}: ${path} is not the list it should be${parsed === undefined ? ' (broken JSON)' : ''}. ` +
      'Ask Slack for the export again, or unpack it and mend the file.',
  );
}

/** Undefined for broken JSON; a byte order mark is no part of it. */
export function parseJson(data: Buffer): Json | undefined {
  try {
    const hasMark = data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf;
    return JSON.parse(data.toString('utf8', hasMark ? 3 : 0)) as Json;
  } catch {
    return undefined;
  }
}
