import { parseGithubMarkdown } from '../content/github-markdown.ts';
import { speakerName } from '../content/speaker.ts';
import { toText } from '../content/text.ts';
import type { Content } from '../content/tree.ts';
import { answerOf } from '../model/answer.ts';
import type { Conversation } from '../model/conversation.ts';
import type { GithubComment } from '../model/github-comment.ts';
import { messageKind } from '../model/message-kind.ts';
import type { Ts } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';
import type { ContentKind, SearchDocument } from '../search/document.ts';
import { contentKinds } from '../search/document.ts';
import { kindsIn } from './content-kinds.ts';
import type { Said } from './said.ts';

/** What the site knows of a conversation beside its messages. */
export interface SearchFacts {
  /** Path of the page below the site. */
  readonly url: string;
  readonly title: string;
  /** Address of its post on GitHub. */
  readonly postUrl?: string | undefined;
  /** What people wrote under the post. */
  readonly comments?: readonly GithubComment[];
}

/** Reactions by which people mark what solved a question. */
const solvedReactions = new Set(['white_check_mark', 'heavy_check_mark', 'ballot_box_with_check', 'solved']);

/** A conversation as the search index takes it in: what its page shows. */
export function searchDocument(
  conversation: Conversation,
  { url, title, postUrl, comments = [] }: SearchFacts,
  said: Said,
  names: Names,
): SearchDocument {
  const { key, messages } = conversation;
  const answerTs = answerTsOf(conversation);
  const words = new Words();
  for (const message of messages) {
    const kind = messageKind(message);
    if (kind === 'deleted' || kind === 'noise') continue;
    const isAnswer = message.ts === answerTs;
    const author = speakerName(message.author, names);
    words.add(said.text(message), said.content(message), { author, isAnswer });
    if (message.reactions.length > 0) words.kinds.add('reaction');
    words.isAnswered ||= message.reactions.some(({ name }) => solvedReactions.has(name));
  }
  for (const { author, body, isAnswer } of comments) {
    const content = { blocks: parseGithubMarkdown(body), unknown: {} };
    words.add(toText(content, names), content, { author, isAnswer });
  }
  const { texts, authors, kinds, answer, isAnswered } = words;
  const post = postUrl === undefined ? undefined : postName(postUrl);
  return {
    key,
    url,
    title,
    ...(answer === '' ? {} : { answer }),
    text: texts.join('\n'),
    authors: [...authors],
    messageCount: messages.length,
    isAnswered,
    kinds: contentKinds.filter((kind) => kinds.has(kind)),
    ...(post === undefined ? {} : { posts: [post] }),
    replies: messages.map(({ ts }) => ts).filter((ts) => ts !== key.rootTs),
  };
}

/** What was said in a conversation, in Slack and below its post. */
class Words {
  readonly texts: string[] = [];
  readonly authors = new Set<string>();
  readonly kinds = new Set<ContentKind>();
  /** The first that was marked; empty when none was. */
  answer = '';
  isAnswered = false;

  add(
    text: string,
    content: Content,
    { author, isAnswer }: { author: string | undefined; isAnswer: boolean },
  ): void {
    if (text !== '') this.texts.push(text);
    if (author !== undefined) this.authors.add(author);
    for (const kind of kindsIn(content)) this.kinds.add(kind);
    if (!isAnswer) return;
    this.isAnswered = true;
    if (this.answer === '') this.answer = text;
  }
}

/** As in posts, but whoever maintains the project is not known here: the mark of the person who asked. */
function answerTsOf(conversation: Conversation): Ts | undefined {
  for (const reaction of solvedReactions) {
    const found = answerOf(conversation, { reaction, maintainers: nobody });
    if (found !== undefined) return found;
  }
  return undefined;
}

const nobody: ReadonlySet<never> = new Set();

/** `https://github.com/acme/chat/discussions/12` → `acme/chat#12` */
function postName(url: string): string | undefined {
  const match = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:discussions|issues)\/(\d+)$/.exec(url);
  return match === null ? undefined : `${match[1]}#${match[2]}`;
}
