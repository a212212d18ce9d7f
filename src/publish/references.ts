import type { Renderer } from './renderer.ts';

/** Something that a conversation names, or by which it is named. */
export interface Reference {
  readonly title: string;
  readonly url: string;
}

/** In the order in which they are listed. */
export interface References {
  readonly mentions: readonly Reference[];
  readonly mentionedIn: readonly Reference[];
}

export const noReferences: References = { mentions: [], mentionedIn: [] };

/** UTF-16 units of Markdown that one list may have: a post that many name must keep room for what it says. */
const mostMarkdown = 3000;

/** Both lists as one line of Markdown each; absent where there is nothing to list. */
export function writeReferences(
  { mentions, mentionedIn }: References,
  render: Pick<Renderer, 'inline'>,
): { readonly mentions?: string; readonly mentionedIn?: string } {
  const named = lineOf(mentions, render);
  const naming = lineOf(mentionedIn, render);
  return {
    ...(named === '' ? {} : { mentions: named }),
    ...(naming === '' ? {} : { mentionedIn: naming }),
  };
}

function lineOf(references: readonly Reference[], { inline }: Pick<Renderer, 'inline'>): string {
  let line = '';
  for (const [index, { title, url }] of references.entries()) {
    const link = `[${inline(title)}](${url})`;
    const rest = references.length - index;
    if (line.length + link.length > mostMarkdown) return `${line}${line === '' ? '' : ' · '}and ${rest} more`;
    line = line === '' ? link : `${line} · ${link}`;
  }
  return line;
}
