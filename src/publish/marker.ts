import { createHash } from 'node:crypto';
import type { ConversationKey } from '../model/conversation.ts';

declare const brand: unique symbol;

/** Names a conversation in a post: 26 letters of base32 (130 bits), made of Slack's ids alone. */
export type PostKey = string & { readonly [brand]: 'PostKey' };

/** 12 hexadecimal digits of SHA-256 over a text whose line ends are normalised. */
export type TextHash = string & { readonly [brand]: 'TextHash' };

/** What the hidden first line of each post and of each of its comments says. */
export interface Marker {
  readonly key: PostKey;
  /** 0 is the body of the post, 1 its first own comment. */
  readonly part: number;
  readonly parts: number;
  /** Of what the part says, without what may change for nothing, such as counts of reactions. */
  readonly hash: TextHash;
}

const line = /^<!-- unsilo:1 key=([a-z2-7]{26}) part=(\d{1,4})\/(\d{1,4}) hash=([0-9a-f]{12}) -->$/;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Never made of a title or a channel's name: those change. Ids hold no line end, so two keys can't run together. */
export function postKeyOf({ teamId, channelId, rootTs }: ConversationKey): PostKey {
  const digest = createHash('sha256').update(`${teamId}\n${channelId}\n${rootTs}`).digest();
  return base32(digest, 26) as PostKey;
}

/** The same for text that differs in nothing that a person wrote; see {@link plainText}. */
export function hashText(text: string): TextHash {
  return createHash('sha256').update(plainText(text)).digest('hex').slice(0, 12) as TextHash;
}

/**
 * A text without what editors and browsers change on their own: line ends (GitHub's web editor turns `\n` into `\r\n`), blanks at
 * ends of lines, and the form of letters with accents.
 */
export function plainText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?<![ \t])[ \t]+$/gm, '')
    .normalize('NFC')
    .trim();
}

/** `<!-- unsilo:1 key=… part=0/1 hash=… -->`: ASCII, no word of a person, no inner `--`. */
export function formatMarker({ key, part, parts, hash }: Marker): string {
  return `<!-- unsilo:1 key=${key} part=${part}/${parts} hash=${hash} -->`;
}

/**
 * Reads one whole line; undefined for anything else. Slack text can't forge it in a place that is looked at: `<` is
 * always escaped outside code, and code stands after the marker of its own part (see body.ts).
 */
export function parseMarker(text: string): Marker | undefined {
  const [, key, part, parts, hash] = line.exec(text) ?? [];
  if (key === undefined || Number(part) >= Number(parts)) return undefined;
  return { key: key as PostKey, part: Number(part), parts: Number(parts), hash: hash as TextHash };
}

/** The word in the footer that a person can search for: hidden comments are not reliably found. Never hexadecimal. */
export function visibleId(key: PostKey): string {
  return `unsilo${key}`;
}

function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  let bits = 0;
  let buffer = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5 && text.length < length; bits -= 5) text += alphabet[(buffer >> (bits - 5)) & 31];
  }
  return text;
}
