import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { ConfigError } from '../errors.ts';

/** Views are plain objects; every text in them is Markdown already, so nothing is escaped here. */
export interface HeadingView {
  readonly name: string;
  readonly isBot: boolean;
  /** Marked as the answer by who asked, or by a maintainer. */
  readonly isAnswer: boolean;
  /** `2024-03-18 18:35 UTC` */
  readonly time: string;
  readonly pageUrl?: string;
  readonly slackUrl?: string;
}

export interface DetailsView {
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[];
  readonly isEdited: boolean;
}

export interface PostView {
  readonly messages: string;
  /** True when only replies are known. */
  readonly isRootMissing: boolean;
  /** With `#`. */
  readonly channel: string;
  readonly workspace?: string;
  /** `2024-03-18`, or two with a dash. */
  readonly dates: string;
  readonly pageUrl?: string;
  readonly slackUrl?: string;
  /** Links to what the conversation names, and to what names it: Markdown in one line each. */
  readonly mentions?: string;
  readonly mentionedIn?: string;
  /** How many comments carry the rest of the conversation. */
  readonly comments: number;
  readonly isOneComment: boolean;
  readonly id: string;
}

export interface CommentView {
  readonly messages: string;
  /** From 2: the post's body is part 1. */
  readonly number: number;
  readonly id: string;
}

export interface PostTemplates {
  heading(view: HeadingView): string;
  details(view: DetailsView): string;
  post(view: PostView): string;
  comment(view: CommentView): string;
  /** Changes when any of the templates does. */
  readonly version: string;
}

/**
 * Reads `heading`, `details`, `post` and `comment` from the first of the folders that has each: the user's before ours.
 * A template that does not compile or asks for a field that no view has is a {@link ConfigError} naming the file.
 */
export function loadPostTemplates(folders: readonly string[]): PostTemplates {
  const sources = new Map<string, string>();
  const load = <View>(name: string): ((view: View) => string) => {
    const path = folders.map((folder) => join(folder, `${name}.hbs`)).find((file) => existsSync(file));
    if (path === undefined) throw new ConfigError(`No template ${name}.hbs in ${folders.join(' or ')}.`);
    const source = readFileSync(path, 'utf8');
    sources.set(name, source);
    const render = Handlebars.compile<View>(source, { noEscape: true, strict: true, preventIndent: true });
    return (view) => {
      try {
        return render(view).trim();
      } catch (cause) {
        throw new ConfigError(`The template ${path} can't be used: ${(cause as Error).message}`, { cause });
      }
    };
  };
  const templates = {
    heading: load<HeadingView>('heading'),
    details: load<DetailsView>('details'),
    post: load<PostView>('post'),
    comment: load<CommentView>('comment'),
  };
  const version = createHash('sha256')
    .update(JSON.stringify([...sources]))
    .digest('hex')
    .slice(0, 12);
  return { ...templates, version };
}
