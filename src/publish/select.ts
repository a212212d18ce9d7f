import type { AnswerRules } from '../model/answer.ts';
import type { Conversation } from '../model/conversation.ts';
import type { ChannelId, UserId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import { messageKind } from '../model/message-kind.ts';
import { epochMs } from '../model/ts.ts';
import type { PostKind } from './estimate.ts';

/** What of a channel becomes a post, and how it looks. */
export interface PostRules {
  /** Every conversation, those whose root has the reaction, or none. */
  readonly post: 'everything' | 'by-reaction' | 'nothing';
  /** Without colons; for `by-reaction`. */
  readonly reaction?: string;
  readonly kind: PostKind;
  /** Name of the Discussions category; without it the repository's first one. */
  readonly category?: string;
  readonly labels: readonly string[];
  /** Hours since the last message before a post is written, so that people can still delete. */
  readonly quietHours: number;
  readonly minReplies: number;
  readonly comments: 'packed' | 'per-message';
  /** Also for loose messages that stand close together. */
  readonly withStitches: boolean;
  readonly answer: AnswerRules;
}

/** Why a conversation stays on the site alone. Scripts rely on these names. */
export type SkipReason =
  | 'channel-off'
  | 'no-reaction'
  | 'no-reply'
  | 'few-replies'
  | 'stitch'
  | 'deleted'
  | 'bot-only'
  | 'not-quiet';

/** What selection needs to know of the world around a conversation. */
export interface Selection {
  rulesOf(channel: ChannelId): PostRules;
  isBot(id: UserId): boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Undefined when the conversation becomes a post: replies enough, at least one human, and quiet. */
export function skipReason(conversation: Conversation, selection: Selection): SkipReason | undefined {
  const rules = selection.rulesOf(conversation.key.channelId);
  if (rules.post === 'nothing') return 'channel-off';
  if (rules.post === 'by-reaction' && !hasReaction(conversation, rules.reaction)) return 'no-reaction';
  return (
    silence(conversation, rules, selection) ??
    (isQuiet(conversation.messages, rules.quietHours, selection.now) ? undefined : 'not-quiet')
  );
}

/** Why it is no conversation between people, if so. */
function silence(conversation: Conversation, rules: PostRules, { isBot }: Selection): SkipReason | undefined {
  const said = conversation.messages.filter(isTalk);
  const replies = said.filter(({ ts }) => ts !== conversation.key.rootTs).length;
  if (conversation.kind === 'stitch') {
    if (replies === 0) return 'no-reply';
    if (!rules.withStitches) return 'stitch';
  }
  if (said.length === 0) return 'deleted';
  if (replies === 0) return 'no-reply';
  if (replies < rules.minReplies) return 'few-replies';
  return said.some((message) => isHuman(message, isBot)) ? undefined : 'bot-only';
}

/** A person, as far as Slack says: neither a bot's message nor the user of an app. */
export function isHuman({ author }: Message, isBot: (id: UserId) => boolean): boolean {
  if (author.kind !== 'user') return author.kind === 'unknown';
  return author.userId === undefined || !isBot(author.userId);
}

function isTalk(message: Message): boolean {
  const kind = messageKind(message);
  return kind === 'content' || kind === 'bot';
}

/** Skin tones are a matter of taste: `+1::skin-tone-3` is `+1`. */
function hasReaction({ messages }: Conversation, wanted: string | undefined): boolean {
  return messages[0]?.reactions.some(({ name }) => name.split('::')[0] === wanted) ?? false;
}

function isQuiet(messages: readonly Message[], hours: number, now: number): boolean {
  const last = messages.at(-1);
  return last === undefined || now - epochMs(last.ts) >= hours * 3_600_000;
}
