import { join } from 'node:path';
import { StorageError } from '../errors.ts';
import type { TeamId } from '../model/ids.ts';
import { isJsonObject, type Json, objectAt, stringAt } from '../model/json.ts';
import { type Archive, entriesOf, teamPath } from './archive.ts';
import { readIfThere, removeFile, writeAtomically } from './atomic-write.ts';
import { type FileCopy, formatCopy, type NewCopy, nameOfCopy, parseCopy } from './file-store.ts';

/** One of the workspace's own emoji: an image, or another name for an emoji. */
export interface CustomEmoji {
  /** Name of another emoji, the workspace's own or one that everybody has. */
  readonly alias?: string;
  /** Where Slack has the image. */
  readonly url?: string;
  readonly copy?: FileCopy;
}

export type EmojiList = ReadonlyMap<string, CustomEmoji>;

/** The workspace's own emoji by name, without colons; none where there is no list. */
export function readEmoji(archive: Archive, teamId: TeamId): EmojiList {
  const path = teamPath(archive, teamId, 'emoji.json');
  const text = readIfThere(path)?.toString();
  if (text === undefined) return new Map();
  const json = parse(text);
  if (!isJsonObject(json))
    throw new StorageError(
      `${path}: this list is damaged. Delete it: the next \`unsilo pull\` reads it again.`,
    );
  return new Map(
    Object.entries(json).flatMap(([name, one]) =>
      isJsonObject(one) ? [[name, parseEmoji(archive, teamId, one)] as const] : [],
    ),
  );
}

function parseEmoji(archive: Archive, teamId: TeamId, json: Record<string, Json | undefined>): CustomEmoji {
  const [alias, url] = [stringAt(json, 'alias'), stringAt(json, 'url')];
  const copy = parseCopy(objectAt(json, 'copy'), (found) => emojiPath(archive, teamId, found));
  return {
    ...(alias === undefined ? {} : { alias }),
    ...(url === undefined ? {} : { url }),
    ...(copy === undefined ? {} : { copy }),
  };
}

/** One emoji a line, in order of name; nothing is written when it is the same. */
export function writeEmoji(archive: Archive, teamId: TeamId, list: EmojiList): void {
  const lines = [...list]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { alias, copy, url }]) => {
      const said = { alias, copy: copy === undefined ? undefined : formatCopy(copy), url };
      return `${JSON.stringify(name)}:${JSON.stringify(said)}`;
    });
  const text = lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
  writeAtomically(teamPath(archive, teamId, 'emoji.json'), text);
}

/** Keeps an image; only `writeEmoji` makes it count. */
export function keepEmojiImage(archive: Archive, teamId: TeamId, content: NewCopy): FileCopy {
  const { bytes, extension: _, ...facts } = content;
  const copy = { name: nameOfCopy(content), bytes: bytes.length, ...facts };
  writeAtomically(emojiPath(archive, teamId, copy), Buffer.from(bytes));
  return copy;
}

/** Removes images that no emoji has. */
export function dropEmojiImages(archive: Archive, teamId: TeamId, list: EmojiList): void {
  const used = new Set([...list.values()].map(({ copy }) => copy?.name));
  for (const name of entriesOf(teamPath(archive, teamId, 'emoji')))
    if (!used.has(name)) removeFile(join(teamPath(archive, teamId, 'emoji'), name));
}

export function emojiPath(archive: Archive, teamId: TeamId, { name }: Pick<FileCopy, 'name'>): string {
  return join(teamPath(archive, teamId, 'emoji'), name);
}

const longestChain = 5;

/** What a name stands for at last; undefined for a name that the workspace has not got. */
export function resolveEmoji(
  list: EmojiList,
  name: string,
): ({ readonly name: string } & CustomEmoji) | undefined {
  let [at, found] = [name, list.get(name)];
  if (found === undefined) return undefined;
  for (let step = 0; step < longestChain && found?.alias !== undefined; step += 1) {
    at = found.alias;
    found = list.get(at);
  }
  return { name: at, ...found };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
