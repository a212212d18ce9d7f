import { parseGithubMarkdown } from '../content/github-markdown.ts';
import { toHtml } from '../content/html.ts';
import { safeUrl } from '../content/safe-url.ts';
import type { GithubComment } from '../model/github-comment.ts';
import type { Permalink } from '../model/permalink.ts';
import type { UnitContext } from './conversation-page.ts';
import { targetOf } from './link-target.ts';
import { portraitOf } from './portrait.ts';
import { shownMoment } from './shown-time.ts';
import type { AnswerView } from './views.ts';

/** Of an account that is gone, as GitHub calls it. */
const nobody = 'ghost';

/** Comments as the conversation's page shows them. */
export function answersOf(
  comments: readonly GithubComment[],
  path: string,
  { names, map, channel }: UnitContext,
): readonly AnswerView[] {
  const linkTo = (link: Permalink) => targetOf(link, path, { map, channel });
  return comments.map((comment, index) => {
    const { author = nobody, url, createdAt, isEdited, isAnswer, replyTo } = comment;
    return {
      id: anchorOf(url, index),
      name: author,
      ...portraitOf(author),
      href: safeUrl(url) ?? '#answers',
      iso: createdAt,
      time: shownMoment(createdAt),
      isEdited,
      isAnswer,
      isReply: replyTo !== undefined,
      html: toHtml({ blocks: parseGithubMarkdown(comment.body), unknown: {} }, { names, linkTo }),
    };
  });
}

/** GitHub's own number for the comment, which stands at the end of its address. */
function anchorOf(url: string, index: number): string {
  return `g${/-(\d{1,20})$/.exec(url)?.[1] ?? index}`;
}
