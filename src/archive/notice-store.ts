import type { TeamId } from '../model/ids.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { type Archive, teamPath } from './archive.ts';
import { readIfThere, writeAtomically } from './atomic-write.ts';

/**
 * Which notices stand in Slack, `<channel>/<root ts> <kind>`. Only to save calls: before one is posted its thread is looked
 * at, so that a lost file makes no double.
 */
export function readNotices(archive: Archive, teamId: TeamId): ReadonlySet<string> {
  const text = readIfThere(teamPath(archive, teamId, 'notices.json'))?.toString();
  return new Set(text === undefined ? [] : listOf(text));
}

export function writeNotices(archive: Archive, teamId: TeamId, notices: ReadonlySet<string>): void {
  const sorted = [...notices].sort();
  writeAtomically(teamPath(archive, teamId, 'notices.json'), `${JSON.stringify({ notices: sorted })}\n`);
}

function listOf(text: string): readonly string[] {
  try {
    const json = JSON.parse(text) as JsonObject;
    const list =
      isJsonObject(json) && Array.isArray(json.notices) ? (json.notices as readonly unknown[]) : [];
    return list.filter((one) => typeof one === 'string');
  } catch {
    return [];
  }
}
