import { emojiText } from '../content/emoji.ts';
import { emojiSize } from '../content/html-media.ts';
import type { Media } from '../content/media.ts';
import type { Reaction } from '../model/message.ts';

export interface ReactionView {
  /** Unicode, or `:name:` for one of the workspace's own. */
  readonly emoji: string;
  readonly count: number;
  readonly image?: { readonly src: string; readonly width: number; readonly height: number };
}

/** A count, never who; the workspace's own emoji as an image where there is one. */
export function reactionView({ name, count }: Reaction, media: Media): ReactionView {
  const emoji = emojiText(name);
  const shown = emoji.startsWith(':') ? media.emoji(name.split('::')[0] ?? name) : undefined;
  if (shown === undefined) return { emoji, count };
  if ('text' in shown) return { emoji: shown.text, count };
  return { emoji, count, image: { src: shown.src, ...emojiSize(shown) } };
}
