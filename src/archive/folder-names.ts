import { isDeviceName } from '../model/device-name.ts';
import type { ChannelId } from '../model/ids.ts';

/** Letters, digits, `-`, `_` and dots inside; Slack allows no others, old channels and other tools have them. */
const usable = /^[\p{L}\p{M}\p{N}_-](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}_-])?$/u;
const longest = 200;

/**
 * The folder of each channel in an export: its name, as every tool expects; its id where the name can't be a folder on
 * some disk, or where another channel has it already. Of channels with one name the first in order of id gets it.
 */
export function folderNames(
  channels: readonly { readonly id: ChannelId; readonly name: string }[],
): ReadonlyMap<ChannelId, string> {
  const folders = new Map<ChannelId, string>();
  const taken = new Set(channels.map(({ id }) => keyOf(id)));
  for (const { id, name } of [...channels].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const isFree = canBeFolder(name) && !taken.has(keyOf(name));
    if (isFree) taken.add(keyOf(name));
    folders.set(id, isFree ? name : id);
  }
  return folders;
}

/** Some disks see no difference between capitals and small letters. */
function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function canBeFolder(name: string): boolean {
  return (
    usable.test(name) &&
    !isDeviceName(name) &&
    Buffer.byteLength(name) <= longest &&
    name === name.normalize('NFC') &&
    !name.toLowerCase().endsWith('.json') &&
    name !== '__uploads' &&
    name !== '__MACOSX'
  );
}
