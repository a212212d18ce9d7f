import type { ConversationKey } from '../model/conversation.ts';
import type { Ts } from '../model/ts.ts';

/** One conversation as the index takes it in. All texts are plain. */
export interface SearchDocument {
  readonly key: ConversationKey;
  /** Path of its page below the site: `t/2024/03/p1710786933057029-proxy.html`. */
  readonly url: string;
  readonly title: string;
  /** What was marked as the answer; it counts more than the rest, and need not stand in `text` as well. */
  readonly answer?: string;
  /** All messages, a line for each line of them. */
  readonly text: string;
  /** Everyone who wrote, in the order in which they did, the opener first; each once. */
  readonly authors: readonly string[];
  readonly messageCount: number;
  readonly isAnswered: boolean;
  /** What there is in it: `has:code` and so on. */
  readonly kinds: readonly ContentKind[];
  /** Its posts on GitHub: `owner/repo#812`. */
  readonly posts?: readonly string[];
  /** Messages other than the one that `key` names, so that a link to any of them finds the conversation. */
  readonly replies: readonly Ts[];
}

export type ContentKind = 'code' | 'link' | 'image' | 'file' | 'reaction';

export const contentKinds: readonly ContentKind[] = ['code', 'link', 'image', 'file', 'reaction'];

/** The fields that are searched, in the order of their numbers in the files. */
export const fields = ['title', 'answer', 'text'] as const;

export type Field = (typeof fields)[number];

/** The number of the field `text`, by whose length documents are ordered. */
export const textField = 2;

/** How much a word counts by where it stands. Part of the meaning of the index, as is the order of the fields. */
export const boosts: Readonly<Record<Field, number>> = { title: 4, answer: 2, text: 1 };

/** `T012AB3C4/C024BE91L/1710786933.057029`: a conversation in one word. */
export function keyText({ teamId, channelId, rootTs }: ConversationKey): string {
  return `${teamId}/${channelId}/${rootTs}`;
}
