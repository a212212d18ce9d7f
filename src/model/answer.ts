import type { Conversation } from './conversation.ts';
import type { UserId } from './ids.ts';
import type { Message } from './message.ts';
import type { Ts } from './ts.ts';

/** Who may mark a reply as the answer, and how. */
export interface AnswerRules {
  /** Name of the emoji, without colons; undefined: no reply is ever the answer. */
  readonly reaction: string | undefined;
  /** People whose mark counts like that of the person who asked. */
  readonly maintainers: ReadonlySet<UserId>;
}

/**
 * The reply that carries the reaction of the person who asked, or else of a maintainer; of several the first. Marks of
 * others say that they were helped, not that the question was answered.
 */
export function answerOf(
  { kind, messages }: Conversation,
  { reaction, maintainers }: AnswerRules,
): Ts | undefined {
  const [root, ...replies] = messages;
  if (kind !== 'thread' || root === undefined || reaction === undefined) return undefined;
  const asker = root.author.userId;
  const markedBy = (isMeant: (user: UserId) => boolean) =>
    replies.find((message) => marks(message, reaction).some(isMeant))?.ts;
  return markedBy((user) => user === asker) ?? markedBy((user) => maintainers.has(user));
}

/** Skin tones are a matter of taste. */
function marks({ reactions }: Message, wanted: string): readonly UserId[] {
  return reactions.filter(({ name }) => name.split('::')[0] === wanted).flatMap(({ users }) => users);
}
