import { readFileSync } from 'node:fs';
import type { Archive } from './archive.ts';
import { type EmojiList, resolveEmoji } from './emoji.ts';
import { listUnits } from './units.ts';

/** Reactions and elements of rich text name an emoji so; other things do too, which costs nothing. */
const named = /"name":"([^":]+)(?:::[^"]*)?"|:([^\s:"\\]{1,100}):/g;

/** Those of the workspace's own emoji that its messages show, by the names that have images. */
export function mentionedEmoji(archive: Archive, teamId: string, list: EmojiList): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path } of listUnits(archive).filter((unit) => unit.teamId === teamId)) {
    for (const [, name, shortcode] of readFileSync(path, 'utf8').matchAll(named)) {
      const resolved = resolveEmoji(list, name ?? shortcode ?? '');
      if (resolved !== undefined) found.add(resolved.name);
    }
  }
  return found;
}
