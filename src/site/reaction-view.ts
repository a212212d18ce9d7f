import { emojiText } from '../content/emoji.ts';
import { emojiSize } from '../content/html-media.ts';
import type { Media } from '../content/media.ts';
import type { Reaction } from '../model/message.ts';
import type { ReactionView } from './views.ts';

/** A count, never who; the workspace's own emoji as an image where there is one. */
export function reactionView({ name, count }: Reaction, media: Media): ReactionView {
  const emoji = emojiText(name);
  const shown = emoji.startsWith(':') ? media.emoji(name.split('::')[0] ?? name) : undefined;
  if (shown === undefined) return { emoji, count };
  if ('text' in shown) return { emoji: shown.text, count };
  return { emoji, count, image: { src: shown.src, ...emojiSize(shown) } };
}
