import type { GithubComment, RawGithubComment } from '../model/github-comment.ts';
import { redactText } from './redact-text.ts';

/**
 * The gate for what comes back from GitHub: people's comments alone, without those that a maintainer hid, and redacted as
 * messages are. A post's own overflow never returns as if somebody had said it.
 */
export function publicComments(comments: readonly RawGithubComment[]): readonly GithubComment[] {
  return comments.flatMap((comment) => {
    const { isBot, isHidden, isOurs, id, author, createdAt, updatedAt, isEdited, url, replyTo, isAnswer } =
      comment;
    const body = redactText(comment.body.replaceAll('\r\n', '\n'));
    if (isBot || isHidden || isOurs || body.trim() === '') return [];
    return [
      {
        id,
        ...(author === undefined ? {} : { author }),
        createdAt,
        updatedAt,
        isEdited,
        url,
        body,
        ...(replyTo === undefined ? {} : { replyTo }),
        isAnswer,
      },
    ];
  });
}
