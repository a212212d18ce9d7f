import { answerOf } from '../model/answer.ts';
import type { Conversation, ConversationKey } from '../model/conversation.ts';
import type { ChannelId } from '../model/ids.ts';
import type { Ts } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';
import { linksOf, type Origin, shownDates } from './attribution.ts';
import { formatBody } from './body.ts';
import { hashText, type PostKey, postKeyOf, type TextHash, visibleId } from './marker.ts';
import { blockGap, type Placed, packMessages } from './pack.ts';
import { type References, writeReferences } from './references.ts';
import type { Renderer } from './renderer.ts';
import type { PostRules } from './select.ts';
import type { PostTemplates } from './templates.ts';
import { type WrittenMessage, writeMessage } from './written-message.ts';

/** A post as it should be. */
export interface Draft {
  readonly key: PostKey;
  readonly conversation: ConversationKey;
  readonly title: string;
  /** The body, then the comments that carry what did not fit. */
  readonly parts: readonly [DraftPart, ...DraftPart[]];
  readonly labels: readonly string[];
  readonly category?: string;
  /** The part that holds the answer and nothing else, where it is a comment: GitHub can mark that one. */
  readonly answerPart?: number;
}

export interface DraftPart {
  /** With the marker lines, as GitHub should store it. */
  readonly body: string;
  /** Of what it says; the same while only counts of reactions change, so that these alone cause no write. */
  readonly hash: TextHash;
  /** The first message in it. */
  readonly ts: Ts;
}

export interface DraftContext {
  readonly names: Names;
  readonly workspaceName?: string;
  readonly render: Renderer;
  readonly templates: PostTemplates;
  rulesOf(channel: ChannelId): PostRules;
  originOf(key: ConversationKey): Origin;
  /** What the conversation names, and what names it. */
  referencesOf(key: ConversationKey): References;
}

/** UTF-16 units in a body or comment: below every reading of GitHub's limit of 65,536. */
export const partLimit = 60_000;

/** The two marker lines and the breaks around them. */
const markerLength = 200;

/** All that the conversation says, packed into one body and, where that is not enough, comments. */
export function draftOf(conversation: Conversation, context: DraftContext): Draft {
  const { key, messages } = conversation;
  const postKey = postKeyOf(key);
  const origin = context.originOf(key);
  const frame = frameOf(conversation, origin, context);
  const room = partLimit - markerLength - Math.max(frame('', 0, 9999).length, frame('', 9999, 9999).length);
  const { labels, category, comments, answer: answerRules } = context.rulesOf(key.channelId);
  const answer = answerOf(conversation, answerRules);
  const written = messages.map((message, index) =>
    writeMessage(message, messages[index - 1], { ...context, key, origin, room, answer }),
  );
  const groups = comments === 'packed' ? [written] : written.map((message) => [message]);
  const placed = groups.flatMap((group) => packMessages(group, { body: room, comment: room }));
  const title = context.render.title(conversation);
  const parts = placed.map((pieces, part): DraftPart => {
    const hash = hashText(frame(textOf(pieces, 'lasting'), part, placed.length));
    const text = frame(textOf(pieces, 'pieces'), part, placed.length);
    const marker = { key: postKey, part, parts: placed.length, hash };
    const body = formatBody({ marker, text, ...(part === 0 ? { titleHash: hashText(title) } : {}) });
    return { body, hash, ts: pieces[0]?.message.ts ?? key.rootTs };
  });
  const answerPart = answer === undefined ? -1 : parts.findIndex(({ ts }) => ts === answer);
  return {
    key: postKey,
    conversation: key,
    title,
    parts: parts as [DraftPart, ...DraftPart[]],
    labels,
    ...(category === undefined ? {} : { category }),
    ...(comments === 'packed' || answerPart < 1 ? {} : { answerPart }),
  };
}

/** Names all that a draft says: two drafts with the same version differ in counts of reactions at most. */
export function versionOf({ parts }: Draft): TextHash {
  return hashText(parts.map(({ hash }) => hash).join(' '));
}

function textOf(placed: readonly Placed<WrittenMessage>[], pieces: 'pieces' | 'lasting'): string {
  return placed
    .flatMap(({ message, piece, hasHeading }) => {
      const text = message[pieces][piece] ?? '';
      return hasHeading ? [message.heading, text] : [text];
    })
    .filter((block) => block !== '')
    .join(blockGap);
}

/** What stands around the messages of a part: where the conversation comes from, and the id that people can search. */
function frameOf(conversation: Conversation, origin: Origin, context: DraftContext) {
  const { key, messages } = conversation;
  const isRootMissing = conversation.kind === 'thread' && conversation.isRootMissing;
  const id = visibleId(postKeyOf(key));
  const [first, last] = [messages[0]?.ts ?? key.rootTs, messages.at(-1)?.ts ?? key.rootTs];
  const about = {
    id,
    isRootMissing,
    channel: context.render.inline(`#${context.names.channel(key.channelId) ?? key.channelId}`),
    dates: shownDates(first, last),
    ...(context.workspaceName === undefined
      ? {}
      : { workspace: context.render.inline(context.workspaceName) }),
    ...linksOf(key, key.rootTs, origin),
    ...(origin.pageUrl === undefined ? {} : { pageUrl: origin.pageUrl }),
    ...writeReferences(context.referencesOf(key), context.render),
  };
  return (text: string, part: number, parts: number): string =>
    part === 0
      ? context.templates.post({ ...about, messages: text, comments: parts - 1, isOneComment: parts === 2 })
      : context.templates.comment({ messages: text, number: part + 1, id });
}
