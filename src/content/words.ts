import type { SlackFile } from '../model/message.ts';
import type { Names } from '../model/workspace.ts';
import { cleanText } from './clean-text.ts';
import { emojiText } from './emoji.ts';
import type {
  Broadcast,
  ChannelMention,
  EmojiNode,
  Unsupported,
  UserGroupMention,
  UserMention,
} from './tree.ts';

/** Our own table first: labels are old handles. Without the `@`. */
export function userWord({ id, label }: UserMention, names: Names): string {
  return cleanText(names.user(id) ?? label ?? id).replace(/^@+/, '');
}

/** Without the `#`. */
export function channelWord({ id, label }: ChannelMention, names: Names): string {
  return cleanText(names.channel(id) ?? label ?? id).replace(/^#+/, '');
}

/** Without the `@`. */
export function userGroupWord({ id, label }: UserGroupMention, names: Names): string {
  return cleanText(names.userGroup(id) ?? label ?? id).replace(/^@+/, '');
}

export function broadcastWord({ range }: Broadcast): string {
  return range;
}

export function emojiWord({ name, unicode }: EmojiNode): string {
  return unicode ?? emojiText(name);
}

/** How an archive speaks of what it can't show. */
export function unsupportedWords({ kind, text }: Unsupported): string {
  return `[Slack’s “${kind}”, which unsilo does not know yet]${text === '' ? '' : ` ${text}`}`;
}

export interface FileWords {
  readonly name: string;
  /** `PNG · 34 kB`, or why there is none. */
  readonly about: string;
}

export function fileWords(file: SlackFile): FileWords {
  const name = cleanText(file.title ?? file.name ?? 'file');
  const about = {
    available: () => [file.prettyType ?? file.mimetype, sizeWord(file.size)].filter(Boolean).join(' · '),
    deleted: () => 'deleted',
    'hidden-by-limit': () => 'hidden by the limit of a free workspace',
    'access-denied': () => 'not accessible',
  }[file.state]();
  return { name, about: cleanText(about) };
}

/** 1 kB = 1000 bytes. */
function sizeWord(bytes: number | undefined): string {
  if (bytes === undefined || bytes <= 0) return '';
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
