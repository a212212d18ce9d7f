import { readFileSync, statSync } from 'node:fs';
import { StorageError } from '../errors.ts';
import { type ChannelId, isChannelId, type TeamId } from '../model/ids.ts';
import type { JsonObject } from '../model/json.ts';
import type { Message } from '../model/message.ts';
import { parseMessage } from '../model/parse-message.ts';
import { isMonth, type Month } from '../model/ts.ts';
import { type Archive, channelPath, entriesOf, monthPath, teamPath, teamsOf } from './archive.ts';

/**
 * One channel and month: a file of its own, which no conversation crosses. Whatever reads the archive goes from unit
 * to unit, so its memory does not grow with the archive.
 */
export interface ArchiveUnit {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly month: Month;
  readonly path: string;
  readonly bytes: number;
}

/** All units: by workspace, channel, month. */
export function listUnits(archive: Archive): readonly ArchiveUnit[] {
  const units: ArchiveUnit[] = [];
  for (const teamId of teamsOf(archive)) {
    for (const channelId of entriesOf(teamPath(archive, teamId, 'messages')).filter(isChannelId)) {
      for (const name of entriesOf(channelPath(archive, teamId, channelId))) {
        const month = name.slice(0, -'.jsonl'.length);
        if (!name.endsWith('.jsonl') || !isMonth(month)) continue;
        const path = monthPath(archive, teamId, channelId, month);
        units.push({ teamId, channelId, month, path, bytes: statSync(path).size });
      }
    }
  }
  return units;
}

/** The messages of a unit: conversation by conversation, each in order of time. */
export function readUnit(unit: ArchiveUnit): readonly Message[] {
  return jsonLines(readFileSync(unit.path, 'utf8'), unit.path).map((row) => {
    const message = parseMessage(row);
    if (message === undefined) throw new StorageError(`${unit.path}: a line is no message. Import again.`);
    return message;
  });
}

/** The same as Slack's JSON, without the archive's own fields. */
export function readRows(unit: Pick<ArchiveUnit, 'path'>): readonly JsonObject[] {
  return parseRows(readFileSync(unit.path, 'utf8'), unit.path);
}

export function parseRows(text: string, path: string): readonly JsonObject[] {
  return jsonLines(text, path).map(({ _asOf, ...row }) => row);
}

function jsonLines(text: string, path: string): readonly JsonObject[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseRow(line, path));
}

function parseRow(line: string, path: string): JsonObject {
  try {
    return JSON.parse(line) as JsonObject;
  } catch (error) {
    throw new StorageError(`${path}: a line is damaged (${(error as Error).message}). Import again.`, {
      cause: error,
    });
  }
}
